package tributary.diagnostics;

/** Sample quantiles by linear interpolation of order statistics, R's type 7 (its default). */
public final class Quantiles {
    private Quantiles() {}

    /**
     * Quantile of all draws; NaN where a draw is NaN.
     *
     * @param x draws, indexed [chain][draw]
     * @param probability in [0, 1]
     */
    public static double of(double[][] x, double probability) {
        return ofSorted(ChainMatrix.sorted(x), probability);
    }

    /** Several quantiles at once, as above. */
    public static double[] of(double[][] x, double[] probabilities) {
        double[] sorted = ChainMatrix.sorted(x);
        double[] quantiles = new double[probabilities.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = ofSorted(sorted, probabilities[i]);
        }
        return quantiles;
    }

    /** Quantile of ascending values (NaN last, where there is one). */
    static double ofSorted(double[] sorted, double probability) {
        requireProbability(probability);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        double position = (sorted.length - 1) * probability;
        int below = (int) position;
        double fraction = position - below;
        // Without this an infinite neighbour would turn an exact order statistic into NaN.
        if (fraction == 0 || sorted[below] == sorted[below + 1]) {
            return sorted[below];
        }
        return (1 - fraction) * sorted[below] + fraction * sorted[below + 1];
    }

    static void requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability: " + probability + " must be in [0, 1]");
        }
    }
}
