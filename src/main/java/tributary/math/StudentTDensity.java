package tributary.math;

import java.util.Optional;

/** mean + scale · t with t of nu degrees of freedom. */
final class StudentTDensity implements UnivariateDensity {
    private final double nu;
    private final double mean;
    private final double scale;
    private final double constant;

    StudentTDensity(double nu, double mean, double scale) {
        this.nu = nu;
        this.mean = mean;
        this.scale = scale;
        constant =
                SpecialFunctions.lgamma(0.5 * (nu + 1))
                        - SpecialFunctions.lgamma(0.5 * nu)
                        - 0.5 * Elementary.log(nu)
                        - SpecialFunctions.HALF_LN_PI
                        - Elementary.log(scale);
    }

    @Override
    public double lower() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double logDensity(double x) {
        double z = (x - mean) / scale;
        return constant - 0.5 * (nu + 1) * Elementary.log1p(z * z / nu);
    }

    @Override
    public double score(double x) {
        double z = (x - mean) / scale;
        return -(nu + 1) * z / ((nu + z * z) * scale);
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.empty();
    }

    @Override
    public double sample(RandomStream random) {
        // Normal over the root of a mean-1 chi-square: Gamma(ν/2, ν/2).
        double z = random.nextGaussian();
        double logChi = GammaDensity.logOfStandard(0.5 * nu, random) - Elementary.log(0.5 * nu);
        return mean + scale * z * Elementary.exp(-0.5 * logChi);
    }
}
