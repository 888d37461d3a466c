package tributary.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The acyclic graph of a model: topological order of its equations and all directed paths.
 * Immutable.
 */
public final class CausalGraph {
    /**
     * Most directed paths from a source to the outcome: sets of them are bits of a {@code long},
     * and more would be a report nobody can read.
     */
    public static final int MAX_PATHS = 62;

    private final List<Equation> equations;
    private final Map<String, List<Path>> into;
    private final Map<String, List<Path>> outOf;
    private final String outcome;

    private CausalGraph(
            List<Equation> equations,
            Map<String, List<Path>> into,
            Map<String, List<Path>> outOf,
            String outcome) {
        this.equations = equations;
        this.into = into;
        this.outOf = outOf;
        this.outcome = outcome;
    }

    /** The graph of a model whose paths the reader has checked. */
    public static CausalGraph of(ModelSpec model) {
        Map<String, Equation> byName = new LinkedHashMap<>();
        model.mediators().forEach(mediator -> byName.put(mediator.name(), mediator));
        byName.put(model.outcome().name(), model.outcome());
        List<Equation> ordered = new ArrayList<>();
        for (String name : order(byName.keySet(), model.paths())) {
            Equation equation = byName.get(name);
            if (equation instanceof Mediator) {
                ordered.add(equation);
            }
        }
        ordered.add(model.outcome());
        Map<String, List<Path>> into = new HashMap<>();
        Map<String, List<Path>> outOf = new HashMap<>();
        for (Path path : model.paths()) {
            into.computeIfAbsent(path.to(), key -> new ArrayList<>()).add(path);
            outOf.computeIfAbsent(path.from(), key -> new ArrayList<>()).add(path);
        }
        return new CausalGraph(List.copyOf(ordered), into, outOf, model.outcome().name());
    }

    /** Mediators in topological order, then the outcome. */
    public List<Equation> equations() {
        return equations;
    }

    /** Paths into a node, in the order of the configuration. */
    public List<Path> into(String node) {
        return List.copyOf(into.getOrDefault(node, List.of()));
    }

    /** Paths out of a node, in the order of the configuration. */
    public List<Path> outOf(String node) {
        return List.copyOf(outOf.getOrDefault(node, List.of()));
    }

    /**
     * Every directed path from a source to the outcome as node names, the direct one first, the
     * others by length and then in order of the configuration.
     */
    public List<List<String>> pathsToOutcome(String source) {
        List<List<String>> found = new ArrayList<>();
        Deque<String> walked = new ArrayDeque<>();
        walk(source, walked, found);
        found.sort(Comparator.comparingInt(List::size));
        return List.copyOf(found);
    }

    private void walk(String node, Deque<String> walked, List<List<String>> found) {
        walked.addLast(node);
        if (node.equals(outcome)) {
            found.add(List.copyOf(walked));
        }
        for (Path path : outOf.getOrDefault(node, List.of())) {
            walk(path.to(), walked, found);
        }
        walked.removeLast();
    }

    /**
     * Nodes with every cause before its effects, otherwise in the order given (Kahn 1962); nodes of
     * a cycle are left out.
     */
    static List<String> order(Collection<String> nodes, List<Path> paths) {
        Map<String, Integer> causes = new LinkedHashMap<>();
        nodes.forEach(node -> causes.put(node, 0));
        for (Path path : paths) {
            if (causes.containsKey(path.from())) {
                causes.computeIfPresent(path.to(), (node, count) -> count + 1);
            }
        }
        List<String> ordered = new ArrayList<>();
        Optional<String> free = firstFree(causes);
        while (free.isPresent()) {
            String node = free.get();
            ordered.add(node);
            causes.remove(node);
            paths.stream()
                    .filter(path -> path.from().equals(node))
                    .forEach(path -> causes.computeIfPresent(path.to(), (to, n) -> n - 1));
            free = firstFree(causes);
        }
        return List.copyOf(ordered);
    }

    private static Optional<String> firstFree(Map<String, Integer> causes) {
        return causes.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Cycles by their nodes, the first repeated at the end: {@code a -> b -> a}; one for each arrow
     * that closes one in a depth-first walk.
     */
    static List<String> cycles(Collection<String> nodes, List<Path> paths) {
        Map<String, List<String>> next = new HashMap<>();
        paths.forEach(
                path -> next.computeIfAbsent(path.from(), key -> new ArrayList<>()).add(path.to()));
        List<String> cycles = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String node : nodes) {
            findCycles(node, next, new ArrayList<>(), done, cycles);
        }
        return cycles;
    }

    private static void findCycles(
            String node,
            Map<String, List<String>> next,
            List<String> walked,
            Set<String> done,
            List<String> cycles) {
        int seen = walked.indexOf(node);
        if (seen >= 0) {
            cycles.add(String.join(" -> ", walked.subList(seen, walked.size())) + " -> " + node);
            return;
        }
        if (done.contains(node)) {
            return;
        }
        walked.add(node);
        for (String child : next.getOrDefault(node, List.of())) {
            findCycles(child, next, walked, done, cycles);
        }
        walked.removeLast();
        done.add(node);
    }
}
