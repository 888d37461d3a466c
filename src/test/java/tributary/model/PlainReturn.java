package tributary.model;

import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Source;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Returns and contributions of direct paths (model.md §6) as a reader would write them down. */
final class PlainReturn {
    private final PlainEquations equations;
    private final PlainPanel panel;
    private final Outcome outcome;

    PlainReturn(PlainEquations equations, Outcome outcome) {
        this.equations = equations;
        this.outcome = outcome;
        panel = equations.panel;
    }

    /** R: what the outcome loses without the media of the training rows, per money or in all. */
    double value(Path path, Map<String, Double> p) {
        return sum(path, p, u -> -StrictMath.expm1(-u), u -> u);
    }

    /** ∂R/∂ln β under a log link. */
    double slope(Path path, Map<String, Double> p) {
        return sum(path, p, u -> u * StrictMath.exp(-u), u -> u);
    }

    /** Σ of a function of u = β_g Δh over the training rows. */
    private double sum(
            Path path, Map<String, Double> p, DoubleUnaryOperator log, DoubleUnaryOperator linear) {
        Source source = equations.source(path.from());
        boolean roi = path.parameter() == Path.Parameter.ROI;
        double[] y = panel.column(outcome.column());
        double[] spend = panel.column(source.spend().orElse(source.column()));
        double[] s = equations.input(source, p);
        double[] before = s.clone();
        for (int row : panel.training) {
            before[row] = 0;
        }
        double[] on = equations.transformed(path, "", s, p);
        double[] off = equations.transformed(path, "", before, p);
        double[] demand = equations.demand(outcome, "", p);
        boolean scaled = outcome.composition() == Outcome.Composition.SCALED;
        PlainScales.Scale scale = equations.scales.of(outcome);
        boolean multiplies = scale.log() && !scaled;
        double gained = 0;
        double total = 0;
        for (int row : panel.training) {
            double u = equations.coefficient(path, "", row, p) * (on[row] - off[row]);
            double each = scale.scale() * panel.population(row);
            each *= scaled ? StrictMath.exp(demand[row]) : 1;
            boolean floored =
                    outcome.floor().isPresent() && y[row] <= outcome.floor().getAsDouble();
            each = multiplies ? (floored ? 0 : y[row]) : each;
            each *= roi ? value(row) : 1;
            gained += each * (multiplies ? log : linear).applyAsDouble(u);
            total += roi ? spend[row] : y[row];
        }
        return gained / total;
    }

    private double value(int row) {
        return switch (outcome.value()) {
            case Outcome.Value.Constant(double money) -> money;
            case Outcome.Value.Column(String column) -> panel.column(column)[row];
        };
    }

    /** Whether R follows from β and not the other way round. */
    boolean isSampledThroughCoefficient() {
        return equations.scales.of(outcome).log()
                && outcome.composition() == Outcome.Composition.ADDITIVE;
    }
}
