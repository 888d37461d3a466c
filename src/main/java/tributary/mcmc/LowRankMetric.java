package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.LeapfrogKernels;
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
 * dense one. With directions, what costs most is to multiply by M⁻¹: it is done once per leapfrog
 * step, for the gradient, and the velocity follows from that as the momentum does from the gradient.
 */
final class LowRankMetric implements Metric {
    /** The diagonal of S, and its square. */
    private final double[] scale;

    private final double[] variance;

    /** Columns of U and of S U, one array each. */
    private double[][] directions = {};

    private double[][] scaledDirections = {};

    /** λ by direction. */
    private double[] directionVariance = {};

    /** Projections on the directions, scratch. */
    private double[] along = {};

    private final double[] scratch = new double[LeapfrogKernels.SCRATCH];

    private LowRankMetric(int dimension) {
        scale = new double[dimension];
        variance = new double[dimension];
        Arrays.fill(scale, 1);
        Arrays.fill(variance, 1);
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
        PhasePoint.copy(variance, this.variance);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.sqrt(variance[i]);
        }
        setDirections(new double[0][], new double[0]);
    }

    /**
     * Adds directions to the diagonal, in place of any there were.
     *
     * @param directions orthonormal, indexed [direction][coordinate], in coordinates divided by the
     *     square root of the diagonal; kept, not copied
     * @param variances along the directions, positive; kept, not copied
     */
    void setDirections(double[][] directions, double[] variances) {
        this.directions = directions;
        directionVariance = variances;
        scaledDirections = new double[directions.length][scale.length];
        along = new double[directions.length];
        for (int k = 0; k < directions.length; k++) {
            Kernels.multiply(scale, directions[k], scaledDirections[k], 0, scale.length);
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
        double[] diagonal = variance.clone();
        for (int k = 0; k < directions.length; k++) {
            for (int i = 0; i < diagonal.length; i++) {
                double w = scaledDirections[k][i];
                diagonal[i] += (directionVariance[k] - 1) * w * w;
            }
        }
        return diagonal;
    }

    private double[] inverseRow(int i) {
        double[] row = new double[scale.length];
        row[i] = variance[i];
        for (int k = 0; k < directions.length; k++) {
            double[] w = scaledDirections[k];
            Kernels.axpy((directionVariance[k] - 1) * w[i], w, row, row.length);
        }
        return row;
    }

    @Override
    public void drawMomentum(RandomStream random, double[] p) {
        int n = scale.length;
        for (int i = 0; i < n; i++) {
            p[i] = random.nextGaussian();
        }
        // p = S⁻¹ (I + U (Λ^−½ − I) Uᵀ) z
        LeapfrogKernels.project(directions, p, n, along, scratch);
        for (int k = 0; k < along.length; k++) {
            along[k] *= 1 / Math.sqrt(directionVariance[k]) - 1;
        }
        LeapfrogKernels.addAlong(directions, along, p, n);
        for (int i = 0; i < n; i++) {
            p[i] /= scale[i];
        }
    }

    @Override
    public void depart(PhasePoint z) {
        multiplyInverse(z.p, z.v);
        z.kineticEnergy = 0.5 * Kernels.dot(z.p, z.v, scale.length);
        if (directions.length > 0) {
            multiplyInverse(z.gradient, z.acceleration);
        }
    }

    @Override
    public void kickAndDrift(PhasePoint from, PhasePoint to, double stepSize) {
        if (directions.length == 0) {
            LeapfrogKernels.kickAndDriftDiagonal(
                    stepSize,
                    variance,
                    from.gradient,
                    from.p,
                    from.q,
                    to.p,
                    to.q,
                    scale.length);
        } else {
            LeapfrogKernels.kickAndDrift(
                    stepSize,
                    from.gradient,
                    from.acceleration,
                    from.p,
                    from.v,
                    from.q,
                    to.p,
                    to.v,
                    to.q,
                    scale.length);
        }
    }

    @Override
    public void kick(PhasePoint z, double stepSize) {
        int n = scale.length;
        if (directions.length == 0) {
            z.kineticEnergy =
                    LeapfrogKernels.kickDiagonal(
                            stepSize, variance, z.gradient, z.p, z.v, n, scratch);
        } else {
            multiplyInverse(z.gradient, z.acceleration);
            z.kineticEnergy =
                    LeapfrogKernels.kick(
                            stepSize, z.gradient, z.acceleration, z.p, z.v, n, scratch);
        }
    }

    /** Overwrites {@code out} with M⁻¹x = S² x + S U (Λ − I) Uᵀ S x. */
    private void multiplyInverse(double[] x, double[] out) {
        int n = scale.length;
        Kernels.multiply(variance, x, out, 0, n);
        LeapfrogKernels.project(scaledDirections, x, n, along, scratch);
        for (int k = 0; k < along.length; k++) {
            along[k] *= directionVariance[k] - 1;
        }
        LeapfrogKernels.addAlong(scaledDirections, along, out, n);
    }

    void save(DataOutput out) throws IOException {
        State.write(out, variance);
        out.writeInt(directions.length);
        for (double[] direction : directions) {
            State.write(out, direction);
        }
        State.write(out, directionVariance);
    }

    void restore(DataInput in) throws IOException {
        double[] diagonal = new double[variance.length];
        State.read(in, diagonal);
        double[][] columns = new double[in.readInt()][variance.length];
        for (double[] column : columns) {
            State.read(in, column);
        }
        double[] variances = new double[columns.length];
        State.read(in, variances);
        setDiagonal(diagonal);
        setDirections(columns, variances);
    }
}
