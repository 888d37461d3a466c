package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.LeapfrogKernels;

/**
 * What the sampler remembers of a contiguous piece of a trajectory: its two ends, the sum of its
 * momenta, its weight and the state drawn from it.
 *
 * <p>First and last are meant in the direction of integration. The states are points of a pool;
 * each belongs to one subtree, and appending gives back those that are no longer needed.
 */
final class Subtree {
    private final PhasePointPool pool;
    private final int length;
    private final double[] sum;
    private final double[] projections = new double[LeapfrogKernels.PROJECTIONS];
    private PhasePoint first;
    private PhasePoint last;
    private PhasePoint proposal;

    /** The momentum itself in a tree of one state, else {@link #sum}. */
    private double[] momentumSum;

    private double logWeight;

    /**
     * A tree of one state.
     *
     * @param pool that all its states are taken from
     * @param z a point of the pool
     */
    Subtree(PhasePointPool pool, PhasePoint z) {
        this.pool = pool;
        length = z.p.length;
        sum = new double[length];
        first = z;
        last = z;
        proposal = z;
        momentumSum = z.p;
    }

    /**
     * Becomes a tree of one state. Those it had before stay in use.
     *
     * @param z a point of the pool, kept until it is given back
     */
    void setLeaf(PhasePoint z, double logWeight) {
        first = z;
        last = z;
        proposal = z;
        momentumSum = z.p;
        this.logWeight = logWeight;
    }

    /** Log of the summed weights exp(H₀ − H) of all states. */
    double logWeight() {
        return logWeight;
    }

    /** The state drawn from this piece with probability proportional to its weight. */
    PhasePoint proposal() {
        return proposal;
    }

    /** The latest state in the direction of integration. */
    PhasePoint last() {
        return last;
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
        if (first == last && next.first == next.last) { // the three are one
            LeapfrogKernels.projectSum(
                    momentumSum, next.momentumSum, first.v, next.last.v, length, projections);
            return turns(0);
        }
        LeapfrogKernels.projectSeam(
                momentumSum,
                next.momentumSum,
                last.p,
                next.first.p,
                first.v,
                last.v,
                next.first.v,
                next.last.v,
                length,
                projections);
        return turns(0) || turns(2) || turns(4);
    }

    /** Whether the way no longer leads away from one of its ends. */
    private boolean turns(int pair) {
        return !(projections[pair] > 0 && projections[pair + 1] > 0);
    }

    /** What the lighter of this piece and {@code next} weighs relative to the heavier, 0 to 1. */
    double weightRatio(Subtree next) {
        return Kernels.exp(-Math.abs(logWeight - next.logWeight));
    }

    /**
     * Appends {@code next}, whose contents are undefined afterwards.
     *
     * @param weightRatio of the two
     * @param takeProposal whether its proposal replaces this one's
     */
    void append(Subtree next, double weightRatio, boolean takeProposal) {
        LeapfrogKernels.add(momentumSum, next.momentumSum, sum, length);
        momentumSum = sum;
        logWeight = Math.max(logWeight, next.logWeight) + Kernels.log1p(weightRatio);
        PhasePoint before = last;
        PhasePoint after = next.first;
        PhasePoint refused = takeProposal ? proposal : next.proposal;
        last = next.last;
        proposal = takeProposal ? next.proposal : proposal;
        releaseUnlessKept(before);
        releaseUnlessKept(after);
        if (refused != before && refused != after) {
            releaseUnlessKept(refused);
        }
    }

    private void releaseUnlessKept(PhasePoint z) {
        if (z != first && z != last && z != proposal) {
            pool.release(z);
        }
    }

    /** Swaps first and last, to grow at the other end. */
    void reverse() {
        PhasePoint end = first;
        first = last;
        last = end;
    }
}
