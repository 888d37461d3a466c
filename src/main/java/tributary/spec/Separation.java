package tributary.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A claim of independence that an effect rests on.
 *
 * @param graph without the arrows whose effect is asked for
 * @param given what the fitted equation conditions on
 * @param omitted whether the equation leaves {@code from} out, so that taking it in is a remedy
 */
record Separation(DirectedGraph graph, String from, String to, Set<String> given, boolean omitted) {
    boolean holds() {
        return graph.areSeparated(from, to, given);
    }

    /** The same claim with one more node conditioned on. */
    Separation with(String node) {
        Set<String> more = new LinkedHashSet<>(given);
        more.add(node);
        return new Separation(graph, from, to, more, omitted);
    }

    /** The same claim if a node had no effects and were not conditioned on. */
    Separation leavingOut(String node) {
        Set<String> less = new LinkedHashSet<>(given);
        less.remove(node);
        return new Separation(graph.withoutArrowsOutOf(Set.of(node)), from, to, less, omitted);
    }

    DirectedGraph.Paths openPaths(int most, int effort) {
        return graph.openPaths(from, to, given, most, effort);
    }

    /** The same claim in an experiment that sets a node at random. */
    Separation randomized(String node) {
        return new Separation(graph.withoutArrowsInto(node), from, to, given, omitted);
    }

    /** Nodes in which two arrows of a path meet. */
    List<String> colliders(List<String> path) {
        Set<String> colliders = new LinkedHashSet<>();
        for (int i = 1; i + 1 < path.size(); i++) {
            if (graph.isCollider(path.get(i - 1), path.get(i), path.get(i + 1))) {
                colliders.add(path.get(i));
            }
        }
        return List.copyOf(colliders);
    }

    /** Nodes that close a path: conditioned on and no collider, or a collider that is not. */
    List<String> closing(List<String> path) {
        Set<String> closing = new LinkedHashSet<>();
        for (int i = 1; i + 1 < path.size(); i++) {
            List<String> around = path.subList(i - 1, i + 2);
            if (!graph.isOpen(around, given)) {
                closing.add(path.get(i));
            }
        }
        return List.copyOf(closing);
    }
}
