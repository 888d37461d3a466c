package tributary.math;

/**
 * Factories of the densities that priors are written in, with the parameters of the configuration
 * grammar. A parameter out of range is an {@link IllegalArgumentException} with name, value and
 * allowed range.
 */
public final class Distributions {
    private Distributions() {}

    /** Normal(mean, sd). */
    public static UnivariateDensity normal(double mean, double sd) {
        return new NormalDensity(finite("mean", mean), positive("sd", sd));
    }

    /** |x| for x ~ Normal(0, sd), on [0, ∞). */
    public static UnivariateDensity halfNormal(double sd) {
        return new FoldedDensity(normal(0, sd));
    }

    /** e^z for z ~ Normal(mu, sigma), on (0, ∞). */
    public static UnivariateDensity logNormal(double mu, double sigma) {
        return new LogNormalDensity(finite("mu", mu), positive("sigma", sigma));
    }

    /** Beta(a, b) on (0, 1). */
    public static UnivariateDensity beta(double a, double b) {
        return new BetaDensity(positive("a", a), positive("b", b));
    }

    /** Gamma(shape, rate) on (0, ∞), mean shape/rate. */
    public static UnivariateDensity gamma(double shape, double rate) {
        return new GammaDensity(positive("shape", shape), positive("rate", rate));
    }

    /** 1/g for g ~ Gamma(shape, rate = scale), on (0, ∞). */
    public static UnivariateDensity inverseGamma(double shape, double scale) {
        return new InverseGammaDensity(positive("shape", shape), positive("scale", scale));
    }

    /** Exponential(rate) on [0, ∞), mean 1/rate. */
    public static UnivariateDensity exponential(double rate) {
        return new ExponentialDensity(positive("rate", rate));
    }

    /** mean + scale · t with t of {@code nu} degrees of freedom. */
    public static UnivariateDensity studentT(double nu, double mean, double scale) {
        return new StudentTDensity(
                positive("nu", nu), finite("mean", mean), positive("scale", scale));
    }

    /** |x| for x ~ StudentT(nu, 0, scale), on [0, ∞). */
    public static UnivariateDensity halfStudentT(double nu, double scale) {
        return new FoldedDensity(studentT(nu, 0, scale));
    }

    /** |x| for x ~ Cauchy(0, scale), on [0, ∞). */
    public static UnivariateDensity halfCauchy(double scale) {
        return halfStudentT(1, scale);
    }

    /** Laplace(mean, scale), e^(−|x − mean|/scale)/(2 scale). */
    public static UnivariateDensity laplace(double mean, double scale) {
        return new LaplaceDensity(finite("mean", mean), positive("scale", scale));
    }

    /** Uniform on (a, b). */
    public static UnivariateDensity uniform(double a, double b) {
        return new UniformDensity(finite("a", a), finite("b", above("b", b, "a", a)));
    }

    /** Pareto(minimum, shape) on [minimum, ∞): ln(x/minimum) is Exponential(shape). */
    public static UnivariateDensity pareto(double minimum, double shape) {
        return new ParetoDensity(positive("minimum", minimum), positive("shape", shape));
    }

    /**
     * Normal(mean, sd) given a < x < b; either bound may be infinite. Narrow and far intervals cost
     * digits: the error of the log density was at most 4e-16 (z sd/(b − a) + z²) on the nine tried,
     * z the farther finite bound in sd, at least 1.
     */
    public static UnivariateDensity truncatedNormal(double mean, double sd, double a, double b) {
        above("b", b, "a", a);
        return new TruncatedNormalDensity(finite("mean", mean), positive("sd", sd), a, b);
    }

    private static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + ": " + value + " must be finite");
        }
        return value;
    }

    private static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": " + value + " must be in (0, ∞)");
        }
        return value;
    }

    private static double above(String name, double value, String lowerName, double lower) {
        if (!(value > lower)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " must be > " + lowerName + " = " + lower);
        }
        return value;
    }
}
