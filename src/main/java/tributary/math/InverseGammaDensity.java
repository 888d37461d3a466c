package tributary.math;

import java.util.Optional;

/** scale^shape x^(−shape − 1) e^(−scale/x)/Γ(shape) on x > 0. */
final class InverseGammaDensity implements UnivariateDensity {
    private final double shape;
    private final double scale;
    private final double constant;

    InverseGammaDensity(double shape, double scale) {
        this.shape = shape;
        this.scale = scale;
        constant = shape * Elementary.log(scale) - SpecialFunctions.lgamma(shape);
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
        return constant - (shape + 1) * Elementary.log(x) - scale / x;
    }

    @Override
    public double score(double x) {
        return (scale / x - (shape + 1)) / x;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(
                        ExponentialFamily.Kind.INVERSE_GAMMA, constant, -shape - 1, scale));
    }

    @Override
    public double sample(RandomStream random) {
        double x = scale * Elementary.exp(-GammaDensity.logOfStandard(shape, random));
        return Math.min(x, Double.MAX_VALUE);
    }
}
