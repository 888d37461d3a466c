package tributary.math;

import java.util.Optional;

/** e^(−|x − mean|/scale)/(2 scale). */
final class LaplaceDensity implements UnivariateDensity {
    private final double mean;
    private final double scale;
    private final double constant;

    LaplaceDensity(double mean, double scale) {
        this.mean = mean;
        this.scale = scale;
        constant = -Elementary.log(2 * scale);
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
        return constant - Math.abs(x - mean) / scale;
    }

    @Override
    public double score(double x) {
        return -Math.signum(x - mean) / scale;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.empty();
    }

    @Override
    public double sample(RandomStream random) {
        double magnitude = scale * random.nextExponential();
        return random.nextDouble() < 0.5 ? mean - magnitude : mean + magnitude;
    }
}
