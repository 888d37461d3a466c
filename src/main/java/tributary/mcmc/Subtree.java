package tributary.mcmc;

import tributary.math.Kernels;

/**
 * What the sampler remembers of a contiguous piece of a trajectory: its two ends, the sum of its
 * momenta, its weight and the state drawn from it.
 *
 * <p>First and last are meant in the direction of integration. Merging hands buffers over instead
 * of copying them, so two subtrees never share one.
 */
final class Subtree {
    private double[] firstMomentum;
    private double[] firstVelocity;
    private double[] lastMomentum;
    private double[] lastVelocity;
    private final double[] momentumSum;
    private double logWeight;
    private Proposal proposal;

    Subtree(int dimension) {
        firstMomentum = new double[dimension];
        firstVelocity = new double[dimension];
        lastMomentum = new double[dimension];
        lastVelocity = new double[dimension];
        momentumSum = new double[dimension];
        proposal = new Proposal(dimension);
    }

    /** Becomes a tree of one state. */
    void setLeaf(PhasePoint z, double logWeight) {
        PhasePoint.copy(z.p, firstMomentum);
        PhasePoint.copy(z.v, firstVelocity);
        PhasePoint.copy(z.p, lastMomentum);
        PhasePoint.copy(z.v, lastVelocity);
        PhasePoint.copy(z.p, momentumSum);
        proposal.set(z);
        this.logWeight = logWeight;
    }

    /** Log of the summed weights exp(H₀ − H) of all states. */
    double logWeight() {
        return logWeight;
    }

    /** The state drawn from this piece with probability proportional to its weight. */
    Proposal proposal() {
        return proposal;
    }

    /**
     * Whether this piece followed by {@code next} makes a U-turn: as a whole, or across the seam as
     * this piece with the first state of the next, or the last state of this piece with the next.
     * The seam checks find turns between the halves that the ends of the whole do not show.
     *
     * <p>Source: Betancourt (2017), arXiv:1701.02434, appendix A.4.2; the seam checks as in Stan
     * since 2.21.
     */
    boolean turnsWith(Subtree next) {
        return turns(firstVelocity, next.lastVelocity, momentumSum, next.momentumSum)
                || turns(firstVelocity, next.firstVelocity, momentumSum, next.firstMomentum)
                || turns(lastVelocity, next.lastVelocity, lastMomentum, next.momentumSum);
    }

    /** Whether the way ρ = a + b no longer leads away from one of its ends. */
    private static boolean turns(
            double[] startVelocity, double[] endVelocity, double[] a, double[] b) {
        return !(dotSum(startVelocity, a, b) > 0 && dotSum(endVelocity, a, b) > 0);
    }

    /** Σ w_i (a_i + b_i) over eight logical accumulators, in the order of {@link Kernels}' sums. */
    static double dotSum(double[] w, double[] a, double[] b) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int n = w.length;
        int i = 0;
        for (; i <= n - 8; i += 8) {
            s0 = Math.fma(w[i], a[i] + b[i], s0);
            s1 = Math.fma(w[i + 1], a[i + 1] + b[i + 1], s1);
            s2 = Math.fma(w[i + 2], a[i + 2] + b[i + 2], s2);
            s3 = Math.fma(w[i + 3], a[i + 3] + b[i + 3], s3);
            s4 = Math.fma(w[i + 4], a[i + 4] + b[i + 4], s4);
            s5 = Math.fma(w[i + 5], a[i + 5] + b[i + 5], s5);
            s6 = Math.fma(w[i + 6], a[i + 6] + b[i + 6], s6);
            s7 = Math.fma(w[i + 7], a[i + 7] + b[i + 7], s7);
        }
        s0 = i < n ? Math.fma(w[i], a[i] + b[i], s0) : s0;
        s1 = i + 1 < n ? Math.fma(w[i + 1], a[i + 1] + b[i + 1], s1) : s1;
        s2 = i + 2 < n ? Math.fma(w[i + 2], a[i + 2] + b[i + 2], s2) : s2;
        s3 = i + 3 < n ? Math.fma(w[i + 3], a[i + 3] + b[i + 3], s3) : s3;
        s4 = i + 4 < n ? Math.fma(w[i + 4], a[i + 4] + b[i + 4], s4) : s4;
        s5 = i + 5 < n ? Math.fma(w[i + 5], a[i + 5] + b[i + 5], s5) : s5;
        s6 = i + 6 < n ? Math.fma(w[i + 6], a[i + 6] + b[i + 6], s6) : s6;
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /**
     * Appends {@code next}, whose contents are undefined afterwards.
     *
     * @param takeProposal whether its proposal replaces this one's
     */
    void append(Subtree next, boolean takeProposal) {
        double[] momentum = lastMomentum;
        lastMomentum = next.lastMomentum;
        next.lastMomentum = momentum;
        double[] velocity = lastVelocity;
        lastVelocity = next.lastVelocity;
        next.lastVelocity = velocity;
        for (int i = 0; i < momentumSum.length; i++) {
            momentumSum[i] += next.momentumSum[i];
        }
        logWeight = logSumExp(logWeight, next.logWeight);
        if (takeProposal) {
            Proposal old = proposal;
            proposal = next.proposal;
            next.proposal = old;
        }
    }

    /** Swaps first and last, to grow at the other end. */
    void reverse() {
        double[] momentum = firstMomentum;
        firstMomentum = lastMomentum;
        lastMomentum = momentum;
        double[] velocity = firstVelocity;
        firstVelocity = lastVelocity;
        lastVelocity = velocity;
    }

    /** ln(e^a + e^b) for values below +∞. */
    static double logSumExp(double a, double b) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        if (smaller == Double.NEGATIVE_INFINITY) {
            return larger;
        }
        return larger + Kernels.log1p(Kernels.exp(smaller - larger));
    }
}
