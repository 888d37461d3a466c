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
 * step, for the gradient, and the velocity follows from that as the momentum does from the
 * gradient.
 */
final class LowRankMetric implements Metric {
    /** The diagonal of S, and its square. */
    private final double[] scale;

    private final double[] variance;

    /** Columns of U, one array each, padded like the momentum of a phase point. */
    private double[][] directions = {};

    /** λ by direction. */
    private double[] directionVariance = {};

    /** λ − 1 for the velocity, and 1/√λ − 1 for the momentum, by direction. */
    private double[] velocityFactor = {};

    private double[] momentumFactor = {};

    /** Projections on the directions, scratch. */
    private double[] along = {};

    /** A vector in coordinates divided by the scale, scratch, padded. */
    private final double[] scaled;

    private final double[] scratch = new double[LeapfrogKernels.SCRATCH];

    private LowRankMetric(int dimension) {
        scale = new double[dimension];
        variance = new double[dimension];
        scaled = new double[PhasePoint.paddedLength(dimension)];
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
     *     square root of the diagonal
     * @param variances along the directions, positive
     */
    void setDirections(double[][] directions, double[] variances) {
        int rank = directions.length;
        this.directions = new double[rank][];
        directionVariance = variances.clone();
        velocityFactor = new double[rank];
        momentumFactor = new double[rank];
        along = new double[rank];
        for (int k = 0; k < rank; k++) {
            this.directions[k] = Arrays.copyOf(directions[k], scaled.length);
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
            double along = 1;
            for (int k = 0; k < directions.length; k++) {
                along += velocityFactor[k] * directions[k][i] * directions[k][i];
            }
            diagonal[i] = variance[i] * along;
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
        for (int i = 0; i < scale.length; i++) {
            p[i] = random.nextGaussian();
        }
        stretch(p, momentumFactor);
        for (int i = 0; i < scale.length; i++) {
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
                    stepSize, variance, from.gradient, from.p, from.q, to.p, to.q, scale.length);
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

    /** Overwrites {@code out} with M⁻¹x. */
    private void multiplyInverse(double[] x, double[] out) {
        Kernels.multiply(scale, x, scaled, 0, scale.length);
        stretch(scaled, velocityFactor);
        Kernels.multiply(scale, scaled, out, 0, scale.length);
    }

    /**
     * x ← (I + U diag(factor) Uᵀ) x. The directions are orthonormal, so all may be projected on
     * before x changes.
     *
     * @param x padded
     */
    private void stretch(double[] x, double[] factor) {
        LeapfrogKernels.project(directions, x, scaled.length, along, scratch);
        Kernels.multiply(factor, along, along, 0, along.length);
        LeapfrogKernels.addAlong(directions, along, x, scaled.length);
        Arrays.fill(x, scale.length, scaled.length, 0); // where 0 · NaN may have been added
    }

    void save(DataOutput out) throws IOException {
        State.write(out, variance);
        out.writeInt(directions.length);
        for (double[] direction : directions) {
            State.write(out, Arrays.copyOf(direction, scale.length));
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
