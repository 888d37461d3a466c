package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a model configuration; everything wrong with it is reported at once. */
public final class ModelSpecReader {
    private static final int MAX_NODES = 1000;

    private ModelSpecReader() {}

    /**
     * The model that a configuration declares, with every default made explicit.
     *
     * <p>Priors are looked up by name among the bundled ones, then as a path relative to the
     * configuration. The key {@code run} of a run directory's {@code model.json} is passed over.
     *
     * @throws SpecException with every problem found: syntax, unknown keys, values out of range,
     *     impossible graphs, and what a later version will read ("not yet")
     */
    public static ModelSpec read(Path file) {
        Problems problems = new Problems(file.toString());
        JsonSection root = new JsonSection(JsonFile.read(file, problems), "$", problems);
        if (root.get("truth") != null) {
            root.problem("truth", "belongs to a simulation; see \"tributary simulate\"");
        }
        ModelSpec model = read(root, file);
        problems.throwIfAny();
        return model;
    }

    /**
     * Priors by the name of a bundled set or as the path of a file.
     *
     * @throws SpecException with every problem found
     */
    public static PriorSet readPriors(String name) {
        Problems problems = new Problems("command line");
        PriorSet priors = PriorSetReader.named(name, problems);
        problems.throwIfAny();
        return priors;
    }

    /** Reads every key of the grammar from the root; problems are noted, not thrown. */
    static ModelSpec read(JsonSection root, Path file) {
        root.get("run");
        DataSpec data = DataSpecReader.read(required(root, "data"));
        Outcome outcome = outcome(root);
        List<Channel> channels = nodes(root, "channels").map(NodeReader::channel).toList();
        List<Mediator> mediators = nodes(root, "mediators").map(NodeReader::mediator).toList();
        List<tributary.spec.Path> paths =
                PathReader.read(root, channels, mediators, outcome.name());
        ModelChecks.graph(channels, mediators, outcome.name(), paths, root.problems());

        List<String> equations = equations(mediators, outcome, paths);
        TermReader terms = new TermReader(equations, outcome);
        List<JsonSection> sections = root.sections("controls");
        List<JsonSection> columns =
                sections.stream().filter(s -> !InteractionReader.isInteraction(s)).toList();
        List<JsonSection> products =
                sections.stream().filter(InteractionReader::isInteraction).toList();
        List<Control> controls = terms.controls(columns);
        List<Node> factors = new ArrayList<>(controls);
        factors.addAll(channels);
        factors.addAll(mediators);
        List<Interaction> interactions =
                new InteractionReader(factors, paths, equations, terms).read(products);
        Trend trend = terms.trend(root.section("trend"));
        Seasonality seasonality = terms.seasonality(root.section("seasonality"));
        Pooling pooling = pooling(root.section("pooling"));
        PriorSet priors = PriorSetReader.read(root, file.resolveSibling(""));
        SamplerSpec sampler = sampler(root.section("sampler"));
        root.notYetUnlessEmpty("correlations");
        root.notYetUnlessEmpty("unobserved");
        root.notYetUnlessEmpty("experiments");
        root.close();

        ModelSpec model =
                new ModelSpec(
                        data,
                        outcome,
                        channels,
                        mediators,
                        paths,
                        controls,
                        interactions,
                        trend,
                        seasonality,
                        pooling,
                        List.of(),
                        List.of(),
                        List.of(),
                        priors,
                        sampler);
        ModelChecks.namesAndColumns(
                model,
                Stream.concat(columns.stream(), products.stream()).map(JsonSection::where).toList(),
                root.problems());
        ModelChecks.paths(model, root.problems());
        return model;
    }

    private static JsonSection required(JsonSection root, String key) {
        if (!root.has(key)) {
            root.problems().add(root.where(), "the key " + Words.quote(key) + " is missing");
        }
        return root.section(key);
    }

    private static Outcome outcome(JsonSection root) {
        JsonNode outcome = root.get("outcome");
        String oneOnly = "a model has exactly one outcome; write one file per outcome";
        if (root.get("outcomes") != null) {
            root.problem("outcomes", oneOnly);
        } else if (outcome != null && outcome.isArray()) {
            root.problem("outcome", oneOnly);
        } else {
            return NodeReader.outcome(required(root, "outcome"));
        }
        return NodeReader.outcome(new JsonSection(null, "$.outcome", root.problems()));
    }

    private static Stream<JsonSection> nodes(JsonSection root, String key) {
        List<JsonSection> sections = root.sections(key);
        if (sections.size() > MAX_NODES) {
            root.problem(key, sections.size() + " of them; allowed: at most " + MAX_NODES);
        }
        return sections.stream().limit(MAX_NODES);
    }

    /** Names in graph order; where the graph has a cycle, in order of the configuration. */
    private static List<String> equations(
            List<Mediator> mediators, Outcome outcome, List<tributary.spec.Path> paths) {
        List<String> names = mediators.stream().map(Mediator::name).distinct().toList();
        List<String> ordered = CausalGraph.order(names, paths);
        List<String> equations = new ArrayList<>(ordered.size() == names.size() ? ordered : names);
        equations.add(outcome.name());
        return List.copyOf(equations);
    }

    private static Pooling pooling(JsonSection section) {
        boolean paths = section.flag("paths", true);
        if (!section.flag("geos", true)) {
            section.problem("geos", "false is not yet supported; allowed: true");
        }
        section.only("parametrization", "non_centered", "centered");
        section.close();
        return new Pooling(paths, true, Pooling.Parametrization.NON_CENTERED);
    }

    private static SamplerSpec sampler(JsonSection section) {
        SamplerSpec defaults = SamplerSpec.defaults();
        SamplerSpec sampler =
                new SamplerSpec(
                        (int) section.integer("chains", defaults.chains(), 1, 64),
                        (int) section.integer("warmup", defaults.warmup(), 20, 100_000),
                        (int) section.integer("draws", defaults.draws(), 4, 1_000_000),
                        section.integer("seed", defaults.seed(), Long.MIN_VALUE, Long.MAX_VALUE),
                        section.number(
                                        "target_accept",
                                        x -> x > 0 && x < 1,
                                        "a probability > 0 and < 1")
                                .orElse(defaults.targetAccept()),
                        (int) section.integer("max_depth", defaults.maxDepth(), 1, 15),
                        section.word("metric", defaults.metric(), SamplerSpec.Metric.values()),
                        section.word("init", defaults.init(), SamplerSpec.Init.values()),
                        (int) section.integer("thin", defaults.thin(), 1, 1000),
                        section.flag("save_warmup", defaults.saveWarmup()));
        section.close();
        return sampler;
    }
}
