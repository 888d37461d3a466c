package tributary.diagnostics;

/**
 * Potential scale reduction of draws {@code x[chain][draw]}: how much wider the chains together are
 * than each alone. 1 is converged. A single chain is judged by its halves; ties share their average
 * rank; of an odd number of draws the middle one is left out.
 *
 * <p>NaN where it is not defined: constant draws, draws that are not finite, fewer than four per
 * chain. Infinite where every half stands still, not all at the same value.
 *
 * <p>Source: Vehtari et al. (2021), doi:10.1214/20-BA1221; values as R posterior 1.4.0, which has
 * none where the draws are all equally far from their median: here the bulk alone decides.
 */
public final class Rhat {
    private Rhat() {}

    /** Rank-normalised split R-hat: the larger of the bulk's and of the folded draws'. */
    public static double of(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        double[][] folded = ChainMatrix.fold(x, Quantiles.of(x, 0.5));
        return ofScores(
                NormalScores.of(ChainMatrix.split(x)), NormalScores.of(ChainMatrix.split(folded)));
    }

    /** Split R-hat of the draws as they are; needs a finite variance. */
    public static double basic(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        return ofSplit(ChainMatrix.split(x));
    }

    /** From the normal scores of the split draws and of the split folded draws. */
    static double ofScores(double[][] bulk, double[][] folded) {
        double ofBulk = ofSplit(bulk);
        double ofFolded = ofSplit(folded);
        // Chains whose draws are all equally far from the median cannot differ in scale.
        return Double.isNaN(ofFolded) ? ofBulk : Math.max(ofBulk, ofFolded);
    }

    private static double ofSplit(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        int draws = x[0].length;
        double[] means = new double[x.length];
        double[] variances = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            means[c] = ChainMatrix.mean(x[c]);
            variances[c] = ChainMatrix.variance(x[c]);
        }
        double between = draws * ChainMatrix.variance(means);
        double within = ChainMatrix.mean(variances);
        return Math.sqrt((between / within + draws - 1) / draws);
    }
}
