package tributary.math;

/** Poisson variates. */
final class Poisson {
    /** A Gamma variate of this shape is its mean to all digits. */
    static final double ALMOST_CERTAIN = 1e34;

    /** Below it inversion is faster, and transformed rejection not valid. */
    private static final double SMALL = 10;

    private Poisson() {}

    /** A variate; the mean itself where that is NaN or ∞. */
    static double sample(double mean, RandomStream random) {
        if (!(mean < Double.POSITIVE_INFINITY)) {
            return mean;
        }
        return mean < SMALL ? byInversion(mean, random) : byRejection(mean, random);
    }

    /** The first k whose distribution function exceeds a uniform. */
    private static double byInversion(double mean, RandomStream random) {
        double u = random.nextDouble();
        double probability = Elementary.exp(-mean);
        int k = 0;
        while (u > probability && probability > 0) {
            u -= probability;
            k++;
            probability *= mean / k;
        }
        return k;
    }

    /** Algorithm PTRS of Hörmann (1993), Insurance: Mathematics and Economics 12, 39–45. */
    private static double byRejection(double mean, RandomStream random) {
        double b = Math.fma(2.53, Math.sqrt(mean), 0.931);
        double a = Math.fma(0.02483, b, -0.059);
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double logRatio = Elementary.log(v * inverseAlpha / (a / (us * us) + b));
            if (logRatio <= NegativeBinomial.logDensity(k, mean, 0)) {
                return k;
            }
        }
    }
}
