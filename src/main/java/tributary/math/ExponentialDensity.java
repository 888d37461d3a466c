package tributary.math;

import java.util.Optional;

/** rate · e^(−rate x) on x ≥ 0. */
final class ExponentialDensity implements UnivariateDensity {
    private final double rate;
    private final double logRate;

    ExponentialDensity(double rate) {
        this.rate = rate;
        logRate = Elementary.log(rate);
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
        return x < 0 ? Double.NEGATIVE_INFINITY : logRate - rate * x;
    }

    @Override
    public double score(double x) {
        return -rate;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(new ExponentialFamily(ExponentialFamily.Kind.GAMMA, logRate, 0, rate));
    }

    @Override
    public double sample(RandomStream random) {
        return random.nextExponential() / rate;
    }
}
