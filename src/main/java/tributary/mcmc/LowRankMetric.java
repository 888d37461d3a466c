package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.RandomStream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A diagonal metric corrected in a few directions: M⁻¹ = S (I + U (Λ − I) Uᵀ) S, where S is a
 * diagonal of scales, the columns of U are orthonormal and Λ holds the variances along them.
 *
 * <p>Without directions it is the diagonal metric; with as many as there are coordinates it is a
 * dense one.
 */
final class LowRankMetric implements Metric {
    /** The diagonal of S. */
    private final double[] scale;

    /** Columns of U, one array each. */
    private double[][] directions = {};

    /** λ − 1 for the velocity, and 1/√λ − 1 for the momentum, by direction. */
    private double[] velocityFactor = {};

    private double[] momentumFactor = {};

    private LowRankMetric(int dimension) {
        scale = new double[dimension];
        Arrays.fill(scale, 1);
    }

    /** The unit metric. */
    static LowRankMetric unit(int dimension) {
        return new LowRankMetric(dimension);
    }

    /**
     * Becomes diagonal.
     *
     * @param variance diagonal of M⁻¹, positive
     */
    void setDiagonal(double[] variance) {
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.sqrt(variance[i]);
        }
        directions = new double[0][];
        velocityFactor = new double[0];
        momentumFactor = new double[0];
    }

    /**
     * Adds directions to the diagonal.
     *
     * @param directions orthonormal, indexed [direction][coordinate], in coordinates divided by the
     *     square root of the diagonal; kept, not copied
     * @param variances along the directions, positive
     */
    void setDirections(double[][] directions, double[] variances) {
        this.directions = directions;
        velocityFactor = new double[variances.length];
        momentumFactor = new double[variances.length];
        for (int k = 0; k < variances.length; k++) {
            velocityFactor[k] = variances[k] - 1;
            momentumFactor[k] = 1 / Math.sqrt(variances[k]) - 1;
        }
    }

    /** Number of coordinates. */
    int dimension() {
        return scale.length;
    }

    /** Number of directions. */
    int rank() {
        return directions.length;
    }

    /** M⁻¹ as rows; a new matrix. */
    double[][] inverse() {
        int n = scale.length;
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = inverseRow(i);
        }
        return inverse;
    }

    /** The diagonal of M⁻¹; a new array. */
    double[] inverseDiagonal() {
        double[] diagonal = new double[scale.length];
        for (int i = 0; i < diagonal.length; i++) {
            double variance = 1;
            for (int k = 0; k < directions.length; k++) {
                variance += velocityFactor[k] * directions[k][i] * directions[k][i];
            }
            diagonal[i] = scale[i] * scale[i] * variance;
        }
        return diagonal;
    }

    private double[] inverseRow(int i) {
        double[] row = new double[scale.length];
        row[i] = 1;
        for (int k = 0; k < directions.length; k++) {
            Kernels.axpy(velocityFactor[k] * directions[k][i], directions[k], row, row.length);
        }
        for (int j = 0; j < row.length; j++) {
            row[j] *= scale[i] * scale[j];
        }
        return row;
    }

    @Override
    public void drawMomentum(RandomStream random, double[] p) {
        for (int i = 0; i < p.length; i++) {
            p[i] = random.nextGaussian();
        }
        stretch(p, momentumFactor);
        for (int i = 0; i < p.length; i++) {
            p[i] /= scale[i];
        }
    }

    @Override
    public double velocity(double[] p, double[] v) {
        for (int i = 0; i < p.length; i++) {
            v[i] = scale[i] * p[i];
        }
        stretch(v, velocityFactor);
        for (int i = 0; i < p.length; i++) {
            v[i] *= scale[i];
        }
        return 0.5 * Kernels.dot(p, v, p.length);
    }

    @Override
    public void kickAndDrift(
            double[] q, double[] p, double[] v, double[] gradient, double stepSize) {
        double halfStep = 0.5 * stepSize;
        for (int i = 0; i < q.length; i++) {
            p[i] = Math.fma(halfStep, gradient[i], p[i]);
            v[i] = scale[i] * p[i];
        }
        stretch(v, velocityFactor);
        for (int i = 0; i < q.length; i++) {
            q[i] = Math.fma(stepSize * scale[i], v[i], q[i]);
        }
    }

    /**
     * x ← (I + U diag(factor) Uᵀ) x. The directions are orthonormal, so each may be taken after the
     * one before has changed x.
     */
    private void stretch(double[] x, double[] factor) {
        for (int k = 0; k < directions.length; k++) {
            double along = Kernels.dot(directions[k], x, x.length);
            Kernels.axpy(factor[k] * along, directions[k], x, x.length);
        }
    }

    void save(DataOutput out) throws IOException {
        State.write(out, scale);
        out.writeInt(directions.length);
        for (double[] direction : directions) {
            State.write(out, direction);
        }
        State.write(out, velocityFactor);
        State.write(out, momentumFactor);
    }

    void restore(DataInput in) throws IOException {
        State.read(in, scale);
        directions = new double[in.readInt()][scale.length];
        for (double[] direction : directions) {
            State.read(in, direction);
        }
        velocityFactor = new double[directions.length];
        momentumFactor = new double[directions.length];
        State.read(in, velocityFactor);
        State.read(in, momentumFactor);
    }
}
