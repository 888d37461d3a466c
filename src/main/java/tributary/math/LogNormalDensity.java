package tributary.math;

import java.util.Optional;

/** e^z for z ~ Normal(mu, sigma). */
final class LogNormalDensity implements UnivariateDensity {
    private final double mu;
    private final double sigma;
    private final double constant;

    LogNormalDensity(double mu, double sigma) {
        this.mu = mu;
        this.sigma = sigma;
        constant = -Elementary.log(sigma) - SpecialFunctions.HALF_LN_2PI;
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
        double logX = Elementary.log(x);
        double z = (logX - mu) / sigma;
        return constant - logX - 0.5 * z * z;
    }

    @Override
    public double score(double x) {
        return -(1 + (Elementary.log(x) - mu) / sigma / sigma) / x;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.LOG_NORMAL, constant, mu, 1 / sigma));
    }

    @Override
    public double sample(RandomStream random) {
        return Elementary.exp(mu + sigma * random.nextGaussian());
    }
}
