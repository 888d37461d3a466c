package tributary.diagnostics;

/**
 * Effective sample size of draws {@code x[chain][draw]}: the number of independent draws that would
 * estimate as precisely. One chain is enough; ties share their average rank; of an odd number of
 * draws the middle one is left out.
 *
 * <p>NaN where it is not defined: constant draws, draws that are not finite, fewer than six per
 * chain, and the tails of draws of which more than 95 % tie at the largest value. Below twelve
 * draws per chain no autocorrelation can be estimated, and half the draws count.
 *
 * <p>Autocorrelations of split chains, summed up to Geyer's initial monotone sequence. Source:
 * Vehtari et al. (2021), doi:10.1214/20-BA1221, section 3.2; values as R posterior 1.4.0.
 */
public final class Ess {
    private Ess() {}

    /** For the centre of the distribution: of the rank-normalised draws. */
    public static double bulk(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        return ofSplit(NormalScores.of(ChainMatrix.split(x)));
    }

    /** For the tails: the smaller one of the 5 % and the 95 % quantile. */
    public static double tail(double[][] x) {
        return Math.min(quantile(x, 0.05), quantile(x, 0.95));
    }

    /** For the mean; needs a finite variance. */
    public static double mean(double[][] x) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        return ofSplit(ChainMatrix.split(x));
    }

    /**
     * For a quantile: of the indicator that a draw is at most that quantile.
     *
     * @param probability in [0, 1]; the largest draw, of which all are at most, counts as the
     *     quantile half a draw below
     */
    public static double quantile(double[][] x, double probability) {
        ChainMatrix.requireRectangular(x);
        double size = (double) x.length * x[0].length;
        double below = probability == 1 ? (size - 0.5) / size : probability;
        return atMost(x, Quantiles.of(x, below));
    }

    /** For the distribution function at {@code threshold}. */
    static double atMost(double[][] x, double threshold) {
        if (ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        return ofSplit(ChainMatrix.split(ChainMatrix.atMost(x, threshold)));
    }

    /** Of chains that are already split. */
    static double ofSplit(double[][] x) {
        int draws = x[0].length;
        if (draws < 3 || ChainMatrix.isUndefined(x)) {
            return Double.NaN;
        }
        double size = (double) x.length * draws;
        // The bound keeps antithetic chains from claiming more than S log10(S) draws.
        return size / Math.max(autocorrelationTime(x), 1 / Math.log10(size));
    }

    /** 1 + 2 Σ ρ_t up to Geyer's truncation point, with half a term more against bias. */
    private static double autocorrelationTime(double[][] x) {
        Autocorrelation autocorrelation = new Autocorrelation(x);
        int draws = x[0].length;
        double[] rho = new double[draws];
        double even = 1;
        double odd = autocorrelation.at(1);
        rho[0] = even;
        rho[1] = odd;
        int t = 0;
        // Initial positive sequence: pairs ρ_2k + ρ_2k+1 until one is not positive.
        while (t < draws - 5 && even + odd > 0) {
            t += 2;
            even = autocorrelation.at(t);
            odd = autocorrelation.at(t + 1);
            if (even + odd >= 0) {
                rho[t] = even;
                rho[t + 1] = odd;
            }
        }
        if (even > 0) {
            rho[t] = even;
        }
        makeMonotone(rho, t);
        double sum = rho[0];
        for (int k = 1; k < t; k++) {
            sum += rho[k];
        }
        // Halves of fewer than six draws have no second pair: t = 0, and τ is 2 as in R.
        return -1 + 2 * sum + rho[t];
    }

    /** Initial monotone sequence: no pair below {@code end} larger than the one before it. */
    private static void makeMonotone(double[] rho, int end) {
        for (int k = 2; k <= end - 2; k += 2) {
            double before = rho[k - 2] + rho[k - 1];
            if (rho[k] + rho[k + 1] > before) {
                rho[k] = before / 2;
                rho[k + 1] = before / 2;
            }
        }
    }
}
