package tributary.model;

import static tributary.model.PlainEquations.get;

import tributary.data.Panel;
import tributary.spec.Correlation;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Pooling;
import tributary.spec.Prior;
import tributary.spec.Saturation;
import tributary.spec.Source;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of model.md once more, as a reader would write them down: weeks in order, StrictMath, a
 * function of reported parameters; shares no arithmetic with the compiled model.
 */
final class PlainModel {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final List<String> POSITIVE =
            List.of(
                    "half_saturation_",
                    "peak_",
                    "shape_",
                    "sigma_",
                    "coefficient_scale_",
                    "geo_scale_",
                    "knot_scale_",
                    "time_effect_scale_",
                    "roi_");

    private final ModelSpec spec;
    private final Map<String, Prior> priors;
    private final PlainEquations equations;
    private final PlainLikelihood likelihood;
    private final PlainReturn returns;
    private final PlainCorrelation correlation;

    PlainModel(ModelSpec spec, Panel panel, Map<String, Prior> priors) {
        this.spec = spec;
        this.priors = priors;
        equations = new PlainEquations(spec, panel);
        likelihood = new PlainLikelihood(equations);
        returns = new PlainReturn(equations, spec.outcome());
        correlation = new PlainCorrelation(equations, likelihood);
    }

    /**
     * Log density on the unconstrained scale up to a constant, where positive parameters are
     * sampled as logarithms, those between bounds as logits, and what varies around something
     * common by standard normals z, or as it is.
     */
    double logDensity(Map<String, Double> p) {
        double sum = 0;
        for (Map.Entry<String, Prior> entry : priors.entrySet()) {
            String name = entry.getKey();
            double x = get(p, name);
            double shift = name.startsWith("nu_") ? 2 : 0;
            sum += kernel(entry.getValue(), x - shift);
            sum += isSampledThroughCoefficient(name) ? 0 : logJacobian(name, entry.getValue(), x);
        }
        for (Path path : spec.paths()) {
            sum += logDensityOfGroup(path, p) + logDensityOfGeos(path, p);
            if (path.returnName().isPresent() && returns.isSampledThroughCoefficient()) {
                sum += StrictMath.log(returns.slope(path, p));
            }
        }
        for (Equation equation : equations.all()) {
            String name = equation.name();
            sum += logDensityOfIntercepts("", equation, p);
            sum += logDensityOfSteps("knot_" + name, "knot_scale_" + name, p);
            if (equation.family() == Family.HURDLE_LOGNORMAL) {
                sum += logDensityOfIntercepts("hurdle_", equation, p);
                sum += logDensityOfSteps("hurdle_knot_" + name, "hurdle_knot_scale_" + name, p);
            }
            sum += Arrays.stream(logLikelihood(equation, p)).sum();
        }
        for (Source source : spec.sources()) {
            String name = source.name();
            sum += logDensityOfSteps("time_effect_" + name, "time_effect_scale_" + name, p);
        }
        return sum;
    }

    private boolean isSampledThroughCoefficient(String name) {
        return returns.isSampledThroughCoefficient()
                && (name.startsWith("roi_") || name.startsWith("contribution_"));
    }

    private boolean isCentred() {
        return spec.pooling().parametrization() == Pooling.Parametrization.CENTERED;
    }

    /** A pooled coefficient around what its group has in common. */
    private double logDensityOfGroup(Path path, Map<String, Double> p) {
        String name = path.coefficientName();
        if (priors.containsKey(name) || path.returnName().isPresent()) {
            return 0;
        }
        boolean positive = path.sign() == Path.Sign.POSITIVE;
        double location = get(p, "coefficient_location_" + group(path));
        double scale = get(p, "coefficient_scale_" + group(path));
        double value = positive ? StrictMath.log(get(p, name)) : get(p, name);
        return deviation(value, location, scale, isCentred());
    }

    /** The coefficients of the geos around their common one; those of a return by deviations. */
    private double logDensityOfGeos(Path path, Map<String, Double> p) {
        String arrow = path.from() + "_to_" + path.to();
        boolean centred = isCentred() && path.returnName().isEmpty();
        boolean positive = path.sign() == Path.Sign.POSITIVE;
        return around(
                "geo_coefficient_" + arrow,
                "geo_scale_" + arrow,
                get(p, path.coefficientName()),
                positive,
                centred,
                p);
    }

    /** The intercepts of the geos: signed ones are sampled by levels, which is as they are. */
    private double logDensityOfIntercepts(String prefix, Equation equation, Map<String, Double> p) {
        String name = equation.name();
        boolean scaled =
                equation instanceof Outcome outcome
                        && outcome.composition() == Outcome.Composition.SCALED;
        return around(
                prefix + "geo_intercept_" + name,
                prefix + "geo_scale_intercept_" + name,
                get(p, prefix + "intercept_" + name),
                scaled,
                !scaled || isCentred(),
                p);
    }

    private static double around(
            String name,
            String scale,
            double common,
            boolean positive,
            boolean centred,
            Map<String, Double> p) {
        double sum = 0;
        for (int g = 1; p.containsKey(name + "." + g); g++) {
            double value = get(p, name + "." + g);
            sum +=
                    positive
                            ? deviation(
                                    StrictMath.log(value),
                                    StrictMath.log(common),
                                    get(p, scale),
                                    centred)
                            : deviation(value, common, get(p, scale), centred);
        }
        return sum;
    }

    /** ln p of z, or of the value itself. */
    private static double deviation(double value, double location, double scale, boolean centred) {
        double z = (value - location) / scale;
        return -z * z / 2 - (centred ? StrictMath.log(scale) : 0);
    }

    /** The steps of a random walk by their standard normals. */
    private static double logDensityOfSteps(String name, String scale, Map<String, Double> p) {
        double sum = 0;
        for (int k = 2; p.containsKey(name + "." + k); k++) {
            double step = get(p, name + "." + k) - get(p, name + "." + (k - 1));
            sum += deviation(step, 0, get(p, scale), false);
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
    private double[] range(String parameter) {
        String name = parameter.startsWith("hurdle_") ? parameter.substring(7) : parameter;
        return switch (name.substring(0, name.indexOf('_'))) {
            case "decay", "contribution" -> new double[] {0, 1};
            case "ar", "rho" -> new double[] {-1, 1};
            case "nu" -> new double[] {2, INFINITY};
            case "choke" -> equations.scales.chokePriceRange();
            case "slope" -> slopeRange(name.substring(6));
            default -> new double[] {isPositive(name) ? 0 : -INFINITY, INFINITY};
        };
    }

    /** Of the curve of a source, or of a path. */
    private double[] slopeRange(String owner) {
        Optional<Path> path =
                spec.paths().stream()
                        .filter(arrow -> owner.equals(arrow.from() + "_to_" + arrow.to()))
                        .findFirst();
        Source source = equations.source(path.map(Path::from).orElse(owner));
        Saturation curve = path.flatMap(Path::saturation).orElse(source.saturation());
        boolean predicted =
                source instanceof Mediator mediator && mediator.input() == Mediator.Input.PREDICTED;
        return curve == Saturation.POWER
                ? new double[] {0, 1}
                : new double[] {predicted ? 1 : 0, INFINITY};
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
                                        || name.equals("activity_" + arrow));
        return positivePath
                || (scaled && name.equals("intercept_" + outcome))
                || POSITIVE.stream().anyMatch(name::startsWith);
    }

    /**
     * ln p of the column of each training row, normalised; of a censored one its probability. That
     * of an outcome is given the mediator that its residuals are correlated with.
     */
    double[] logLikelihood(Equation equation, Map<String, Double> p) {
        double[] result = likelihood.of(equation, p);
        for (Correlation tie : spec.correlations()) {
            if (equation instanceof Outcome) {
                double[] weights = correlation.logWeights(tie, p);
                Arrays.setAll(result, i -> result[i] + weights[i]);
            }
        }
        return result;
    }

    /** η by row. */
    double[] linearPredictor(Equation equation, Map<String, Double> p) {
        return equations.linearPredictor(equation, p);
    }

    /** Log odds of a hurdle by row. */
    double[] logOdds(Equation hurdle, Map<String, Double> p) {
        return equations.logOdds(hurdle, p);
    }

    /** Return or contribution of a direct path, from its coefficient. */
    double directReturn(Path path, Map<String, Double> p) {
        return returns.value(path, p);
    }
}
