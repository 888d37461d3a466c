package tributary.mcmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A state a transition may end in: position, its density and gradient, and its energy. */
final class Proposal {
    final double[] q;
    final double[] gradient;
    double logDensity;
    double energy;

    Proposal(int dimension) {
        q = new double[dimension];
        gradient = new double[dimension];
    }

    void set(PhasePoint z) {
        PhasePoint.copy(z.q, q);
        PhasePoint.copy(z.gradient, gradient);
        logDensity = z.logDensity;
        energy = z.energy();
    }

    void save(DataOutput out) throws IOException {
        State.write(out, q);
        State.write(out, gradient);
        out.writeDouble(logDensity);
        out.writeDouble(energy);
    }

    void restore(DataInput in) throws IOException {
        State.read(in, q);
        State.read(in, gradient);
        logDensity = in.readDouble();
        energy = in.readDouble();
    }
}
