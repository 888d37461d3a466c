package tributary.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A directed acyclic graph of named nodes, to ask which of them are independent; immutable. */
public final class DirectedGraph {
    private final Map<String, Set<String>> parents;
    private final Map<String, Set<String>> children;

    /** One arrow. */
    public record Arrow(String from, String to) {}

    /** A node together with how a walk came to it. */
    private record Arrival(String node, boolean fromChild) {}

    /**
     * Undirected paths, shortest first.
     *
     * @param paths nodes from one end to the other
     * @param complete false where the search was cut off and there may be more
     */
    public record Paths(List<List<String>> paths, boolean complete) {
        public Paths {
            paths = List.copyOf(paths);
        }
    }

    private DirectedGraph(Collection<String> nodes, Collection<Arrow> arrows) {
        Map<String, Set<String>> into = new LinkedHashMap<>();
        Map<String, Set<String>> outOf = new LinkedHashMap<>();
        for (String node : nodes) {
            into.put(node, new LinkedHashSet<>());
            outOf.put(node, new LinkedHashSet<>());
        }
        for (Arrow arrow : arrows) {
            neighbours(into, arrow.to).add(arrow.from);
            neighbours(outOf, arrow.from).add(arrow.to);
        }
        parents = into;
        children = outOf;
    }

    /**
     * A graph.
     *
     * @param nodes in the order in which answers list them
     * @throws IllegalArgumentException if an arrow has an unknown end or closes a cycle
     */
    public static DirectedGraph of(Collection<String> nodes, Collection<Arrow> arrows) {
        var graph = new DirectedGraph(nodes, arrows);
        for (Arrow arrow : arrows) {
            if (arrow.from.equals(arrow.to) || graph.descendants(arrow.to).contains(arrow.from)) {
                throw new IllegalArgumentException(
                        "arrows: " + arrow.from + " -> " + arrow.to + " closes a cycle");
            }
        }
        return graph;
    }

    private static Set<String> neighbours(Map<String, Set<String>> map, String node) {
        Set<String> known = map.get(node);
        if (known == null) {
            throw new IllegalArgumentException("node: " + node + " is not one of " + map.keySet());
        }
        return known;
    }

    /** The nodes, in the order given. */
    public Set<String> nodes() {
        return Collections.unmodifiableSet(parents.keySet());
    }

    public Set<String> parents(String node) {
        return Collections.unmodifiableSet(neighbours(parents, node));
    }

    public Set<String> children(String node) {
        return Collections.unmodifiableSet(neighbours(children, node));
    }

    /** Every node that a directed path leads to, without the node itself. */
    public Set<String> descendants(String node) {
        return reachable(Set.of(node), children);
    }

    /** Every node from which a directed path leads here, without the node itself. */
    public Set<String> ancestors(String node) {
        return reachable(Set.of(node), parents);
    }

    private static Set<String> reachable(Set<String> start, Map<String, Set<String>> next) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            for (String node : neighbours(next, open.removeFirst())) {
                if (reached.add(node)) {
                    open.addLast(node);
                }
            }
        }
        return reached;
    }

    /** The graph in which nothing leaves some nodes, G with a bar below them (Pearl 2009, §3.4). */
    public DirectedGraph withoutArrowsOutOf(Set<String> nodes) {
        return filtered(arrow -> !nodes.contains(arrow.from));
    }

    /** The graph in which nothing moves a node, G with a bar above it: it is set at random. */
    public DirectedGraph withoutArrowsInto(String node) {
        return filtered(arrow -> !arrow.to.equals(node));
    }

    /** The graph without one arrow. */
    public DirectedGraph without(Arrow removed) {
        return filtered(arrow -> !arrow.equals(removed));
    }

    private DirectedGraph filtered(Predicate<Arrow> kept) {
        List<Arrow> arrows = new ArrayList<>();
        children.forEach((from, all) -> all.forEach(to -> arrows.add(new Arrow(from, to))));
        return new DirectedGraph(parents.keySet(), arrows.stream().filter(kept).toList());
    }

    /**
     * Whether two nodes are d-separated by others, and so independent given these in every
     * distribution of the graph: no walk from one reaches the other without being blocked (Koller &
     * Friedman 2009, algorithm 3.1; Shachter 1998).
     *
     * @throws IllegalArgumentException if a and b are the same or among {@code given}
     */
    public boolean areSeparated(String a, String b, Set<String> given) {
        check(a, b, given);
        Set<String> opening = ancestorsOrSelf(given);
        Set<Arrival> visited = new HashSet<>();
        Deque<Arrival> open = new ArrayDeque<>(List.of(new Arrival(a, true)));
        while (!open.isEmpty()) {
            Arrival at = open.removeFirst();
            if (!visited.add(at)) {
                continue;
            }
            if (at.node.equals(b)) {
                return false;
            }
            boolean blocked = given.contains(at.node);
            if (!blocked) {
                children(at.node).forEach(child -> open.addLast(new Arrival(child, false)));
            }
            if (at.fromChild ? !blocked : opening.contains(at.node)) {
                parents(at.node).forEach(parent -> open.addLast(new Arrival(parent, true)));
            }
        }
        return true;
    }

    private void check(String a, String b, Set<String> given) {
        neighbours(parents, a);
        neighbours(parents, b);
        given.forEach(node -> neighbours(parents, node));
        if (a.equals(b) || given.contains(a) || given.contains(b)) {
            throw new IllegalArgumentException(
                    "given: " + given + " must not hold " + a + " and " + b + ", which differ");
        }
    }

    private Set<String> ancestorsOrSelf(Set<String> nodes) {
        Set<String> all = reachable(nodes, parents);
        all.addAll(nodes);
        return all;
    }

    /**
     * Whether a path carries dependence given some nodes: none of them on it but colliders, and
     * every collider among them or with a descendant there.
     *
     * @param path nodes, each a neighbour of the next
     */
    public boolean isOpen(List<String> path, Set<String> given) {
        Set<String> opening = ancestorsOrSelf(given);
        for (int i = 1; i + 1 < path.size(); i++) {
            if (!passes(path.get(i - 1), path.get(i), path.get(i + 1), given, opening)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a path meets this node head to head. */
    public boolean isCollider(String before, String node, String after) {
        return parents(node).contains(before) && parents(node).contains(after);
    }

    private boolean passes(
            String before, String node, String after, Set<String> given, Set<String> opening) {
        return isCollider(before, node, after) ? opening.contains(node) : !given.contains(node);
    }

    /**
     * Paths between two nodes, whatever the direction of their arrows.
     *
     * @param most paths to list
     * @param effort steps from node to node, for there may be exponentially many paths
     */
    public Paths paths(String a, String b, int most, int effort) {
        return search(a, b, most, effort, (path, next) -> true);
    }

    /** Those that are open given some nodes; as above. */
    public Paths openPaths(String a, String b, Set<String> given, int most, int effort) {
        Set<String> opening = ancestorsOrSelf(given);
        return search(
                a,
                b,
                most,
                effort,
                (path, next) ->
                        path.size() < 2
                                || passes(
                                        path.get(path.size() - 2),
                                        path.getLast(),
                                        next,
                                        given,
                                        opening));
    }

    /** Breadth first, so that the shortest come first. */
    private Paths search(
            String a, String b, int most, int effort, BiPredicate<List<String>, String> goesOn) {
        List<List<String>> found = new ArrayList<>();
        Deque<List<String>> open = new ArrayDeque<>(List.of(List.of(a)));
        int steps = 0;
        while (steps < effort && !open.isEmpty() && found.size() <= most) {
            List<String> path = open.removeFirst();
            if (path.getLast().equals(b)) {
                found.add(path);
                continue;
            }
            Set<String> next = new LinkedHashSet<>(parents(path.getLast()));
            next.addAll(children(path.getLast()));
            steps += next.size();
            for (String node : next) {
                if (!path.contains(node) && goesOn.test(path, node)) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(node);
                    open.addLast(longer);
                }
            }
        }
        boolean complete = open.isEmpty() && found.size() <= most;
        return new Paths(found.subList(0, Math.min(most, found.size())), complete);
    }
}
