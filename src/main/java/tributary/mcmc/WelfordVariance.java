package tributary.mcmc;

import java.util.Arrays;

/**
 * Running mean and variance of every coordinate of a chain's positions.
 *
 * <p>Source: Welford (1962), Note on a method for calculating corrected sums of squares and
 * products.
 */
final class WelfordVariance {
    private final double[] mean;
    private final double[] squares;
    private int count;

    WelfordVariance(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
    }

    void add(double[] q) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double before = q[i] - mean[i];
            mean[i] += before / count;
            squares[i] += before * (q[i] - mean[i]);
        }
    }

    int count() {
        return count;
    }

    void reset() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    /**
     * Writes the variances, shrunk towards 1e-3 as by five further draws (Stan's regularisation):
     * n/(n+5) var + 1e-3 · 5/(n+5). Needs at least two draws.
     */
    void regularizedVariance(double[] result) {
        if (count < 2) {
            throw new IllegalStateException("draws: " + count + " must be ≥ 2");
        }
        double weight = count / (count + 5.0);
        for (int i = 0; i < mean.length; i++) {
            result[i] = weight * squares[i] / (count - 1) + 1e-3 * (1 - weight);
        }
    }
}
