package tributary.mcmc;

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
}
