package tributary.math;

import java.util.Optional;

/** rate^shape x^(shape − 1) e^(−rate x)/Γ(shape) on x > 0. */
final class GammaDensity implements UnivariateDensity {
    private final double shape;
    private final double rate;
    private final double constant;

    GammaDensity(double shape, double rate) {
        this.shape = shape;
        this.rate = rate;
        constant = shape * Elementary.log(rate) - SpecialFunctions.lgamma(shape);
    }

    @Override
    public double lower() {
        return 0;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double logDensity(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
        }
        return constant + (shape - 1) * Elementary.log(x) - rate * x;
    }

    @Override
    public double score(double x) {
        return (shape - 1) / x - rate;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.GAMMA, constant, shape - 1, rate));
    }

    @Override
    public double sample(RandomStream random) {
        return Math.max(Elementary.exp(logOfStandard(shape, random)) / rate, Double.MIN_VALUE);
    }

    /**
     * ln of a Gamma(shape, 1) variate by Marsaglia and Tsang (2000), ACM TOMS 26, 363–372; the
     * logarithm, because for small shapes the variate itself underflows.
     */
    static double logOfStandard(double shape, RandomStream random) {
        if (shape < 1) { // Γ(shape + 1) variate times U^(1/shape)
            double boost = Elementary.log(random.nextDouble()) / shape;
            return logOfStandard(shape + 1, random) + boost;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / (3 * Math.sqrt(d));
        while (true) {
            double z = random.nextGaussian();
            double root = 1 + c * z;
            if (root > 0) {
                double logV = 3 * Elementary.log(root);
                double v = root * root * root;
                if (Elementary.log(random.nextDouble()) < 0.5 * z * z + d * (1 - v + logV)) {
                    return Elementary.log(d) + logV;
                }
            }
        }
    }
}
