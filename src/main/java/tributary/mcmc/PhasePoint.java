package tributary.mcmc;

/** A position with its momentum and everything the density and the metric say about them. */
final class PhasePoint {
    final double[] q;
    final double[] p;

    /** Velocity M⁻¹p. */
    final double[] v;

    final double[] gradient;
    double logDensity;
    double kineticEnergy;

    PhasePoint(int dimension) {
        q = new double[dimension];
        p = new double[dimension];
        v = new double[dimension];
        gradient = new double[dimension];
    }

    /** The Hamiltonian −log density + ½ pᵀM⁻¹p; whatever is not a finite number counts as +∞. */
    double energy() {
        double energy = kineticEnergy - logDensity;
        return Double.isFinite(energy) ? energy : Double.POSITIVE_INFINITY;
    }

    /** Takes over the position; the momentum is to be drawn. */
    void setPosition(Proposal proposal) {
        copy(proposal.q, q);
        copy(proposal.gradient, gradient);
        logDensity = proposal.logDensity;
    }

    void copyFrom(PhasePoint other) {
        copy(other.q, q);
        copy(other.p, p);
        copy(other.v, v);
        copy(other.gradient, gradient);
        logDensity = other.logDensity;
        kineticEnergy = other.kineticEnergy;
    }

    static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
