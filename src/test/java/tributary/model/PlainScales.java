package tributary.model;

import static tributary.model.PlainPanel.mean;
import static tributary.model.PlainPanel.median;
import static tributary.model.PlainPanel.sd;

import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Source;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Scales of model.md §2 as a reader would write them down. */
final class PlainScales {
    private final ModelSpec spec;
    private final PlainPanel panel;

    PlainScales(ModelSpec spec, PlainPanel panel) {
        this.spec = spec;
        this.panel = panel;
    }

    /** What maps a column per head to y*. */
    record Scale(boolean log, double centre, double scale) {
        double response(double perHead) {
            return log ? StrictMath.log(perHead / scale) : (perHead - centre) / scale;
        }
    }

    Scale of(Equation equation) {
        double[] perHead = panel.training(panel.perHead(equation.column()));
        double[] column = panel.training(panel.column(equation.column()));
        boolean log = equation.link() == Link.LOG;
        return switch (equation) {
            case Mediator mediator ->
                    Arrays.stream(perHead).anyMatch(v -> v < 0)
                            ? new Scale(log, mean(perHead), sd(perHead))
                            : new Scale(log, 0, source(mediator));
            case Outcome outcome -> {
                double floor = outcome.floor().orElse(Double.NEGATIVE_INFINITY);
                double[] rows =
                        IntStream.range(0, column.length)
                                .filter(i -> column[i] != 0 && column[i] > floor)
                                .mapToDouble(i -> perHead[i])
                                .toArray();
                if (log) {
                    double[] logs = Arrays.stream(rows).map(StrictMath::log).toArray();
                    yield new Scale(true, 0, StrictMath.exp(mean(logs)));
                }
                yield outcome.scale() == Outcome.OutcomeScale.SD
                        ? new Scale(false, mean(rows), sd(rows))
                        : new Scale(false, 0, mean(rows));
            }
        };
    }

    /** Median of the positive media per head. */
    double source(Source source) {
        return source.scale()
                .orElseGet(() ->
                        median(
                                Arrays.stream(panel.training(panel.perHead(source.column())))
                                        .filter(x -> x > 0)
                                        .toArray()));
    }

    /** A source in units of its scale, by row. */
    double[] scaled(Source source) {
        double[] perHead = panel.perHead(source.column());
        double scale = source(source);
        return panel.byRow(row -> perHead[row] / scale);
    }

    /** y* by row. */
    double[] response(Equation equation) {
        double[] perHead = panel.perHead(equation.column());
        Scale scale = of(equation);
        return panel.byRow(row -> scale.response(perHead[row]));
    }

    /** Bound at or below which values are censored, in units of the column. */
    static OptionalDouble floor(Equation equation) {
        return switch (equation) {
            case Outcome outcome -> outcome.floor();
            case Mediator mediator ->
                    mediator.family() == Family.TOBIT
                            ? OptionalDouble.of(0)
                            : OptionalDouble.empty();
        };
    }

    /** z_k of a control by row. */
    double[] control(Control control) {
        double[] x = panel.column(control.column());
        return switch (control.transform()) {
            case NONE, INDICATOR -> x;
            case LOG -> logs(x);
            case STANDARDIZE -> standardized(x);
            case LOG_STANDARDIZE -> standardized(logs(x));
        };
    }

    private static double[] logs(double[] x) {
        return Arrays.stream(x).map(StrictMath::log).toArray();
    }

    private double[] standardized(double[] x) {
        double mean = mean(panel.training(x));
        double sd = sd(panel.training(x));
        return Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
    }

    /** Median training price. */
    double referencePrice() {
        return median(panel.training(panel.column(spec.price().orElseThrow().column())));
    }

    /** Highest price of a training row above the floor, and lowest at it if that is higher. */
    double[] chokePriceRange() {
        double[] price = panel.training(panel.column(spec.price().orElseThrow().column()));
        double[] y = panel.training(panel.column(spec.outcome().column()));
        double floor = spec.outcome().floor().orElse(Double.NEGATIVE_INFINITY);
        double lower =
                IntStream.range(0, y.length)
                        .filter(i -> y[i] > floor)
                        .mapToDouble(i -> price[i])
                        .max()
                        .orElseThrow();
        double upper =
                IntStream.range(0, y.length)
                        .filter(i -> y[i] <= floor)
                        .mapToDouble(i -> price[i])
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
        return new double[] {lower, upper > lower ? upper : Double.POSITIVE_INFINITY};
    }
}
