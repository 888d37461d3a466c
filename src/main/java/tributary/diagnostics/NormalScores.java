package tributary.diagnostics;

import org.apache.commons.statistics.distribution.NormalDistribution;

import java.util.Arrays;

/**
 * Replaces draws by the normal scores of their pooled ranks, Φ⁻¹((r − 3/8) / (S + 1/4)) with
 * average ranks for ties (Blom 1958), so that R-hat and effective sample size need no moments.
 *
 * <p>Quantiles are remembered: all columns of a run have the same number of draws. Not thread-safe.
 */
final class NormalScores {
    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private final int size;

    /** Indexed by twice the rank; NaN until it is asked for. */
    private final double[] scores;

    /**
     * @param size draws of all chains together
     */
    NormalScores(int size) {
        this.size = size;
        scores = new double[2 * size + 1];
        Arrays.fill(scores, Double.NaN);
    }

    /** Scores of one set of draws, which must not be NaN. */
    static double[][] of(double[][] x) {
        return new NormalScores(x.length * x[0].length).apply(x);
    }

    double[][] apply(double[][] x) {
        double[] sorted = ChainMatrix.sorted(x);
        int[] twiceRank = new int[size];
        for (int first = 0; first < size; ) {
            int next = first + 1;
            while (next < size && sorted[next] == sorted[first]) {
                next++;
            }
            Arrays.fill(twiceRank, first, next, first + 1 + next);
            first = next;
        }
        double[][] result = new double[x.length][x[0].length];
        for (int c = 0; c < x.length; c++) {
            for (int d = 0; d < x[c].length; d++) {
                result[c][d] = score(twiceRank[Arrays.binarySearch(sorted, x[c][d])]);
            }
        }
        return result;
    }

    private double score(int twiceRank) {
        if (Double.isNaN(scores[twiceRank])) {
            double probability = (0.5 * twiceRank - 0.375) / (size + 0.25);
            scores[twiceRank] = STANDARD_NORMAL.inverseCumulativeProbability(probability);
        }
        return scores[twiceRank];
    }
}
