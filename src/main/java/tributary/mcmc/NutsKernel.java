package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.RandomStream;

/**
 * The No-U-Turn transition: doubles a trajectory in random directions of time until it turns back,
 * and draws the next state from it.
 *
 * <p>Multinomial weights within a doubling; between doublings the newer half is preferred (biased
 * progressive sampling). Sources: Hoffman and Gelman (2014); Betancourt (2017), arXiv:1701.02434,
 * appendix A.3; the same algorithm as Stan's. Memory is allocated on construction and when a tree
 * is deeper than any before.
 */
final class NutsKernel {
    /** Energy error beyond which a trajectory has left the level set for good. */
    private static final double DIVERGENCE = 1000;

    private final Leapfrog leapfrog;
    private final RandomStream random;
    private final int maxDepth;

    /** The whole trajectory; its proposal is the state of the chain. */
    private final Subtree trajectory;

    /** Pieces of the doubling under way that wait for others of their size, next to each other. */
    private final Subtree[] pieces;

    private final PhasePointPool pool;
    private final Transition transition = new Transition();

    /** The state integrated last, the end at which the trajectory grows. */
    private PhasePoint growing;

    /** Positive where the growing end is the later one in time. */
    private double signedStep;

    private double initialEnergy;
    private double acceptSum;
    private double symmetricAcceptSum;

    NutsKernel(Leapfrog leapfrog, RandomStream random, int dimension, int maxDepth) {
        this.leapfrog = leapfrog;
        this.random = random;
        this.maxDepth = maxDepth;
        pool = new PhasePointPool(dimension);
        growing = pool.take();
        trajectory = new Subtree(pool, growing);
        pieces = new Subtree[maxDepth];
        for (int d = 0; d < maxDepth; d++) {
            pieces[d] = new Subtree(pool, growing);
        }
    }

    /** The state of the chain. */
    PhasePoint state() {
        return trajectory.proposal();
    }

    /** Moves the chain to a position whose density and gradient are known and finite. */
    void start(PhasePoint z) {
        state().copyFrom(z);
    }

    /** Moves the chain once; the result is overwritten by the next call. */
    Transition next(double stepSize) {
        begin(stepSize);
        while (transition.treeDepth < maxDepth) {
            if (random.nextLong() < 0) {
                trajectory.reverse();
                signedStep = -signedStep;
            }
            growing = trajectory.last();
            if (!build(transition.treeDepth)) {
                break;
            }
            Subtree extension = pieces[0];
            transition.treeDepth++;
            boolean turns = trajectory.turnsWith(extension);
            double ratio = trajectory.weightRatio(extension);
            boolean heavier = extension.logWeight() >= trajectory.logWeight();
            trajectory.append(extension, ratio, heavier || random.nextDouble() < ratio);
            if (turns) {
                break;
            }
        }
        transition.acceptStatistic = acceptSum / transition.leapfrogs;
        transition.symmetricAcceptStatistic = symmetricAcceptSum / transition.leapfrogs;
        transition.logDensity = state().logDensity;
        transition.energy = state().energy();
        return transition;
    }

    private void begin(double stepSize) {
        PhasePoint z = state();
        pool.releaseAllBut(z);
        leapfrog.refresh(z, random);
        trajectory.setLeaf(z, 0);
        initialEnergy = z.energy();
        signedStep = stepSize;
        acceptSum = 0;
        symmetricAcceptSum = 0;
        transition.stepSize = stepSize;
        transition.treeDepth = 0;
        transition.leapfrogs = 0;
        transition.divergent = false;
    }

    /**
     * Moves the growing end on by 2^depth states and describes them in {@code pieces[0]}.
     *
     * <p>The recursion of the papers without recursion: two pieces of equal size that lie side by
     * side are merged as soon as they are complete, so after i states the pieces are as many as i
     * has bits, the largest first.
     *
     * @return whether they can be sampled from: no divergence and no U-turn in any of its subtrees
     */
    private boolean build(int depth) {
        for (int i = 0; i < 1 << depth; i++) {
            int last = Integer.bitCount(i);
            if (!buildLeaf(pieces[last])) {
                return false;
            }
            for (int complete = i; (complete & 1) == 1; complete >>= 1) {
                last--;
                if (!merge(pieces[last], pieces[last + 1])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Appends {@code next} and draws from both in proportion to their weights, or says no. */
    private boolean merge(Subtree tree, Subtree next) {
        if (tree.turnsWith(next)) {
            return false;
        }
        double ratio = tree.weightRatio(next);
        double share = (next.logWeight() >= tree.logWeight() ? 1 : ratio) / (1 + ratio);
        tree.append(next, ratio, random.nextDouble() < share);
        return true;
    }

    private boolean buildLeaf(Subtree tree) {
        PhasePoint z = pool.take();
        leapfrog.step(growing, z, signedStep);
        growing = z;
        transition.leapfrogs++;
        double logWeight = initialEnergy - z.energy();
        if (-logWeight > DIVERGENCE) {
            transition.divergent = true;
            return false;
        }
        double smaller = Kernels.exp(-Math.abs(logWeight)); // min(w, 1/w)
        acceptSum += logWeight < 0 ? smaller : 1;
        symmetricAcceptSum += 2 * smaller / (1 + smaller);
        tree.setLeaf(z, logWeight);
        return true;
    }
}
