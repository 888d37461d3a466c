package tributary.math;

import java.util.Optional;

/** Normal(mean, sd). */
final class NormalDensity implements UnivariateDensity {
    private final double mean;
    private final double sd;
    private final double constant;

    NormalDensity(double mean, double sd) {
        this.mean = mean;
        this.sd = sd;
        constant = -Elementary.log(sd) - SpecialFunctions.HALF_LN_2PI;
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
        double z = (x - mean) / sd;
        return constant - 0.5 * z * z;
    }

    @Override
    public double score(double x) {
        return -(x - mean) / sd / sd;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.NORMAL, constant, mean, 1 / sd));
    }

    @Override
    public double sample(RandomStream random) {
        return mean + sd * random.nextGaussian();
    }
}
