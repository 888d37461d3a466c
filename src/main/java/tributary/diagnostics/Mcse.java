package tributary.diagnostics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Monte-Carlo standard errors of estimates from draws {@code x[chain][draw]}, in the units of the
 * draws. NaN where the effective sample size that the estimate needs is not defined (see {@link
 * Ess}); 0 for the quantile of draws that tie around it.
 *
 * <p>Source: Vehtari et al. (2021), doi:10.1214/20-BA1221; values as R posterior 1.4.0.
 */
public final class Mcse {
    /** Φ(−1) and Φ(1): an interval of one standard error to either side, in R's rounding. */
    private static final double LOWER = 0.1586553;

    private static final double UPPER = 0.8413447;

    private Mcse() {}

    /** Of the mean. */
    public static double mean(double[][] x) {
        return Math.sqrt(ChainMatrix.variance(ChainMatrix.pool(x)) / Ess.mean(x));
    }

    /**
     * Of the standard deviation, without assuming normality: sqrt((m₄ − m₂²) / (4 m₂ ESS)) with the
     * effective sample size of the squared centred draws (Kenney and Keeping 1951, p. 141). NaN
     * where all draws are equally far from their mean.
     */
    public static double sd(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        double mean = ChainMatrix.mean(ChainMatrix.pool(x));
        double[][] squares = ChainMatrix.map(x, value -> (value - mean) * (value - mean));
        double[] pooled = ChainMatrix.pool(squares);
        double m2 = ChainMatrix.mean(pooled);
        double m4 = 0;
        for (double square : pooled) {
            m4 += square * square / pooled.length;
        }
        return Math.sqrt((m4 - m2 * m2) / Ess.mean(squares) / m2 / 4);
    }

    /**
     * Of a quantile: half the distance between the order statistics one standard error of the
     * distribution function below and above it.
     *
     * @param probability in [0, 1]
     */
    public static double quantile(double[][] x, double probability) {
        double ess = Ess.quantile(x, probability);
        if (Double.isNaN(ess)) {
            return Double.NaN;
        }
        BetaDistribution beta =
                BetaDistribution.of(ess * probability + 1, ess * (1 - probability) + 1);
        double[] sorted = ChainMatrix.sorted(x);
        int size = sorted.length;
        int below = (int) Math.floor(beta.inverseCumulativeProbability(LOWER) * size);
        int above = (int) Math.ceil(beta.inverseCumulativeProbability(UPPER) * size);
        return (sorted[Math.min(above, size) - 1] - sorted[Math.max(below, 1) - 1]) / 2;
    }
}
