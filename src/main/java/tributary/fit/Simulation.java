package tributary.fit;

import tributary.data.Panel;
import tributary.math.RandomStreams;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.ParameterDraw;
import tributary.model.PriceScale;
import tributary.model.ResponseScale;
import tributary.model.Scaling;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.SimulationSpec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Simulates a data set with known truth: channels and controls first, then each equation in the
 * order of the graph, by the terms of the model itself.
 *
 * <p>Values are rounded to six significant digits of their level before anything depends on them,
 * and the recorded noise is what is left after rounding, so the effects of the truth file are
 * exactly those of the written data.
 */
public final class Simulation {
    private final SimulationSpec spec;
    private final ModelSpec model;
    private final List<LocalDate> weeks;
    private final List<Panel.Geo> geos;
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final Map<String, RecordedNoise.Node> noise = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private Simulation(SimulationSpec spec) {
        this.spec = spec;
        this.model = spec.model();
        weeks =
                Stream.iterate(spec.start(), week -> week.plusWeeks(1))
                        .limit(spec.weeks())
                        .toList();
        SimulatedInputs inputs = new SimulatedInputs(spec, weeks);
        geos = inputs.geos();
        inputs.addTo(columns);
    }

    /** Text of the CSV file and of the truth file. */
    public record Result(String csv, String truthJson, List<String> notes) {
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Simulates; deterministic in the specification and its seed.
     *
     * @throws tributary.spec.SpecException if a value of the truth does not fit the model
     */
    public static Result simulate(SimulationSpec spec) {
        return new Simulation(spec).run();
    }

    private Panel panel() {
        int first =
                (int)
                        model.data().from().stream()
                                .flatMap(from -> weeks.stream().filter(week -> week.isBefore(from)))
                                .count();
        return new Panel(weeks, geos, columns, first, weeks.size(), "simulation", "", List.of());
    }

    private Result run() {
        Scaling scaling = scaling();
        CompiledModel compiled = compile(scaling);
        double[] theta =
                ParameterDraw.draw(
                        compiled, RandomStreams.chain(spec.seed(), 0), spec.parameters());
        for (int index = 0; index < compiled.equations().size(); index++) {
            respond(compiled, theta, index);
            compiled = compile(scaling);
        }
        String csv = SimulationFiles.csv(model.data(), compiled.panel());
        String truth = SimulationFiles.truth(compiled, theta, new RecordedNoise(noise));
        return new Result(csv, truth, notes);
    }

    private CompiledModel compile(Scaling scaling) {
        return ModelCompiler.compile(model, panel(), scaling);
    }

    /**
     * Scales as a fit would take them from the channels and controls; those of modelled columns are
     * the levels of the truth, since the columns are not there yet.
     */
    private Scaling scaling() {
        for (Mediator mediator : model.mediators()) {
            double[] placeholder = perHead(level(mediator));
            for (int last = weeks.size() - 1; last < placeholder.length; last += weeks.size()) {
                placeholder[last] = 0; // on in some weeks only, as activity asks for
            }
            columns.put(mediator.column(), placeholder);
        }
        columns.put(model.outcome().column(), perHead(spec.outcomeLevel()));
        Scaling fitted = Scaling.of(model, panel());
        Map<String, Double> sources = new LinkedHashMap<>(fitted.sources());
        Map<String, ResponseScale> responses = new LinkedHashMap<>();
        for (Mediator mediator : model.mediators()) {
            sources.put(mediator.name(), level(mediator));
            responses.put(
                    mediator.name(), new ResponseScale(mediator.link(), 0, level(mediator), false));
        }
        boolean standardized = model.outcome().scale() == Outcome.OutcomeScale.SD;
        responses.put(
                model.outcome().name(),
                new ResponseScale(model.outcome().link(), 0, spec.outcomeLevel(), standardized));
        Optional<PriceScale> price =
                fitted.price()
                        .map(p ->
                                new PriceScale(
                                        p.reference(), p.reference(), Double.POSITIVE_INFINITY));
        return new Scaling(sources, responses, fitted.controls(), price);
    }

    private double level(Mediator mediator) {
        return mediator.scale().isPresent()
                ? mediator.scale().getAsDouble()
                : spec.sources()
                        .getOrDefault(mediator.name(), SimulationSpec.SourceTruth.defaults())
                        .level();
    }

    /** The same value per head in every row. */
    private double[] perHead(double value) {
        double[] values = new double[geos.size() * weeks.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value * geos.get(i / weeks.size()).population();
        }
        return values;
    }

    /** Draws the column of one equation from those before it. */
    private void respond(CompiledModel compiled, double[] theta, int index) {
        var response = SimulatedResponse.draw(compiled, theta, spec.seed(), index);
        String column = compiled.equations().get(index).spec().column();
        if (response.negative() > 0) {
            notes.add(
                    column
                            + ": "
                            + response.negative()
                            + " weeks came out negative and were set to 0; the recorded noise"
                            + " accounts for it");
        }
        if (response.censored() > 0) {
            notes.add(column + ": " + response.censored() + " weeks at the floor");
        }
        columns.put(column, response.values());
        noise.put(compiled.equations().get(index).spec().name(), response.noise());
    }
}
