package tributary.fit;

import tributary.data.Panel;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.ParameterDraw;
import tributary.model.Predictor;
import tributary.model.PriceScale;
import tributary.model.ResidualNoise;
import tributary.model.ResponseScale;
import tributary.model.Scaling;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.SimulationSpec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final List<LocalDate> weeks = new ArrayList<>();
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final Map<String, double[]> noise = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private Simulation(SimulationSpec spec) {
        this.spec = spec;
        this.model = spec.model();
        for (int t = 0; t < spec.weeks(); t++) {
            weeks.add(spec.start().plusWeeks(t));
        }
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
        return new Panel(weeks, columns, first, "simulation", "", List.of());
    }

    private Result run() {
        new SimulatedInputs(spec, weeks).addTo(columns);
        Scaling scaling = scaling();
        CompiledModel compiled = compile(scaling);
        double[] theta =
                ParameterDraw.draw(
                        compiled, RandomStreams.chain(spec.seed(), 0), spec.parameters());
        for (int index = 0; index < compiled.equations().size(); index++) {
            respond(compiled, theta, index);
            compiled = compile(scaling);
        }
        String csv = SimulationFiles.csv(model.data().date(), weeks, columns);
        String truth = SimulationFiles.truth(compiled, theta, noise);
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
            double[] placeholder = constant(level(mediator));
            placeholder[spec.weeks() - 1] = 0; // on in some weeks only, as activity asks for
            columns.put(mediator.column(), placeholder);
        }
        columns.put(model.outcome().column(), constant(spec.outcomeLevel()));
        Scaling fitted = Scaling.of(model, panel());
        Map<String, ResponseScale> responses = new LinkedHashMap<>();
        for (Mediator mediator : model.mediators()) {
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
        return new Scaling(fitted.sources(), responses, fitted.controls(), price);
    }

    private double level(Mediator mediator) {
        return mediator.scale().isPresent()
                ? mediator.scale().getAsDouble()
                : spec.sources()
                        .getOrDefault(mediator.name(), SimulationSpec.SourceTruth.defaults())
                        .level();
    }

    private double[] constant(double value) {
        double[] values = new double[spec.weeks()];
        Arrays.fill(values, value);
        return values;
    }

    /** Draws the column of one equation from those before it. */
    private void respond(CompiledModel compiled, double[] theta, int index) {
        CompiledEquation equation = compiled.equations().get(index);
        Predictor predictor = new Predictor(compiled);
        predictor.evaluate(theta);
        double[] eta = predictor.linearPredictor(equation);
        double[] residuals = new double[spec.weeks()];
        long key = ResidualNoise.key(spec.seed(), 0, 0, index);
        ResidualNoise.path(equation, theta, key, 0, 0, residuals);
        double[] values = new double[spec.weeks()];
        double[] left = new double[spec.weeks()];
        int negative = 0;
        int censored = 0;
        for (int t = 0; t < values.length; t++) {
            double at = eta[compiled.cells().index(0, t)];
            double drawn = equation.toColumn(at + residuals[t], compiled.cells().index(0, t));
            if (drawn < 0 && mustBePositive(equation.spec())) {
                drawn = 0;
                negative++;
            }
            values[t] = SimulatedInputs.rounded(drawn, equation.scale().scale());
            left[t] = equation.scale().toModel(values[t]) - at;
            if (equation.censoring().isPresent()
                    && values[t] <= equation.censoring().get().floor()) {
                values[t] = equation.censoring().get().floor();
                left[t] = residuals[t]; // the data only bound it
                censored++;
            }
        }
        report(equation, negative, censored);
        columns.put(equation.spec().column(), values);
        noise.put(equation.spec().name(), left);
    }

    private void report(CompiledEquation equation, int negative, int censored) {
        String column = equation.spec().column();
        if (negative > 0) {
            notes.add(
                    column
                            + ": "
                            + negative
                            + " weeks came out negative and were set to 0; the recorded noise"
                            + " accounts for it");
        }
        if (censored > 0) {
            notes.add(column + ": " + censored + " weeks at the floor");
        }
    }

    private boolean mustBePositive(Equation equation) {
        return equation instanceof Mediator mediator
                && mediator.family() != Family.TOBIT
                && model.isNonNegative(mediator);
    }
}
