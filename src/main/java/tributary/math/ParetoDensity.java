package tributary.math;

import java.util.Optional;

/** shape · minimum^shape · x^(−shape − 1) on x ≥ minimum. */
final class ParetoDensity implements UnivariateDensity {
    private final double minimum;
    private final double shape;
    private final double constant;

    ParetoDensity(double minimum, double shape) {
        this.minimum = minimum;
        this.shape = shape;
        constant = Elementary.log(shape) + shape * Elementary.log(minimum);
    }

    @Override
    public double lower() {
        return minimum;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double logDensity(double x) {
        return x < minimum ? Double.NEGATIVE_INFINITY : constant - (shape + 1) * Elementary.log(x);
    }

    @Override
    public double score(double x) {
        return -(shape + 1) / x;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.GAMMA, constant, -shape - 1, 0));
    }

    @Override
    public double sample(RandomStream random) {
        double x = minimum * Elementary.exp(random.nextExponential() / shape);
        return Math.min(x, Double.MAX_VALUE);
    }
}
