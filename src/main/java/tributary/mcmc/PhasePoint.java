package tributary.mcmc;

import tributary.math.Kernels;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A position with its momentum and everything the density and the metric say about them.
 *
 * <p>Momentum and velocity are padded with zeros, so that sums over them end in a whole vector.
 */
final class PhasePoint {
    final double[] q;

    /** Length {@link #paddedLength}. */
    final double[] p;

    /** Velocity M⁻¹p, length {@link #paddedLength}. */
    final double[] v;

    final double[] gradient;

    /** M⁻¹ times the gradient, where the metric is not diagonal. */
    final double[] acceleration;

    double logDensity;
    double kineticEnergy;

    /** Where it is in the {@link PhasePointPool} it belongs to, if it does. */
    int slot;

    PhasePoint(int dimension) {
        q = new double[dimension];
        p = new double[paddedLength(dimension)];
        v = new double[paddedLength(dimension)];
        gradient = new double[dimension];
        acceleration = new double[dimension];
    }

    /** The next multiple of the lanes of a vector. */
    static int paddedLength(int dimension) {
        return Math.ceilDiv(dimension, Kernels.LANES) * Kernels.LANES;
    }

    /** The Hamiltonian −log density + ½ pᵀM⁻¹p; whatever is not a finite number counts as +∞. */
    double energy() {
        double energy = kineticEnergy - logDensity;
        return Double.isFinite(energy) ? energy : Double.POSITIVE_INFINITY;
    }

    /** Takes over the position; the momentum is to be drawn. */
    void setPosition(PhasePoint other) {
        copy(other.q, q);
        copy(other.gradient, gradient);
        logDensity = other.logDensity;
    }

    void copyFrom(PhasePoint other) {
        setPosition(other);
        copy(other.p, p);
        copy(other.v, v);
        copy(other.acceleration, acceleration);
        kineticEnergy = other.kineticEnergy;
    }

    /** Saves the position; the momentum is drawn anew before it is needed again. */
    void savePosition(DataOutput out) throws IOException {
        State.write(out, q);
        State.write(out, gradient);
        out.writeDouble(logDensity);
    }

    void restorePosition(DataInput in) throws IOException {
        State.read(in, q);
        State.read(in, gradient);
        logDensity = in.readDouble();
    }

    static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
