package tributary.mcmc;

/**
 * What the sampler reports about one transition. The chain reuses one instance: read it during the
 * call, do not keep it.
 */
public final class Transition {
    double logDensity;
    double acceptStatistic;

    /** Mean of 2 min(1, w)/(1 + w) over all leaves, w = exp(H₀ − H). */
    double symmetricAcceptStatistic;

    double stepSize;
    int treeDepth;
    int leapfrogs;
    boolean divergent;
    double energy;

    Transition() {}

    /** Log density of the unconstrained target at the new position. */
    public double logDensity() {
        return logDensity;
    }

    /** Mean Metropolis acceptance over all leaves, those of refused subtrees included; 0..1. */
    public double acceptStatistic() {
        return acceptStatistic;
    }

    /** Step size in use, jitter included. */
    public double stepSize() {
        return stepSize;
    }

    /** Number of completed doublings. */
    public int treeDepth() {
        return treeDepth;
    }

    /** Leapfrog steps, one gradient each. */
    public int leapfrogs() {
        return leapfrogs;
    }

    /** Whether the trajectory ended because its energy error went above 1000. */
    public boolean divergent() {
        return divergent;
    }

    /** Hamiltonian of the new state with the momentum it was reached with. */
    public double energy() {
        return energy;
    }
}
