package tributary.math;

import java.util.Optional;

/** |x| for x of a density symmetric about 0. */
record FoldedDensity(UnivariateDensity symmetric) implements UnivariateDensity {
    private static final double LN_2 = 0.6931471805599453;

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
        return x < 0 ? Double.NEGATIVE_INFINITY : LN_2 + symmetric.logDensity(x);
    }

    @Override
    public double score(double x) {
        return symmetric.score(x);
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return symmetric.exponentialFamily().map(family -> family.plus(LN_2));
    }

    @Override
    public double sample(RandomStream random) {
        return Math.abs(symmetric.sample(random));
    }
}
