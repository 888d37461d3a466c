package tributary.model;

import org.apache.commons.statistics.distribution.TDistribution;

import tributary.data.Panel;
import tributary.spec.Adstock;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Prior;
import tributary.spec.Saturation;
import tributary.spec.Source;
import tributary.spec.Trend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pages of model.md once more, as a reader would write them down: weeks in order, StrictMath, a
 * function of reported parameters; shares no arithmetic with the compiled model.
 */
final class PlainModel {
    private final ModelSpec spec;
    private final Panel panel;
    private final Map<String, Prior> priors;
    private final int first;
    private final int end;
    private final int weeks;

    PlainModel(ModelSpec spec, Panel panel, Map<String, Prior> priors) {
        this.spec = spec;
        this.panel = panel;
        this.priors = priors;
        first = panel.firstTrainingWeek();
        end = panel.endOfTraining();
        weeks = panel.weeks().size();
    }

    /**
     * Log density on the unconstrained scale up to a constant, where positive parameters are
     * sampled as logarithms, those between bounds as logits, and pooled coefficients by standard
     * normals z.
     */
    double logDensity(Map<String, Double> p) {
        double sum = 0;
        for (Map.Entry<String, Prior> entry : priors.entrySet()) {
            String name = entry.getKey();
            double x = get(p, name);
            double shift = name.startsWith("nu_") ? 2 : 0;
            sum += kernel(entry.getValue(), x - shift) + logJacobian(name, entry.getValue(), x);
        }
        for (Path path : spec.paths()) {
            String name = "coefficient_" + path.from() + "_to_" + path.to();
            if (!priors.containsKey(name)) {
                double beta = get(p, name);
                boolean positive = path.sign() == Path.Sign.POSITIVE;
                double location = get(p, "coefficient_location_" + group(path));
                double z =
                        ((positive ? StrictMath.log(beta) : beta) - location)
                                / get(p, "coefficient_scale_" + group(path));
                sum -= z * z / 2;
            }
        }
        for (Equation equation : equations()) {
            sum += logLikelihood(equation, p);
        }
        return sum;
    }

    private List<Equation> equations() {
        return Stream.<Equation>concat(spec.mediators().stream(), Stream.of(spec.outcome()))
                .toList();
    }

    private static String group(Path path) {
        String sign = path.sign() == Path.Sign.POSITIVE ? "positive" : "signed";
        return path.group().orElse("paid_" + sign + "_into_" + path.to());
    }

    private static double get(Map<String, Double> p, String name) {
        return Objects.requireNonNull(p.get(name), name);
    }

    /** ln p(x) without its constant. */
    private static double kernel(Prior prior, double x) {
        return switch (prior) {
            case Prior.Normal(double m, double s) -> -(x - m) * (x - m) / (2 * s * s);
            case Prior.TruncatedNormal(double m, double s, double a, double b) ->
                    -(x - m) * (x - m) / (2 * s * s);
            case Prior.HalfNormal(double s) -> -x * x / (2 * s * s);
            case Prior.LogNormal(double m, double s) -> {
                double z = (StrictMath.log(x) - m) / s;
                yield -z * z / 2 - StrictMath.log(x);
            }
            case Prior.Beta(double a, double b) ->
                    (a - 1) * StrictMath.log(x) + (b - 1) * StrictMath.log(1 - x);
            case Prior.Gamma(double a, double r) -> (a - 1) * StrictMath.log(x) - r * x;
            case Prior.InverseGamma(double a, double s) -> -(a + 1) * StrictMath.log(x) - s / x;
            case Prior.Exponential(double r) -> -r * x;
            case Prior.Pareto(double m, double a) -> -(a + 1) * StrictMath.log(x);
            case Prior.StudentT(double nu, double m, double s) -> student(nu, (x - m) / s);
            case Prior.HalfStudentT(double nu, double s) -> student(nu, x / s);
            case Prior.HalfCauchy(double s) -> student(1, x / s);
            case Prior.Laplace(double m, double s) -> -Math.abs(x - m) / s;
            case Prior.Uniform uniform -> 0;
            case Prior.Dirac dirac -> 0;
        };
    }

    private static double student(double nu, double z) {
        return -(nu + 1) / 2 * StrictMath.log(1 + z * z / nu);
    }

    /** ln |dx/dq| of the transform that the parameter's range asks for. */
    private double logJacobian(String name, Prior prior, double x) {
        if (prior instanceof Prior.Dirac) {
            return 0;
        }
        double shift = name.startsWith("nu_") ? 2 : 0;
        double infinity = Double.POSITIVE_INFINITY;
        double[] support =
                switch (prior) {
                    case Prior.Normal n -> new double[] {-infinity, infinity};
                    case Prior.StudentT t -> new double[] {-infinity, infinity};
                    case Prior.Laplace l -> new double[] {-infinity, infinity};
                    case Prior.Beta b -> new double[] {0, 1};
                    case Prior.Uniform u -> new double[] {u.a(), u.b()};
                    case Prior.TruncatedNormal n -> new double[] {n.a(), n.b()};
                    default -> new double[] {0, infinity};
                };
        double lower = Math.max(support[0] + shift, isPositive(name) ? shift : -infinity);
        double upper = Math.min(support[1] + shift, name.startsWith("decay_") ? 1 : infinity);
        if (lower == -infinity) {
            return 0;
        }
        return StrictMath.log(x - lower) + (upper == infinity ? 0 : StrictMath.log(upper - x));
    }

    private boolean isPositive(String name) {
        boolean positivePath =
                spec.paths().stream()
                        .filter(path -> path.sign() == Path.Sign.POSITIVE)
                        .anyMatch(path ->
                                name.equals("coefficient_" + path.from() + "_to_" + path.to()));
        return positivePath
                || Stream.of("decay_", "half_", "slope_", "sigma_", "nu_", "coefficient_scale_")
                        .anyMatch(name::startsWith);
    }

    private double logLikelihood(Equation equation, Map<String, Double> p) {
        double[] eta = linearPredictor(equation, p);
        double[] y = response(equation);
        double sigma = get(p, "sigma_" + equation.name());
        double sum = 0;
        for (int t = first; t < end; t++) {
            double z = (y[t] - eta[t]) / sigma;
            sum -= StrictMath.log(sigma);
            sum +=
                    equation.family() == Family.GAUSSIAN
                            ? -z * z / 2
                            : TDistribution.of(get(p, "nu_" + equation.name())).logDensity(z);
        }
        return sum;
    }

    /** η by week. */
    double[] linearPredictor(Equation equation, Map<String, Double> p) {
        String name = equation.name();
        double[] eta = new double[weeks];
        Arrays.fill(eta, get(p, "intercept_" + name));
        for (Path path : spec.paths()) {
            if (path.to().equals(name)) {
                Source source =
                        spec.sources().stream()
                                .filter(s -> s.name().equals(path.from()))
                                .findFirst()
                                .orElseThrow();
                add(eta, get(p, "coefficient_" + path.from() + "_to_" + name), media(source, p));
            }
        }
        for (Control control : spec.controls()) {
            if (control.into().contains(name)) {
                add(eta, get(p, "control_" + control.name() + "_to_" + name), column(control));
            }
        }
        design(name).forEach((parameter, values) -> add(eta, get(p, parameter), values));
        return eta;
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

    /** h by week: for every week the sum over all weeks before it. */
    private double[] media(Source source, Map<String, Double> p) {
        double[] x = panel.column(source.column());
        double scale = sourceScale(source);
        double[] h = new double[weeks];
        for (int t = 0; t < weeks; t++) {
            double a = 0;
            if (source.adstock() instanceof Adstock.None) {
                a = known(x[t]) / scale;
            } else {
                double decay = get(p, "decay_" + source.name());
                for (int lag = 0; lag <= t; lag++) {
                    a += (1 - decay) * StrictMath.pow(decay, lag) * known(x[t - lag]) / scale;
                }
            }
            h[t] = source.saturation() == Saturation.LINEAR ? a : hill(a, source.name(), p);
        }
        return h;
    }

    private static double known(double x) {
        return Double.isNaN(x) ? 0 : x;
    }

    private static double hill(double a, String name, Map<String, Double> p) {
        double slope = get(p, "slope_" + name);
        double half = StrictMath.pow(get(p, "half_saturation_" + name), slope);
        return StrictMath.pow(a, slope) / (StrictMath.pow(a, slope) + half);
    }

    private double[] training(String column) {
        return Arrays.copyOfRange(panel.column(column), first, end);
    }

    private double sourceScale(Source source) {
        double[] active =
                Arrays.stream(training(source.column())).filter(x -> x > 0).sorted().toArray();
        int n = active.length;
        return source.scale().orElse((active[(n - 1) / 2] + active[n / 2]) / 2);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double sd(double[] x) {
        double mean = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    }

    /** y* by week. */
    private double[] response(Equation equation) {
        double[] y = panel.column(equation.column());
        double[] used = training(equation.column());
        double centre = 0;
        double scale;
        switch (equation) {
            case Mediator mediator -> {
                boolean signed = Arrays.stream(used).anyMatch(v -> v < 0);
                centre = signed ? mean(used) : 0;
                scale = signed ? sd(used) : sourceScale(mediator);
            }
            case Outcome outcome -> {
                double[] rows = Arrays.stream(used).filter(v -> v != 0).toArray();
                boolean sd = outcome.scale() == Outcome.OutcomeScale.SD;
                centre = sd ? mean(rows) : 0;
                scale = sd ? sd(rows) : mean(rows);
                if (outcome.link() == Link.LOG) {
                    scale =
                            StrictMath.exp(
                                    mean(Arrays.stream(rows).map(StrictMath::log).toArray()));
                }
            }
        }
        for (int t = 0; t < weeks; t++) {
            y[t] = (y[t] - centre) / scale;
            y[t] = equation.link() == Link.LOG ? StrictMath.log(y[t]) : y[t];
        }
        return y;
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
