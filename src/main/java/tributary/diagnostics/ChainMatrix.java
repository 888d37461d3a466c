package tributary.diagnostics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Transformations of draws {@code x[chain][draw]} that R-hat and effective sample size share.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter, Bürkner (2021), Rank-normalization, folding, and
 * localization, doi:10.1214/20-BA1221, as R posterior 1.4.0 computes them.
 */
final class ChainMatrix {
    private ChainMatrix() {}

    /** Whether a diagnostic has no value: a draw is not finite, or all draws are equal. */
    static boolean isUndefined(double[][] x) {
        requireRectangular(x);
        boolean constant = true;
        for (double[] chain : x) {
            for (double value : chain) {
                if (!Double.isFinite(value)) {
                    return true;
                }
                constant &= value == x[0][0];
            }
        }
        return constant;
    }

    /** All draws of all chains, chain after chain. */
    static double[] pool(double[][] x) {
        requireRectangular(x);
        int draws = x[0].length;
        double[] pooled = new double[x.length * draws];
        for (int c = 0; c < x.length; c++) {
            System.arraycopy(x[c], 0, pooled, c * draws, draws);
        }
        return pooled;
    }

    /** All draws of all chains in ascending order. */
    static double[] sorted(double[][] x) {
        double[] sorted = pool(x);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * First and second halves as chains of their own; of an odd number of draws the middle one is
     * left out. A single draw cannot be split.
     */
    static double[][] split(double[][] x) {
        requireRectangular(x);
        int draws = x[0].length;
        if (draws == 1) {
            return x;
        }
        int half = draws / 2;
        double[][] halves = new double[2 * x.length][];
        for (int c = 0; c < x.length; c++) {
            halves[2 * c] = Arrays.copyOfRange(x[c], 0, half);
            halves[2 * c + 1] = Arrays.copyOfRange(x[c], draws - half, draws);
        }
        return halves;
    }

    /** Draws per chain that {@link #split} keeps. */
    static int splitDraws(int draws) {
        return draws == 1 ? 1 : draws / 2 * 2;
    }

    /** Distances from the median of all draws, whose R-hat sees chains that differ in scale. */
    static double[][] fold(double[][] x, double median) {
        return map(x, value -> Math.abs(value - median));
    }

    /** 1 where a draw is at most {@code threshold}, else 0. */
    static double[][] atMost(double[][] x, double threshold) {
        return map(x, value -> value <= threshold ? 1 : 0);
    }

    static double[][] map(double[][] x, DoubleUnaryOperator function) {
        double[][] result = new double[x.length][];
        for (int c = 0; c < x.length; c++) {
            result[c] = Arrays.stream(x[c]).map(function).toArray();
        }
        return result;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        // A second pass takes the rounding of the first away, as R does.
        double correction = 0;
        for (double value : values) {
            correction += value - mean;
        }
        return mean + correction / values.length;
    }

    /** Unbiased variance; NaN for fewer than two values. */
    static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : sum / (values.length - 1);
    }

    /** At least one chain and one draw, equally many in each. */
    static void requireRectangular(double[][] x) {
        if (x.length == 0 || x[0].length == 0) {
            throw new IllegalArgumentException("x: needs at least one chain and one draw");
        }
        for (double[] chain : x) {
            if (chain.length != x[0].length) {
                throw new IllegalArgumentException(
                        "x: chains have " + x[0].length + " and " + chain.length + " draws");
            }
        }
    }
}
