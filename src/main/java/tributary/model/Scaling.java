package tributary.model;

import tributary.data.DataException;
import tributary.data.Finding;
import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The constants that make columns dimensionless, from training rows only (model.md §2).
 *
 * @param sources divisor by source name
 * @param responses by equation name
 * @param controls by control name
 * @param price of the control with a price response, if there is one
 */
public record Scaling(
        Map<String, Double> sources,
        Map<String, ResponseScale> responses,
        Map<String, ControlScale> controls,
        Optional<PriceScale> price) {

    /**
     * Centre and sd of a standardised control after its logarithm, or (0, 1) for one that enters as
     * it is.
     */
    public record ControlScale(double centre, double scale) {}

    /** Scales of a panel whose columns the reader has validated. */
    public static Scaling of(ModelSpec model, Panel panel) {
        Map<String, Double> sources = new LinkedHashMap<>();
        for (Source source : model.sources()) {
            sources.put(source.name(), sourceScale(source, perHead(panel, source.column()), panel));
        }
        Map<String, ResponseScale> responses = new LinkedHashMap<>();
        for (Mediator mediator : model.mediators()) {
            double[] values = perHead(panel, mediator.column());
            responses.put(
                    mediator.name(),
                    mediatorScale(mediator, values, sourceScale(mediator, values, panel)));
        }
        responses.put(model.outcome().name(), outcomeScale(model.outcome(), panel));
        Map<String, ControlScale> controls = new LinkedHashMap<>();
        for (Control control : model.controls()) {
            controls.put(control.name(), controlScale(control, training(panel, control.column())));
        }
        return new Scaling(sources, responses, controls, price(model, panel));
    }

    /** Divisor of a source's column. */
    public double source(String name) {
        return Objects.requireNonNull(sources.get(name), name);
    }

    /** Scale of an equation's response. */
    public ResponseScale response(Equation equation) {
        return Objects.requireNonNull(responses.get(equation.name()), equation.name());
    }

    /** Centre and sd of a control. */
    public ControlScale control(String name) {
        return Objects.requireNonNull(controls.get(name), name);
    }

    private static double[] training(Panel panel, String column) {
        return panel.trainingColumn(column);
    }

    /** Values of the likelihood divided by the population of their geo. */
    private static double[] perHead(Panel panel, String column) {
        double[] values = training(panel, column);
        double[] population = panel.trainingPopulation();
        for (int i = 0; i < values.length; i++) {
            values[i] /= population[i];
        }
        return values;
    }

    /** Values per head of the outcome that are neither 0 nor at the floor. */
    private static double[] aboveFloor(Outcome outcome, Panel panel) {
        double[] values = training(panel, outcome.column());
        double[] perHead = perHead(panel, outcome.column());
        return IntStream.range(0, values.length)
                .filter(i -> values[i] != 0 && !isFloored(outcome, values[i]))
                .mapToDouble(i -> perHead[i])
                .toArray();
    }

    private static double sourceScale(Source source, double[] values, Panel panel) {
        if (source.scale().isPresent()) {
            return source.scale().getAsDouble();
        }
        double[] positive = keep(values, v -> v > 0);
        if (positive.length == 0) {
            throw unusable(
                    panel,
                    source.column(),
                    "no value above 0 in the training weeks, so it has no scale");
        }
        return median(positive);
    }

    private static ResponseScale mediatorScale(Mediator mediator, double[] values, double scale) {
        boolean negative = Arrays.stream(values).anyMatch(v -> v < 0);
        if (negative) {
            return new ResponseScale(mediator.link(), mean(values), sd(values, mean(values)), true);
        }
        return new ResponseScale(mediator.link(), 0, scale, false);
    }

    private static ResponseScale outcomeScale(Outcome outcome, Panel panel) {
        double[] nonZero = aboveFloor(outcome, panel);
        if (nonZero.length == 0) {
            throw unusable(
                    panel,
                    outcome.column(),
                    (outcome.floor().isPresent()
                                    ? "no training week above its floor"
                                    : "0 in every training week")
                            + ", so it has no scale");
        }
        return switch (outcome.link()) {
            case LOG -> {
                double sum = 0;
                for (double value : nonZero) {
                    sum += Kernels.log(value);
                }
                yield new ResponseScale(
                        outcome.link(), 0, Kernels.exp(sum / nonZero.length), false);
            }
            case IDENTITY -> {
                double mean = mean(nonZero);
                yield switch (outcome.scale()) {
                    case SD -> {
                        double sd = sd(nonZero, mean);
                        if (!(sd > 0)) {
                            throw unusable(
                                    panel,
                                    outcome.column(),
                                    "the same in every training week that counts ("
                                            + nonZero.length
                                            + "), so it has no standard deviation; use \"scale\":"
                                            + " \"mean\"");
                        }
                        yield new ResponseScale(outcome.link(), mean, sd, true);
                    }
                    case MEAN -> {
                        if (!(mean > 0)) {
                            throw unusable(
                                    panel,
                                    outcome.column(),
                                    "its mean "
                                            + mean
                                            + " is not positive; use \"scale\": \"sd\" for an"
                                            + " outcome with both signs");
                        }
                        yield new ResponseScale(outcome.link(), 0, mean, false);
                    }
                };
            }
        };
    }

    private static ControlScale controlScale(Control control, double[] values) {
        return switch (control.transform()) {
            case INDICATOR, NONE, LOG -> new ControlScale(0, 1);
            case STANDARDIZE -> new ControlScale(mean(values), sd(values, mean(values)));
            case LOG_STANDARDIZE -> {
                double[] logs = new double[values.length];
                Kernels.log(values, logs, 0, values.length);
                yield new ControlScale(mean(logs), sd(logs, mean(logs)));
            }
        };
    }

    private static Optional<PriceScale> price(ModelSpec model, Panel panel) {
        if (model.price().isEmpty()) {
            return Optional.empty();
        }
        double[] prices = training(panel, model.price().get().column());
        double[] outcome = training(panel, model.outcome().column());
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (int t = 0; t < prices.length; t++) {
            if (isFloored(model.outcome(), outcome[t])) {
                upper = Math.min(upper, prices[t]);
            } else {
                lower = Math.max(lower, prices[t]);
            }
        }
        return Optional.of(
                new PriceScale(
                        median(prices), lower, upper > lower ? upper : Double.POSITIVE_INFINITY));
    }

    /** Whether a value of the outcome lies at or below its floor, and is censored. */
    static boolean isFloored(Outcome outcome, double value) {
        return outcome.floor().isPresent() && value <= outcome.floor().getAsDouble();
    }

    private static DataException unusable(Panel panel, String column, String message) {
        return new DataException(
                List.of(
                        new Finding(
                                Finding.Severity.ERROR,
                                "no_scale",
                                panel.file() + ": column " + column,
                                message)));
    }

    private static double[] keep(double[] values, DoublePredicate condition) {
        return Arrays.stream(values).filter(condition).toArray();
    }

    private static double mean(double[] values) {
        return Kernels.sum(values, values.length) / values.length;
    }

    /** Sample standard deviation, divisor n − 1. */
    private static double sd(double[] values, double mean) {
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean;
        }
        return Math.sqrt(Kernels.dot(centred, centred, centred.length) / (values.length - 1));
    }

    /** Median; of an even number of values the mean of the two in the middle. */
    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }
}
