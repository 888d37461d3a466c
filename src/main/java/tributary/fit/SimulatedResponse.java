package tributary.fit;

import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.PredictiveDraw;
import tributary.model.Predictor;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;

import java.util.List;

/**
 * The column of one equation, drawn from those before it, and the noise that leads to it.
 *
 * @param values by row
 * @param negative how many would have been below 0 where that cannot be, and are 0
 * @param censored how many are at the floor
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record SimulatedResponse(double[] values, RecordedNoise.Node noise, int negative, int censored) {
    /** Draws it. */
    static SimulatedResponse draw(CompiledModel model, double[] theta, long seed, int index) {
        CompiledEquation equation = model.equations().get(index);
        Predictor predictor = new Predictor(model);
        predictor.evaluate(theta);
        double[] eta = predictor.linearPredictor(equation);
        double[] odds = equation.active().map(predictor::linearPredictor).orElse(eta);
        PredictiveDraw draw = PredictiveDraw.of(model, theta, seed, 0, 0);
        int weeks = model.cells().weeks();
        double[] values = new double[model.cells().geos() * weeks];
        double[] residuals = new double[values.length];
        double[] chance = new double[equation.active().isPresent() ? values.length : 0];
        double[] path = new double[weeks];
        int negative = 0;
        int censored = 0;
        for (int row = 0; row < values.length; row++) {
            int geo = row / weeks;
            int week = row % weeks;
            if (week == 0) {
                draw.residuals(index, geo, 0, path);
            }
            int cell = model.cells().index(geo, week);
            double drawn = draw.value(index, eta[cell], odds[cell], path[week], cell);
            if (!Double.isFinite(drawn)) {
                throw impossible(model, equation, geo, week, drawn);
            }
            if (drawn < 0 && mustBePositive(model, equation)) {
                drawn = 0;
                negative++;
            }
            values[row] = rounded(equation, drawn, cell);
            if (isCensored(equation, values[row])) {
                values[row] = equation.censoring().orElseThrow().floor();
                censored++;
            }
            if (chance.length > 0) {
                chance[row] = draw.activeUniform(index, geo, week);
            }
            residuals[row] =
                    isBoundOnly(equation, values[row])
                            ? path[week]
                            : equation.toResponse(values[row], cell) - eta[cell];
        }
        var noise = new RecordedNoise.Node(residuals, chance);
        return new SimulatedResponse(values, noise, negative, censored);
    }

    private static SpecException impossible(
            CompiledModel model, CompiledEquation equation, int geo, int week, double drawn) {
        String of = model.panel().hasGeos() ? " of " + model.panel().geos().get(geo).name() : "";
        String message =
                equation.spec().column()
                        + " of "
                        + model.panel().weeks().get(week)
                        + of
                        + " would be "
                        + drawn
                        + "; the parameters given and drawn do not fit together";
        return new SpecException(
                List.of(new SpecProblem(SpecProblem.CONFIGURATION, "$.truth.parameters", message)));
    }

    private static boolean mustBePositive(CompiledModel model, CompiledEquation equation) {
        return equation.spec() instanceof Mediator mediator
                && mediator.family() != Family.TOBIT
                && model.spec().isNonNegative(mediator);
    }

    /** As a data file would hold it; counts are whole already, and nothing positive becomes 0. */
    private static double rounded(CompiledEquation equation, double value, int cell) {
        if (equation.spec().family() == Family.NEGATIVE_BINOMIAL) {
            return value;
        }
        double rounded = SimulatedInputs.rounded(value, equation.unit(cell));
        return rounded == 0 && equation.spec().link() == Link.LOG ? value : rounded;
    }

    private static boolean isCensored(CompiledEquation equation, double value) {
        return equation.censoring().isPresent() && value <= equation.censoring().get().floor();
    }

    /** Whether the data only bound the residual, or say nothing of it. */
    private static boolean isBoundOnly(CompiledEquation equation, double value) {
        boolean inactive = equation.active().isPresent() && value == 0;
        return inactive
                || isCensored(equation, value)
                || equation.spec().family() == Family.NEGATIVE_BINOMIAL;
    }
}
