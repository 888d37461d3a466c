package tributary.model;

import org.apache.commons.statistics.distribution.NormalDistribution;

import tributary.data.Panel;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Interaction;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.TransformOrder;
import tributary.spec.Trend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Scales and linear predictors of model.md §2 to §4 as a reader would write them down: weeks in
 * order, StrictMath, a function of reported parameters.
 */
final class PlainEquations {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final ModelSpec spec;
    private final Panel panel;
    private final int first;
    private final int end;
    private final int weeks;

    PlainEquations(ModelSpec spec, Panel panel) {
        this.spec = spec;
        this.panel = panel;
        first = panel.firstTrainingWeek();
        end = panel.endOfTraining();
        weeks = panel.weeks().size();
    }

    /** Every equation; those of the mediators in order of the configuration. */
    List<Equation> all() {
        return Stream.<Equation>concat(spec.mediators().stream(), Stream.of(spec.outcome()))
                .toList();
    }

    static double get(Map<String, Double> p, String name) {
        return Objects.requireNonNull(p.get(name), name);
    }

    /** η by week; −∞ in a training week whose price is above the choke price. */
    double[] linearPredictor(Equation equation, Map<String, Double> p) {
        return linearPredictor(equation, p, "");
    }

    /** Log odds of a hurdle being above 0 by week. */
    double[] logOdds(Equation equation, Map<String, Double> p) {
        return linearPredictor(equation, p, "hurdle_");
    }

    private double[] linearPredictor(Equation equation, Map<String, Double> p, String part) {
        String name = equation.name();
        double[] media = new double[weeks];
        Arrays.fill(media, get(p, part + "intercept_" + name));
        for (Path path : spec.paths()) {
            if (!path.to().equals(name)) {
                continue;
            }
            String arrow = path.from() + "_to_" + name;
            add(media, get(p, part + "coefficient_" + arrow), media(path, p));
            if (path.activity()) {
                double[] x = panel.column(source(path.from()).column());
                add(media, get(p, part + "activity_" + arrow), byWeek(t -> x[(int) t] > 0 ? 1 : 0));
            }
        }
        double[] demand = demand(equation, p, part);
        boolean scaled =
                equation instanceof Outcome outcome
                        && outcome.composition() == Outcome.Composition.SCALED;
        return byWeek(
                t -> (scaled ? StrictMath.log(media[(int) t]) : media[(int) t]) + demand[(int) t]);
    }

    /** Controls, price, interactions, trend and season: under "scaled" the terms of ln D. */
    private double[] demand(Equation equation, Map<String, Double> p, String part) {
        String name = equation.name();
        boolean isOutcome = equation instanceof Outcome;
        boolean scaled = spec.outcome().composition() == Outcome.Composition.SCALED;
        double[] sum = new double[weeks];
        for (Control control : spec.controls()) {
            if (!control.into().contains(name)) {
                continue;
            }
            if (isOutcome && control.priceResponse().isPresent()) {
                price(sum, control, control.priceResponse().get(), p);
                continue;
            }
            double[] z = column(control);
            boolean raw =
                    control.transform() == Control.Transform.NONE
                            || control.transform() == Control.Transform.LOG;
            double centre =
                    isOutcome && scaled && raw ? mean(Arrays.copyOfRange(z, first, end)) : 0;
            add(sum, get(p, part + weight(control.name(), name)), byWeek(t -> z[(int) t] - centre));
        }
        for (Interaction product : spec.interactions()) {
            if (product.into().contains(name)) {
                double[] a = factor(product.first());
                double[] b = factor(product.second());
                add(
                        sum,
                        get(p, part + weight(product.name(), name)),
                        byWeek(t -> a[(int) t] * b[(int) t]));
            }
        }
        design(name).forEach((parameter, values) -> add(sum, get(p, part + parameter), values));
        return sum;
    }

    private static String weight(String control, String equation) {
        return "control_" + control + "_to_" + equation;
    }

    private void price(
            double[] sum, Control control, Control.PriceResponse response, Map<String, Double> p) {
        double[] price = panel.column(control.column());
        double reference = median(training(control.column()));
        String outcome = spec.outcome().name();
        switch (response) {
            case CONSTANT_ELASTICITY ->
                    add(
                            sum,
                            get(p, weight(control.name(), outcome)),
                            byWeek(t -> StrictMath.log(price[(int) t] / reference)));
            case LINEAR ->
                    add(
                            sum,
                            get(p, weight(control.name(), outcome)),
                            byWeek(t -> price[(int) t] / reference - 1));
            case LINEAR_DEMAND -> {
                double choke = get(p, "choke_price_" + outcome);
                add(
                        sum,
                        1,
                        byWeek(t ->
                                price[(int) t] >= choke
                                        ? Double.NEGATIVE_INFINITY
                                        : StrictMath.log(
                                                (choke - price[(int) t]) / (choke - reference))));
            }
        }
    }

    /** Highest price of a training week above the floor, and lowest at it if that is higher. */
    double[] chokePriceRange() {
        double[] price = training(spec.price().orElseThrow().column());
        double[] y = training(spec.outcome().column());
        double floor = spec.outcome().floor().orElse(Double.NEGATIVE_INFINITY);
        double lower =
                IntStream.range(0, y.length)
                        .filter(t -> y[t] > floor)
                        .mapToDouble(t -> price[t])
                        .max()
                        .orElseThrow();
        double upper =
                IntStream.range(0, y.length)
                        .filter(t -> y[t] <= floor)
                        .mapToDouble(t -> price[t])
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
        return new double[] {lower, upper > lower ? upper : Double.POSITIVE_INFINITY};
    }

    /** As it enters a product: a control transformed, a source in units of its scale. */
    private double[] factor(String name) {
        Optional<Control> control =
                spec.controls().stream().filter(c -> c.name().equals(name)).findFirst();
        if (control.isPresent()) {
            return column(control.get());
        }
        double scale = sourceScale(source(name));
        return Arrays.stream(panel.column(source(name).column())).map(x -> x / scale).toArray();
    }

    private Source source(String name) {
        return spec.sources().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static void add(double[] eta, double weight, double[] values) {
        for (int t = 0; t < eta.length; t++) {
            eta[t] += weight * values[t];
        }
    }

    private Map<String, double[]> design(String name) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        int powers = spec.trend().type() == Trend.Type.QUADRATIC ? 2 : 1;
        for (int k = 1; spec.trend().into().contains(name) && k <= powers; k++) {
            int power = k;
            columns.put(
                    "trend_" + name + "." + k,
                    byWeek(t -> StrictMath.pow(-1 + 2 * (t - first) / (end - 1 - first), power)));
        }
        for (int k = 1;
                spec.seasonality().into().contains(name) && k <= spec.seasonality().order();
                k++) {
            double frequency = 2 * Math.PI * k / spec.seasonality().period();
            columns.put(
                    "season_" + name + "." + (2 * k - 1),
                    byWeek(t -> StrictMath.sin(frequency * day(t))));
            columns.put(
                    "season_" + name + "." + 2 * k,
                    byWeek(t -> StrictMath.cos(frequency * day(t))));
        }
        return columns;
    }

    private long day(double t) {
        return panel.weeks().get((int) t).toEpochDay();
    }

    private double[] byWeek(DoubleUnaryOperator f) {
        return IntStream.range(0, weeks).asDoubleStream().map(f).toArray();
    }

    /** h by week on a path, with its own curve or its source's. */
    private double[] media(Path path, Map<String, Double> p) {
        Source source = source(path.from());
        double[] s = input(source, p);
        Saturation curve = path.saturation().orElse(source.saturation());
        String name =
                path.saturation().isPresent() ? path.from() + "_to_" + path.to() : source.name();
        boolean saturationFirst = source.order() == TransformOrder.SATURATION_FIRST;
        double[] in = saturationFirst ? saturated(curve, name, s, p) : s;
        double[] a =
                PlainMedia.adstock(
                        source.adstock(),
                        in,
                        p.getOrDefault("decay_" + source.name(), 0.0),
                        p.getOrDefault(
                                "shape_" + source.name(),
                                p.getOrDefault("peak_" + source.name(), 0.0)));
        double[] h = saturationFirst ? a : saturated(curve, name, a, p);
        return byWeek(t -> h[(int) t] * StrictMath.exp(logEffectiveness(source, t, p)));
    }

    private static double[] saturated(
            Saturation curve, String name, double[] a, Map<String, Double> p) {
        double half = p.getOrDefault("half_saturation_" + name, Double.NaN);
        double slope = p.getOrDefault("slope_" + name, Double.NaN);
        return Arrays.stream(a).map(x -> PlainMedia.saturation(curve, x, half, slope)).toArray();
    }

    /** Between knots evenly spread over the training weeks, as beyond them at the ends. */
    private double logEffectiveness(Source source, double t, Map<String, Double> p) {
        if (source.knots().isEmpty()) {
            return 0;
        }
        int n = source.knots().getAsInt();
        double at = (n - 1) * (Math.clamp(t, first, end - 1) - first) / (end - 1 - first);
        double f = 0;
        for (int k = 0; k < n; k++) {
            double hat = Math.max(0, 1 - Math.abs(at - k));
            f += hat * get(p, "time_effect_" + source.name() + "." + (k + 1));
        }
        return f;
    }

    /** x in units of its scale; from the training window on E[M] where that is asked for. */
    private double[] input(Source source, Map<String, Double> p) {
        double[] x = panel.column(source.column());
        double scale = sourceScale(source);
        double[] s = byWeek(t -> Double.isNaN(x[(int) t]) ? 0 : x[(int) t] / scale);
        if (!(source instanceof Mediator mediator) || mediator.input() == Mediator.Input.OBSERVED) {
            return s;
        }
        double[] eta = linearPredictor(mediator, p);
        double sigma = get(p, "sigma_" + mediator.name());
        Scale response = scale(mediator);
        for (int t = first; t < weeks; t++) {
            double expected;
            if (mediator.family() == Family.HURDLE_LOGNORMAL) {
                double odds = StrictMath.exp(logOdds(mediator, p)[t]);
                expected = response.scale * StrictMath.exp(eta[t] + sigma * sigma / 2);
                expected *= odds / (1 + odds);
            } else if (mediator.family() == Family.TOBIT) {
                double z = eta[t] / sigma;
                expected =
                        response.scale
                                * (eta[t] * NORMAL.cumulativeProbability(z)
                                        + sigma * NORMAL.density(z));
            } else if (mediator.link() == Link.LOG) {
                expected = response.scale * StrictMath.exp(eta[t] + sigma * sigma / 2);
            } else {
                expected = response.centre + response.scale * eta[t];
                if (mediator.saturation() != Saturation.LINEAR || addsToBase(mediator)) {
                    expected = Math.max(0, expected);
                }
            }
            s[t] = expected / scale;
        }
        return s;
    }

    private boolean addsToBase(Mediator mediator) {
        return spec.outcome().composition() == Outcome.Composition.SCALED
                && spec.paths().stream()
                        .anyMatch(path ->
                                path.from().equals(mediator.name())
                                        && path.to().equals(spec.outcome().name()));
    }

    private double[] training(String column) {
        return Arrays.copyOfRange(panel.column(column), first, end);
    }

    private double sourceScale(Source source) {
        return source.scale()
                .orElseGet(() ->
                        median(
                                Arrays.stream(training(source.column()))
                                        .filter(x -> x > 0)
                                        .toArray()));
    }

    private static double median(double[] x) {
        double[] sorted = Arrays.stream(x).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double sd(double[] x) {
        double mean = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    }

    /** What maps a column to y*. */
    private record Scale(boolean log, double centre, double scale) {
        double response(double y) {
            return log ? StrictMath.log(y / scale) : (y - centre) / scale;
        }
    }

    private Scale scale(Equation equation) {
        double[] used = training(equation.column());
        boolean log = equation.link() == Link.LOG;
        return switch (equation) {
            case Mediator mediator ->
                    Arrays.stream(used).anyMatch(v -> v < 0)
                            ? new Scale(log, mean(used), sd(used))
                            : new Scale(log, 0, sourceScale(mediator));
            case Outcome outcome -> {
                double floor = outcome.floor().orElse(Double.NEGATIVE_INFINITY);
                double[] rows = Arrays.stream(used).filter(v -> v != 0 && v > floor).toArray();
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

    /** Units of the column per unit of the response. */
    double unit(Equation equation) {
        return scale(equation).scale;
    }

    /** y* by week. */
    double[] response(Equation equation) {
        double[] y = panel.column(equation.column());
        Scale scale = scale(equation);
        return byWeek(t -> scale.response(y[(int) t]));
    }

    /** Bound at or below which values are censored, in units of the column. */
    OptionalDouble floor(Equation equation) {
        return switch (equation) {
            case Outcome outcome -> outcome.floor();
            case Mediator mediator ->
                    mediator.family() == Family.TOBIT
                            ? OptionalDouble.of(0)
                            : OptionalDouble.empty();
        };
    }

    /** The same on the scale of y*. */
    double bound(Equation equation) {
        return scale(equation).response(floor(equation).orElseThrow());
    }

    private double[] column(Control control) {
        double[] x = panel.column(control.column());
        double[] used = training(control.column());
        return switch (control.transform()) {
            case NONE, INDICATOR -> x;
            case LOG -> Arrays.stream(x).map(StrictMath::log).toArray();
            case STANDARDIZE -> Arrays.stream(x).map(v -> (v - mean(used)) / sd(used)).toArray();
            case LOG_STANDARDIZE -> {
                double[] logs = Arrays.stream(used).map(StrictMath::log).toArray();
                yield Arrays.stream(x)
                        .map(v -> (StrictMath.log(v) - mean(logs)) / sd(logs))
                        .toArray();
            }
        };
    }
}
