package tributary.mcmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Running variance of every coordinate.
 *
 * <p>Source: Welford (1962), Note on a method for calculating corrected sums of squares and
 * products.
 */
final class RunningVariance {
    private final double[] mean;
    private final double[] squares;
    private int count;

    RunningVariance(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
    }

    void add(double[] x) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double before = x[i] - mean[i];
            mean[i] += before / count;
            squares[i] += before * (x[i] - mean[i]);
        }
    }

    int count() {
        return count;
    }

    /** Unbiased variance of a coordinate; needs at least two values. */
    double variance(int i) {
        return squares[i] / (count - 1);
    }

    void reset() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(count);
        State.write(out, mean);
        State.write(out, squares);
    }

    void restore(DataInput in) throws IOException {
        count = in.readInt();
        State.read(in, mean);
        State.read(in, squares);
    }
}
