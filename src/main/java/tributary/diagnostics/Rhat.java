package tributary.diagnostics;

/**
 * Potential scale reduction of draws {@code x[chain][draw]}: how much wider the chains together are
 * than each alone. 1 is converged. NaN where it is not defined: constant draws, draws that are not
 * finite, fewer than four per chain.
 *
 * <p>Source: Vehtari et al. (2021), doi:10.1214/20-BA1221; values as R posterior 1.4.0.
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
        return ofSplit(ChainMatrix.split(x));
    }

    /** From the normal scores of the split draws and of the split folded draws. */
    static double ofScores(double[][] bulk, double[][] folded) {
        return Math.max(ofSplit(bulk), ofSplit(folded));
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
