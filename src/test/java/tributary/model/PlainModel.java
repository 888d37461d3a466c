package tributary.model;

import static tributary.model.PlainEquations.get;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

import tributary.data.Panel;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Prior;
import tributary.spec.Saturation;
import tributary.spec.Source;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pages of model.md once more, as a reader would write them down: weeks in order, StrictMath, a
 * function of reported parameters; shares no arithmetic with the compiled model.
 */
final class PlainModel {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final ModelSpec spec;
    private final Panel panel;
    private final Map<String, Prior> priors;
    private final PlainEquations equations;

    PlainModel(ModelSpec spec, Panel panel, Map<String, Prior> priors) {
        this.spec = spec;
        this.panel = panel;
        this.priors = priors;
        equations = new PlainEquations(spec, panel);
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
        for (Source source : spec.sources()) {
            // The steps between knots are standard normals times their scale.
            for (int k = 1; k < source.knots().orElse(1); k++) {
                String effect = "time_effect_" + source.name() + ".";
                double z =
                        (get(p, effect + (k + 1)) - get(p, effect + k))
                                / get(p, "time_effect_scale_" + source.name());
                sum -= z * z / 2;
            }
        }
        for (Equation equation : equations.all()) {
            sum += Arrays.stream(logLikelihood(equation, p)).sum();
        }
        return sum;
    }

    private static String group(Path path) {
        String sign = path.sign() == Path.Sign.POSITIVE ? "positive" : "signed";
        return path.group().orElse("paid_" + sign + "_into_" + path.to());
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
        double[] range = range(name);
        double[] support = support(prior);
        double lower = Math.max(support[0] + shift, range[0]);
        double upper = Math.min(support[1] + shift, range[1]);
        if (lower == -INFINITY) {
            return 0;
        }
        return StrictMath.log(x - lower) + (upper == INFINITY ? 0 : StrictMath.log(upper - x));
    }

    private static double[] support(Prior prior) {
        return switch (prior) {
            case Prior.Normal n -> new double[] {-INFINITY, INFINITY};
            case Prior.StudentT t -> new double[] {-INFINITY, INFINITY};
            case Prior.Laplace l -> new double[] {-INFINITY, INFINITY};
            case Prior.Beta b -> new double[] {0, 1};
            case Prior.Uniform u -> new double[] {u.a(), u.b()};
            case Prior.Pareto p -> new double[] {p.minimum(), INFINITY};
            case Prior.TruncatedNormal n -> new double[] {n.a(), n.b()};
            default -> new double[] {0, INFINITY};
        };
    }

    /** Where a parameter may lie, whatever its prior. */
    private double[] range(String name) {
        return switch (name.substring(0, name.indexOf('_'))) {
            case "decay" -> new double[] {0, 1};
            case "ar" -> new double[] {-1, 1};
            case "nu" -> new double[] {2, INFINITY};
            case "choke" -> equations.chokePriceRange();
            case "slope" ->
                    isPower(name.substring(6))
                            ? new double[] {0, 1}
                            : new double[] {isPredicted(name.substring(6)) ? 1 : 0, INFINITY};
            default -> new double[] {isPositive(name) ? 0 : -INFINITY, INFINITY};
        };
    }

    /** Whether the curve of a source or of a path is a power. */
    private boolean isPower(String name) {
        return spec.sources().stream()
                        .anyMatch(source ->
                                source.name().equals(name)
                                        && source.saturation() == Saturation.POWER)
                || spec.paths().stream()
                        .anyMatch(path ->
                                (path.from() + "_to_" + path.to()).equals(name)
                                        && path.saturation()
                                                .filter(Saturation.POWER::equals)
                                                .isPresent());
    }

    private boolean isPredicted(String name) {
        String source = name.split("_to_", -1)[0];
        return spec.mediators().stream()
                .anyMatch(mediator ->
                        mediator.name().equals(source)
                                && mediator.input() == Mediator.Input.PREDICTED);
    }

    private boolean isPositive(String name) {
        String outcome = spec.outcome().name();
        boolean scaled = spec.outcome().composition() == Outcome.Composition.SCALED;
        boolean positivePath =
                spec.paths().stream()
                        .filter(path -> path.sign() == Path.Sign.POSITIVE)
                        .map(path -> path.from() + "_to_" + path.to())
                        .anyMatch(arrow ->
                                name.equals("coefficient_" + arrow)
                                        || name.equals("activity_" + arrow)
                                        || name.equals("hurdle_coefficient_" + arrow)
                                        || name.equals("hurdle_activity_" + arrow));
        return positivePath
                || (scaled && name.equals("intercept_" + outcome))
                || Stream.of(
                                "half_",
                                "sigma_",
                                "coefficient_scale_",
                                "peak_",
                                "shape_",
                                "time_effect_scale_")
                        .anyMatch(name::startsWith);
    }

    /**
     * ln p of the response of each training week, normalised; of a censored one its probability.
     */
    double[] logLikelihood(Equation equation, Map<String, Double> p) {
        return switch (equation.family()) {
            case GAUSSIAN, STUDENT_T, TOBIT -> residuals(equation, p);
            case HURDLE_LOGNORMAL -> amounts(equation, p);
            case NEGATIVE_BINOMIAL -> counts(equation, p);
        };
    }

    private double[] amounts(Equation equation, Map<String, Double> p) {
        double[] eta = equations.linearPredictor(equation, p);
        double[] logOdds = equations.logOdds(equation, p);
        double[] y = equations.response(equation);
        double[] column = panel.column(equation.column());
        double sigma = get(p, "sigma_" + equation.name());
        return IntStream.range(panel.firstTrainingWeek(), panel.endOfTraining())
                .mapToDouble(t -> {
                    double active = 1 / (1 + StrictMath.exp(-logOdds[t]));
                    return column[t] == 0
                            ? StrictMath.log(1 / (1 + StrictMath.exp(logOdds[t])))
                            : StrictMath.log(active)
                                    + NormalDistribution.of(eta[t], sigma).logDensity(y[t]);
                })
                .toArray();
    }

    private double[] counts(Equation equation, Map<String, Double> p) {
        double[] eta = equations.linearPredictor(equation, p);
        double[] y = panel.column(equation.column());
        double r = 1 / StrictMath.pow(get(p, "sigma_" + equation.name()), 2);
        return IntStream.range(panel.firstTrainingWeek(), panel.endOfTraining())
                .mapToDouble(t -> {
                    double mean = equations.unit(equation) * StrictMath.exp(eta[t]);
                    return LogGamma.value(y[t] + r)
                            - LogGamma.value(r)
                            - LogGamma.value(y[t] + 1)
                            - r * StrictMath.log1p(mean / r)
                            + y[t] * StrictMath.log(mean / (mean + r));
                })
                .toArray();
    }

    private double[] residuals(Equation equation, Map<String, Double> p) {
        double[] eta = equations.linearPredictor(equation, p);
        double[] y = equations.response(equation);
        double sigma = get(p, "sigma_" + equation.name());
        double[] column = panel.column(equation.column());
        OptionalDouble floor = equations.floor(equation);
        boolean autoregressive = equation instanceof Outcome outcome && outcome.autoregressive();
        int first = panel.firstTrainingWeek();
        double[] byWeek = new double[panel.endOfTraining() - first];
        for (int t = first; t < panel.endOfTraining(); t++) {
            if (floor.isPresent() && column[t] <= floor.getAsDouble()) {
                byWeek[t - first] =
                        logCdf(equation, (equations.bound(equation) - eta[t]) / sigma, p);
                continue;
            }
            double mean = eta[t];
            double scale = sigma;
            if (autoregressive) {
                double phi = get(p, "ar_" + equation.name());
                mean += t > first ? phi * (y[t - 1] - eta[t - 1]) : 0;
                scale /= t > first ? 1 : Math.sqrt(1 - phi * phi);
            }
            double z = (y[t] - mean) / scale;
            byWeek[t - first] =
                    (equation.family() == Family.STUDENT_T
                                    ? TDistribution.of(get(p, "nu_" + equation.name()))
                                            .logDensity(z)
                                    : NormalDistribution.of(0, 1).logDensity(z))
                            - StrictMath.log(scale);
        }
        return byWeek;
    }

    /** y by week. */
    double[] response(Equation equation) {
        return equations.response(equation);
    }

    /** ln Pr(Z ≤ z), for the normal ln erfc(−z/√2)/2 with what underflows written apart. */
    private static double logCdf(Equation equation, double z, Map<String, Double> p) {
        if (equation.family() == Family.STUDENT_T) {
            TDistribution t = TDistribution.of(get(p, "nu_" + equation.name()));
            return StrictMath.log(t.cumulativeProbability(z));
        }
        return z > 0
                ? StrictMath.log(NormalDistribution.of(0, 1).cumulativeProbability(z))
                : StrictMath.log(Erfcx.value(-z / Math.sqrt(2)) / 2) - z * z / 2;
    }

    /** η by week. */
    double[] linearPredictor(Equation equation, Map<String, Double> p) {
        return equations.linearPredictor(equation, p);
    }
}
