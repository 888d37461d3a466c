package tributary.math;

import java.util.Optional;

/** x^(a − 1) (1 − x)^(b − 1)/B(a, b) on 0 < x < 1. */
final class BetaDensity implements UnivariateDensity {
    private final double a;
    private final double b;
    private final double constant;

    BetaDensity(double a, double b) {
        this.a = a;
        this.b = b;
        constant =
                SpecialFunctions.lgamma(a + b)
                        - SpecialFunctions.lgamma(a)
                        - SpecialFunctions.lgamma(b);
    }

    @Override
    public double lower() {
        return 0;
    }

    @Override
    public double upper() {
        return 1;
    }

    @Override
    public double logDensity(double x) {
        if (!(x > 0 && x < 1)) {
            return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
        }
        return constant + (a - 1) * Elementary.log(x) + (b - 1) * Elementary.log1p(-x);
    }

    @Override
    public double score(double x) {
        return (a - 1) / x - (b - 1) / (1 - x);
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.BETA, constant, a - 1, b - 1));
    }

    @Override
    public double sample(RandomStream random) {
        // X/(X + Y) of two gamma variates, on the log scale.
        double logX = GammaDensity.logOfStandard(a, random);
        double logY = GammaDensity.logOfStandard(b, random);
        double x = Elementary.logistic(logX - logY);
        return Math.min(Math.max(x, Double.MIN_VALUE), Math.nextDown(1.0));
    }
}
