package tributary.spec;

import tools.jackson.databind.JsonNode;

import tributary.spec.SimulationSpec.ControlTruth;
import tributary.spec.SimulationSpec.GeoTruth;
import tributary.spec.SimulationSpec.SourceTruth;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads a simulation: a model configuration plus {@code truth}. Its {@code data.file} names the CSV
 * to write.
 */
public final class SimulationSpecReader {
    static final String PRIOR = "prior";
    static final int WEEKS = 104;
    static final LocalDate START = LocalDate.of(2023, 1, 1); // a Sunday

    private SimulationSpecReader() {}

    /**
     * The simulation that a file declares, with every default made explicit.
     *
     * @throws SpecException with every problem found
     */
    public static SimulationSpec read(Path file) {
        Problems problems = new Problems(file.toString());
        JsonSection root = new JsonSection(JsonFile.read(file, problems), "$", problems);
        JsonSection truth = root.section("truth");
        if (!root.has("truth")) {
            problems.add("$", "the key \"truth\" is missing: what to simulate");
        }
        SimulationSpec simulation = simulation(ModelSpecReader.read(root, file), truth);
        problems.throwIfAny();
        return simulation;
    }

    private static SimulationSpec simulation(ModelSpec model, JsonSection truth) {
        Map<String, OptionalDouble> parameters = parameters(truth.section("parameters"));
        long seed = truth.integer("seed", 1L, IntegerRange.ANY);
        int weeks = truth.integer("weeks", WEEKS, Limits.WEEKS);
        LocalDate start = truth.date("start").orElse(START);
        if (model.data().to().isPresent()) {
            truth.problem("weeks", "stand for the whole file; leave data.to out of a simulation");
        }
        Optional<GeoTruth> geos = geos(model.data(), truth);
        Map<String, SourceTruth> sources = sources(model, truth.section("sources"));
        Map<String, ControlTruth> controls = controls(model, truth.section("controls"));
        JsonSection outcome = truth.section("outcome");
        double level = outcome.number("level", NumberRange.POSITIVE).orElse(1);
        outcome.close();
        truth.close();
        return new SimulationSpec(
                model, parameters, seed, weeks, start, sources, controls, level, geos);
    }

    /** A number of markets, or an object that describes them. */
    private static Optional<GeoTruth> geos(DataSpec data, JsonSection truth) {
        JsonNode value = truth.get("geos");
        if (data.geo().isEmpty()) {
            if (value != null && !(value.isIntegralNumber() && value.intValue() == 1)) {
                truth.problem("geos", "needs \"geo\" in \"data\"; allowed without it: 1");
            }
            return Optional.empty();
        }
        truth.require("geos", "how many markets \"geo\" of \"data\" names");
        boolean population = data.population().isPresent();
        if (value == null || !value.isObject()) {
            return Optional.of(GeoTruth.of(truth.integer("geos", 1, Limits.GEOS), population));
        }
        JsonSection section = truth.section("geos");
        section.require("count", "how many markets, " + Limits.GEOS.words());
        int count = section.integer("count", 1, Limits.GEOS);
        GeoTruth defaults = GeoTruth.of(count, population);
        for (String key : List.of("population", "population_spread")) {
            if (!population && section.has(key)) {
                section.problem(key, "needs \"population\" in \"data\"");
            }
        }
        GeoTruth geos =
                new GeoTruth(
                        count,
                        section.number("population", NumberRange.POSITIVE)
                                .orElse(defaults.population()),
                        section.number("population_spread", Limits.SPREAD)
                                .orElse(defaults.populationSpread()),
                        section.number("spread", Limits.SPREAD).orElse(defaults.spread()));
        section.close();
        return Optional.of(geos);
    }

    private static Map<String, OptionalDouble> parameters(JsonSection section) {
        Map<String, OptionalDouble> parameters = new LinkedHashMap<>();
        for (String name : section.keys()) {
            JsonNode value = section.get(name);
            if (value != null && value.isString() && value.stringValue().equals(PRIOR)) {
                parameters.put(name, OptionalDouble.empty());
                continue;
            }
            OptionalDouble number = section.number(name, x -> true, "a number or \"prior\"");
            if (number.isPresent()) {
                parameters.put(name, number);
            }
        }
        return parameters;
    }

    private static Map<String, SourceTruth> sources(ModelSpec model, JsonSection section) {
        Map<String, SourceTruth> sources = new LinkedHashMap<>();
        for (Source source : model.sources()) {
            JsonSection truth = section.section(source.name());
            sources.put(
                    source.name(),
                    switch (source) {
                        case Channel channel -> channel(truth);
                        case Mediator mediator -> mediator(truth);
                    });
        }
        refuseOthers(section, sources.keySet(), "a channel or mediator");
        return sources;
    }

    private static SourceTruth channel(JsonSection truth) {
        SourceTruth defaults = SourceTruth.defaults();
        SourceTruth channel =
                new SourceTruth(
                        truth.number("active", Limits.PROBABILITY).orElse(defaults.active()),
                        level(truth),
                        truth.number("spread", Limits.SPREAD).orElse(defaults.spread()),
                        truth.number("season", Limits.SEASON).orElse(defaults.season()));
        truth.close();
        return channel;
    }

    private static SourceTruth mediator(JsonSection truth) {
        SourceTruth defaults = SourceTruth.defaults();
        double level = level(truth);
        for (String key : List.of("active", "spread", "season")) {
            if (truth.get(key) != null) {
                truth.problem(key, "a mediator is simulated by its equation; allowed: \"level\"");
            }
        }
        truth.close();
        return new SourceTruth(defaults.active(), level, defaults.spread(), defaults.season());
    }

    private static double level(JsonSection truth) {
        return truth.number("level", NumberRange.POSITIVE).orElse(SourceTruth.defaults().level());
    }

    private static Map<String, ControlTruth> controls(ModelSpec model, JsonSection section) {
        Map<String, ControlTruth> controls = new LinkedHashMap<>();
        for (Control control : model.controls()) {
            controls.put(control.name(), control(control, section.section(control.name())));
        }
        refuseOthers(section, controls.keySet(), "a control");
        return controls;
    }

    private static ControlTruth control(Control control, JsonSection truth) {
        ControlTruth defaults = ControlTruth.defaults(control.transform());
        double mean =
                switch (control.transform()) {
                    case INDICATOR -> truth.number("mean", Limits.QUANTILE).orElse(defaults.mean());
                    case LOG, LOG_STANDARDIZE ->
                            truth.number(
                                            "mean",
                                            NumberRange.POSITIVE::contains,
                                            "> 0: its logarithm is taken")
                                    .orElse(defaults.mean());
                    case STANDARDIZE, NONE ->
                            truth.number("mean", NumberRange.ANY).orElse(defaults.mean());
                };
        double sd = truth.number("sd", NumberRange.POSITIVE).orElse(defaults.sd());
        double ar = truth.number("ar", Limits.CORRELATION).orElse(defaults.ar());
        truth.close();
        return new ControlTruth(mean, sd, ar);
    }

    private static void refuseOthers(JsonSection section, Set<String> known, String what) {
        for (String name : section.keys()) {
            if (!known.contains(name)) {
                section.problem(
                        name,
                        Words.quote(name)
                                + " is not "
                                + what
                                + " of the model"
                                + Words.didYouMean(name, known));
            }
        }
    }
}
