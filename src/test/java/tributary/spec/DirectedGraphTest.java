package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.spec.DirectedGraph.Arrow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class DirectedGraphTest {
    private static final int GRAPHS = 4000;

    private static DirectedGraph graph(String arrows) {
        Set<String> nodes = new LinkedHashSet<>();
        List<Arrow> list = new ArrayList<>();
        for (String arrow : arrows.split(" ", -1)) {
            String[] ends = arrow.split(">", -1);
            nodes.addAll(List.of(ends));
            list.add(new Arrow(ends[0], ends[1]));
        }
        return DirectedGraph.of(nodes, list);
    }

    private static Set<String> set(String names) {
        return names == null ? Set.of() : new HashSet<>(List.of(names.split(" ", -1)));
    }

    /** Chain, fork, collider, its descendant, M-bias and the front door. */
    @ParameterizedTest
    @CsvSource({
        "x>m m>y, , false",
        "x>m m>y, m, true",
        "c>x c>y, , false",
        "c>x c>y, c, true",
        "x>k y>k, , true",
        "x>k y>k, k, false",
        "x>k y>k k>d, d, false",
        "u>x u>k v>k v>y, , true",
        "u>x u>k v>k v>y, k, false",
        "u>x u>k v>k v>y, k u, true",
        "u>x u>y x>m m>y, m, false",
        "u>x u>y x>m m>y, m u, true",
    })
    void textbookGraphs(String arrows, String given, boolean separated) {
        assertThat(graph(arrows).areSeparated("x", "y", set(given))).isEqualTo(separated);
        assertThat(graph(arrows).areSeparated("y", "x", set(given))).isEqualTo(separated);
    }

    /** Pearl 2009, §3.3, the front-door graph: no set of observed nodes closes the back door. */
    @Test
    void arrowsCanBeTakenAway() {
        DirectedGraph front = graph("u>x u>y x>m m>y");
        assertThat(front.withoutArrowsOutOf(Set.of("x")).areSeparated("x", "y", set("m")))
                .isFalse();
        assertThat(front.withoutArrowsOutOf(Set.of("x")).areSeparated("x", "m", Set.of())).isTrue();
        assertThat(front.without(new Arrow("m", "y")).areSeparated("m", "y", set("x"))).isTrue();
        assertThat(front.descendants("x")).containsExactly("m", "y");
        assertThat(front.ancestors("m")).containsExactly("x", "u");
    }

    /**
     * Against the definition: separated if every undirected path is blocked. No tolerance: both are
     * exact.
     */
    @Test
    void separationIsThatOfEveryPath() {
        var random = new Random(20260101);
        int separated = 0;
        int throughColliders = 0;
        for (int n = 0; n < GRAPHS; n++) {
            DirectedGraph graph = random(random);
            List<String> nodes = new ArrayList<>(graph.nodes());
            Collections.shuffle(nodes, random);
            String a = nodes.get(0);
            String b = nodes.get(1);
            Set<String> given = new HashSet<>();
            nodes.stream().skip(2).filter(node -> random.nextInt(3) == 0).forEach(given::add);
            List<List<String>> all = new ArrayList<>();
            walk(graph, new ArrayList<>(List.of(a)), b, all);
            List<List<String>> open =
                    all.stream().filter(path -> !isBlocked(graph, path, given)).toList();
            String what = "graph " + n + ": " + describe(graph) + "; " + a + ", " + b + given;
            assertThat(graph.areSeparated(a, b, given)).as(what).isEqualTo(open.isEmpty());
            assertThat(graph.paths(a, b, 100_000, 1_000_000))
                    .as(what)
                    .satisfies(p -> assertThat(p.complete()).isTrue())
                    .satisfies(p -> assertThat(p.paths()).containsExactlyInAnyOrderElementsOf(all));
            assertThat(graph.openPaths(a, b, given, 100_000, 1_000_000).paths())
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(open);
            assertThat(all)
                    .as(what)
                    .allSatisfy(path ->
                            assertThat(graph.isOpen(path, given)).isEqualTo(open.contains(path)));
            separated += open.isEmpty() ? 1 : 0;
            throughColliders += open.stream().anyMatch(path -> hasCollider(graph, path)) ? 1 : 0;
        }
        assertThat(separated).isBetween(GRAPHS / 5, GRAPHS * 4 / 5);
        assertThat(throughColliders).isGreaterThan(GRAPHS / 20);
    }

    private static DirectedGraph random(Random random) {
        int size = 3 + random.nextInt(5);
        double density = 0.15 + 0.5 * random.nextDouble();
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add("n" + i);
        }
        Collections.shuffle(nodes, random);
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (random.nextDouble() < density) {
                    arrows.add(new Arrow(nodes.get(i), nodes.get(j)));
                }
            }
        }
        return DirectedGraph.of(nodes, arrows);
    }

    private static String describe(DirectedGraph graph) {
        var text = new StringBuilder();
        graph.nodes().forEach(node -> text.append(node).append(graph.children(node)));
        return text.toString();
    }

    private static void walk(
            DirectedGraph graph, List<String> path, String end, List<List<String>> found) {
        if (path.getLast().equals(end)) {
            found.add(List.copyOf(path));
            return;
        }
        for (String next : graph.nodes()) {
            boolean joined =
                    graph.children(path.getLast()).contains(next)
                            || graph.children(next).contains(path.getLast());
            if (joined && !path.contains(next)) {
                path.add(next);
                walk(graph, path, end, found);
                path.removeLast();
            }
        }
    }

    private static boolean isBlocked(DirectedGraph graph, List<String> path, Set<String> given) {
        for (int i = 1; i + 1 < path.size(); i++) {
            String node = path.get(i);
            if (collides(graph, path, i)) {
                if (!given.contains(node) && given.stream().noneMatch(z -> leads(graph, node, z))) {
                    return true;
                }
            } else if (given.contains(node)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCollider(DirectedGraph graph, List<String> path) {
        for (int i = 1; i + 1 < path.size(); i++) {
            if (collides(graph, path, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean collides(DirectedGraph graph, List<String> path, int i) {
        return graph.children(path.get(i - 1)).contains(path.get(i))
                && graph.children(path.get(i + 1)).contains(path.get(i));
    }

    private static boolean leads(DirectedGraph graph, String from, String to) {
        return graph.children(from).stream()
                .anyMatch(child -> child.equals(to) || leads(graph, child, to));
    }

    @Test
    void theShortestPathsComeFirstAndTheRestIsAdmittedTo() {
        DirectedGraph graph = graph("x>a a>b b>y x>c c>y x>y");
        assertThat(graph.paths("x", "y", 9, 1000).paths())
                .containsExactly(
                        List.of("x", "y"), List.of("x", "c", "y"), List.of("x", "a", "b", "y"));
        DirectedGraph.Paths two = graph.paths("x", "y", 2, 1000);
        assertThat(two.paths()).hasSize(2);
        assertThat(two.complete()).isFalse();
        assertThat(graph.paths("x", "y", 3, 1000).complete()).isTrue();
        assertThat(graph.paths("x", "y", 9, 3).complete()).isFalse();
    }

    @Test
    void whatIsNoAcyclicGraphOrNoQuestionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph("x>y y>z z>x"))
                .withMessageContaining("closes a cycle");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectedGraph.of(Set.of("x"), List.of(new Arrow("x", "q"))))
                .withMessage("node: q is not one of [x]");
        DirectedGraph graph = graph("x>y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.areSeparated("x", "y", Set.of("x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.areSeparated("x", "y", Set.of("q")));
    }
}
