package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a model configuration; everything wrong with it is reported at once. */
public final class ModelSpecReader {
    /** Where an editor finds the JSON Schema of a configuration; passed over. */
    static final String SCHEMA = "$schema";

    static final int MAX_NODES = 1000;

    private ModelSpecReader() {}

    /**
     * The model that a configuration declares, with every default made explicit.
     *
     * <p>Priors are looked up by name among the bundled ones, then as a path relative to the
     * configuration. The keys {@code run} of a run directory's {@code model.json} and {@code
     * $schema} are passed over.
     *
     * @throws SpecException with every problem found: syntax, unknown keys, values out of range,
     *     impossible graphs
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
        root.text(SCHEMA);
        DataSpec data = DataSpecReader.read(required(root, "data"));
        Outcome outcome = outcome(root);
        List<Channel> channels = nodes(root, "channels").map(NodeReader::channel).toList();
        List<Mediator> mediators = nodes(root, "mediators").map(NodeReader::mediator).toList();
        List<tributary.spec.Path> paths = PathReader.read(root, channels, mediators, outcome);
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
        var evidence = new EvidenceReader(root, data, outcome, channels, mediators);
        List<Correlation> correlations = evidence.correlations();
        List<Unobserved> unobserved = evidence.unobserved(controls);
        List<Experiment> experiments = evidence.experiments();
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
                        correlations,
                        unobserved,
                        experiments,
                        priors,
                        sampler);
        ModelChecks.namesAndColumns(
                model,
                Stream.concat(columns.stream(), products.stream()).map(JsonSection::where).toList(),
                root.problems());
        ModelChecks.paths(model, root.problems());
        ModelChecks.geos(model, root.problems());
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
            return OutcomeReader.read(required(root, "outcome"));
        }
        return OutcomeReader.read(new JsonSection(null, "$.outcome", root.problems()));
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
        boolean geos = section.flag("geos", true);
        var parametrization =
                section.word(
                        "parametrization",
                        Pooling.Parametrization.NON_CENTERED,
                        Pooling.Parametrization.values());
        section.close();
        return new Pooling(paths, geos, parametrization);
    }

    private static SamplerSpec sampler(JsonSection section) {
        SamplerSpec defaults = SamplerSpec.defaults();
        SamplerSpec sampler =
                new SamplerSpec(
                        section.integer("chains", defaults.chains(), Limits.CHAINS),
                        section.integer("warmup", defaults.warmup(), Limits.WARMUP),
                        section.integer("draws", defaults.draws(), Limits.DRAWS),
                        section.integer("seed", defaults.seed(), IntegerRange.ANY),
                        section.number("target_accept", Limits.TARGET_ACCEPT)
                                .orElse(defaults.targetAccept()),
                        section.integer("max_depth", defaults.maxDepth(), Limits.MAX_DEPTH),
                        section.word("metric", defaults.metric(), SamplerSpec.Metric.values()),
                        section.word("init", defaults.init(), SamplerSpec.Init.values()),
                        section.integer("thin", defaults.thin(), Limits.THIN),
                        section.flag("save_warmup", defaults.saveWarmup()));
        section.close();
        return sampler;
    }
}
