package tributary.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that concern the whole model: names, columns and the shape of the graph. */
final class ModelChecks {
    private final Problems problems;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> columns = new HashMap<>();

    private ModelChecks(Problems problems) {
        this.problems = problems;
    }

    /**
     * Every name once, every column in one role, every column with a rule in use.
     *
     * @param controlPlaces where the controls stand, then where the interactions do
     */
    static void namesAndColumns(ModelSpec model, List<String> controlPlaces, Problems problems) {
        ModelChecks checks = new ModelChecks(problems);
        DataSpec data = model.data();
        checks.column(data.date(), "$.data.date");
        data.geo().ifPresent(geo -> checks.column(geo, "$.data.geo"));
        data.population().ifPresent(size -> checks.column(size, "$.data.population"));
        checks.node(model.outcome(), "$.outcome");
        if (model.outcome().value() instanceof Outcome.Value.Column(String column)) {
            checks.column(column, "$.outcome.value");
        }
        checks.sources(model.channels(), "$.channels");
        checks.sources(model.mediators(), "$.mediators");
        List<Control> controls = model.controls();
        for (int i = 0; i < controls.size(); i++) {
            checks.name(controls.get(i).name(), controlPlaces.get(i));
            checks.column(controls.get(i).column(), controlPlaces.get(i) + ".column");
        }
        for (int i = 0; i < model.interactions().size(); i++) {
            checks.name(model.interactions().get(i).name(), controlPlaces.get(controls.size() + i));
        }
        for (int i = 0; i < model.unobserved().size(); i++) {
            checks.name(model.unobserved().get(i).name(), "$.unobserved[" + i + "]");
        }
        checks.known(data.missing().keySet(), "$.data.fill.missing");
        checks.known(data.winsorize().keySet(), "$.data.winsorize");
    }

    /** What needs more than one market. */
    static void geos(ModelSpec model, Problems problems) {
        if (model.data().geo().isEmpty() && model.outcome().noise() == Outcome.Noise.PER_GEO) {
            problems.add(
                    "$.outcome.noise",
                    "\"per_geo\" needs \"geo\" in \"data\"; allowed without it: \"shared\"");
        }
    }

    /** What families and composition ask of the paths. */
    static void paths(ModelSpec model, Problems problems) {
        boolean scaled = model.outcome().composition() == Outcome.Composition.SCALED;
        for (Path path : model.paths()) {
            if (scaled
                    && path.to().equals(model.outcome().name())
                    && path.sign() == Path.Sign.ANY) {
                problems.add(
                        "$.paths",
                        Words.quote(path.arrow())
                                + " has the sign \"any\"; in the \"scaled\" composition paths into"
                                + " the outcome are \"positive\"");
            }
            boolean predicted =
                    model.mediators().stream()
                            .filter(mediator -> mediator.name().equals(path.from()))
                            .anyMatch(m -> m.input() == Mediator.Input.PREDICTED);
            if (path.activity() && predicted) {
                problems.add(
                        "$.paths",
                        Words.quote(path.arrow())
                                + " has \"activity\", but its source has \"input\":"
                                + " \"predicted\", which is never exactly 0");
            }
        }
    }

    private void sources(List<? extends Source> sources, String where) {
        for (int i = 0; i < sources.size(); i++) {
            String place = where + "[" + i + "]";
            node(sources.get(i), place);
            sources.get(i).spend().ifPresent(spend -> column(spend, place + ".spend"));
        }
    }

    private void node(Node node, String where) {
        name(node.name(), where);
        column(node.column(), where + ".column");
    }

    private void name(String name, String where) {
        String before = names.putIfAbsent(name, where);
        if (before != null && !name.isEmpty()) {
            problems.add(where, "the name " + Words.quote(name) + " is already taken by " + before);
        }
    }

    private void column(String column, String where) {
        String before = columns.putIfAbsent(column, where);
        if (before != null && !column.isEmpty()) {
            problems.add(
                    where, "the column " + Words.quote(column) + " is already used by " + before);
        }
    }

    private void known(Set<String> named, String where) {
        Set<String> used = new LinkedHashSet<>(columns.keySet());
        for (String column : named.stream().sorted().toList()) {
            if (!used.contains(column)) {
                problems.add(
                        JsonFile.child(where, column),
                        Words.quote(column)
                                + " is not a column of the model"
                                + Words.didYouMean(column, used));
            }
        }
    }

    /** No cycle, every source has a path to the outcome, and not too many. */
    static void graph(
            List<Channel> channels,
            List<Mediator> mediators,
            String outcome,
            List<Path> paths,
            Problems problems) {
        List<String> mediatorNames = mediators.stream().map(Mediator::name).toList();
        List<String> cycles = CausalGraph.cycles(mediatorNames, paths);
        cycles.forEach(cycle ->
                problems.add(
                        "$.paths", "the paths run in a circle: " + cycle + "; remove one of them"));
        Map<String, Double> routes = routes(mediatorNames, outcome, paths, !cycles.isEmpty());
        for (int i = 0; i < channels.size(); i++) {
            routes(channels.get(i).name(), "$.channels[" + i + "]", routes, paths, problems);
        }
        for (int i = 0; i < mediators.size(); i++) {
            routes(mediators.get(i).name(), "$.mediators[" + i + "]", routes, paths, problems);
        }
        if (channels.isEmpty() && mediators.isEmpty()) {
            problems.add("$.channels", "there is no channel; a model has at least one");
        }
    }

    /** Number of directed paths to the outcome by node; in a graph with cycles 1 where any. */
    private static Map<String, Double> routes(
            List<String> mediators, String outcome, List<Path> paths, boolean cyclic) {
        Map<String, Double> routes = new HashMap<>();
        routes.put(outcome, 1.0);
        if (cyclic) {
            reaching(outcome, paths).forEach(node -> routes.put(node, 1.0));
            return routes;
        }
        for (String mediator : CausalGraph.order(mediators, paths).reversed()) {
            routes.put(mediator, routesFrom(mediator, routes, paths));
        }
        return routes;
    }

    private static double routesFrom(String node, Map<String, Double> routes, List<Path> paths) {
        return paths.stream()
                .filter(path -> path.from().equals(node))
                .mapToDouble(path -> routes.getOrDefault(path.to(), 0.0))
                .sum();
    }

    private static Set<String> reaching(String outcome, List<Path> paths) {
        Set<String> reaching = new HashSet<>();
        List<String> frontier = new ArrayList<>(List.of(outcome));
        while (!frontier.isEmpty()) {
            String to = frontier.removeLast();
            for (Path path : paths) {
                if (path.to().equals(to) && reaching.add(path.from())) {
                    frontier.add(path.from());
                }
            }
        }
        return reaching;
    }

    private static void routes(
            String source,
            String where,
            Map<String, Double> routes,
            List<Path> paths,
            Problems problems) {
        double count = routesFrom(source, routes, paths);
        if (source.isEmpty()) {
            return;
        }
        if (count == 0) {
            problems.add(where, Words.quote(source) + " has no path to the outcome");
        } else if (count > CausalGraph.MAX_PATHS) {
            problems.add(
                    where,
                    Words.quote(source)
                            + String.format(
                                    " has %.0f paths to the outcome; allowed: at most ", count)
                            + CausalGraph.MAX_PATHS);
        }
    }
}
