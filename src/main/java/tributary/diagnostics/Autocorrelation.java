package tributary.diagnostics;

/**
 * Autocorrelation of several chains around their own means, relative to the variance of all of them
 * together (so that chains which disagree count as correlated).
 *
 * <p>Lags are computed one by one as they are asked for: Geyer's truncation point is a few dozen
 * lags away for chains that can be used, which costs less than a Fourier transform.
 */
final class Autocorrelation {
    private final double[][] centred;
    private final double meanVariance;
    private final double totalVariance;

    /**
     * @param x indexed [chain][draw], at least two draws
     */
    Autocorrelation(double[][] x) {
        int draws = x[0].length;
        centred = new double[x.length][];
        double[] means = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            double mean = ChainMatrix.mean(x[c]);
            means[c] = mean;
            centred[c] = x[c].clone();
            for (int d = 0; d < draws; d++) {
                centred[c][d] -= mean;
            }
        }
        double biasedVariance = autocovariance(0);
        meanVariance = biasedVariance * draws / (draws - 1);
        totalVariance = biasedVariance + (x.length > 1 ? ChainMatrix.variance(means) : 0);
    }

    /** ρ at a lag from 1 to draws − 1. */
    double at(int lag) {
        return 1 - (meanVariance - autocovariance(lag)) / totalVariance;
    }

    /** Mean over chains of the biased autocovariance Σ x_i x_{i+lag} / draws. */
    private double autocovariance(int lag) {
        double sum = 0;
        for (double[] chain : centred) {
            sum += laggedProduct(chain, lag);
        }
        return sum / centred.length / centred[0].length;
    }

    private static double laggedProduct(double[] chain, int lag) {
        int n = chain.length - lag;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        // Four independent sums keep the processor's adders busy.
        for (; i + 3 < n; i += 4) {
            s0 += chain[i] * chain[i + lag];
            s1 += chain[i + 1] * chain[i + 1 + lag];
            s2 += chain[i + 2] * chain[i + 2 + lag];
            s3 += chain[i + 3] * chain[i + 3 + lag];
        }
        for (; i < n; i++) {
            s0 += chain[i] * chain[i + lag];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
