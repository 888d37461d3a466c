package tributary.fit;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** Plain statistics of draws indexed [chain][draw]. */
final class Statistics {
    private Statistics() {}

    static double mean(double[][] x) {
        double sum = 0;
        long count = 0;
        for (double[] chain : x) {
            for (double value : chain) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    /** Sample standard deviation of all draws together, divisor n − 1. */
    static double sd(double[][] x) {
        double mean = mean(x);
        double squares = 0;
        long count = 0;
        for (double[] chain : x) {
            for (double value : chain) {
                squares += (value - mean) * (value - mean);
                count++;
            }
        }
        return Math.sqrt(squares / (count - 1));
    }

    /** Share of draws for which the condition holds. */
    static double probability(double[][] x, DoublePredicate condition) {
        return mean(map(x, value -> condition.test(value) ? 1 : 0));
    }

    static double[][] map(double[][] x, DoubleUnaryOperator f) {
        double[][] result = new double[x.length][];
        for (int c = 0; c < x.length; c++) {
            result[c] = new double[x[c].length];
            for (int d = 0; d < x[c].length; d++) {
                result[c][d] = f.applyAsDouble(x[c][d]);
            }
        }
        return result;
    }

    static double[][] map(double[][] x, double[][] y, DoubleBinaryOperator f) {
        double[][] result = new double[x.length][];
        for (int c = 0; c < x.length; c++) {
            result[c] = new double[x[c].length];
            for (int d = 0; d < x[c].length; d++) {
                result[c][d] = f.applyAsDouble(x[c][d], y[c][d]);
            }
        }
        return result;
    }
}
