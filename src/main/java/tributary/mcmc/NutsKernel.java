package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.RandomStream;

/**
 * The No-U-Turn transition: doubles a trajectory in random directions of time until it turns back,
 * and draws the next state from it.
 *
 * <p>Multinomial weights within a doubling; between doublings the newer half is preferred (biased
 * progressive sampling). Sources: Hoffman and Gelman (2014); Betancourt (2017), arXiv:1701.02434,
 * appendix A.3; the same algorithm as Stan's. All memory is allocated on construction.
 */
final class NutsKernel {
    /** Energy error beyond which a trajectory has left the level set for good. */
    private static final double DIVERGENCE = 1000;

    private final Leapfrog leapfrog;
    private final RandomStream random;
    private final int maxDepth;

    /** The whole trajectory; its proposal is the state of the chain. */
    private final Subtree trajectory;

    /** {@code second[d]} holds the second half of a subtree of depth d + 1. */
    private final Subtree[] second;

    private final Transition transition = new Transition();

    /** The end of the trajectory that grows, and the other one. */
    private PhasePoint growing;

    private PhasePoint resting;

    /** Positive where the growing end is the later one in time. */
    private double signedStep;

    private double initialEnergy;
    private double acceptSum;
    private double symmetricAcceptSum;

    NutsKernel(Leapfrog leapfrog, RandomStream random, int dimension, int maxDepth) {
        this.leapfrog = leapfrog;
        this.random = random;
        this.maxDepth = maxDepth;
        trajectory = new Subtree(dimension);
        second = new Subtree[maxDepth];
        for (int d = 0; d < maxDepth; d++) {
            second[d] = new Subtree(dimension);
        }
        growing = new PhasePoint(dimension);
        resting = new PhasePoint(dimension);
    }

    /** The state of the chain. */
    Proposal state() {
        return trajectory.proposal();
    }

    /** Moves the chain to a position whose density and gradient are known and finite. */
    void start(PhasePoint z) {
        trajectory.proposal().set(z);
    }

    /** Moves the chain once; the result is overwritten by the next call. */
    Transition next(double stepSize) {
        begin(stepSize);
        while (transition.treeDepth < maxDepth) {
            if (random.nextLong() < 0) {
                reverse();
            }
            Subtree extension = second[transition.treeDepth];
            if (!build(transition.treeDepth, extension)) {
                break;
            }
            transition.treeDepth++;
            boolean turns = trajectory.turnsWith(extension);
            double advantage = extension.logWeight() - trajectory.logWeight();
            trajectory.append(extension, accepts(advantage));
            if (turns) {
                break;
            }
        }
        transition.acceptStatistic = acceptSum / transition.leapfrogs;
        transition.symmetricAcceptStatistic = symmetricAcceptSum / transition.leapfrogs;
        transition.logDensity = state().logDensity;
        transition.energy = state().energy;
        return transition;
    }

    private void begin(double stepSize) {
        growing.setPosition(state());
        leapfrog.refresh(growing, random);
        resting.copyFrom(growing);
        trajectory.setLeaf(growing, 0);
        initialEnergy = growing.energy();
        signedStep = stepSize;
        acceptSum = 0;
        symmetricAcceptSum = 0;
        transition.stepSize = stepSize;
        transition.treeDepth = 0;
        transition.leapfrogs = 0;
        transition.divergent = false;
    }

    /** Lets the trajectory grow at its other end. */
    private void reverse() {
        PhasePoint end = growing;
        growing = resting;
        resting = end;
        trajectory.reverse();
        signedStep = -signedStep;
    }

    /**
     * Moves the growing end on by 2^depth states and describes them in {@code tree}.
     *
     * @return whether they can be sampled from: no divergence and no U-turn in any of its subtrees
     */
    private boolean build(int depth, Subtree tree) {
        if (depth == 0) {
            return buildLeaf(tree);
        }
        Subtree half = second[depth - 1];
        if (!build(depth - 1, tree) || !build(depth - 1, half) || tree.turnsWith(half)) {
            return false;
        }
        double both = Subtree.logSumExp(tree.logWeight(), half.logWeight());
        tree.append(half, accepts(half.logWeight() - both));
        return true;
    }

    private boolean buildLeaf(Subtree tree) {
        leapfrog.step(growing, signedStep);
        transition.leapfrogs++;
        double logWeight = initialEnergy - growing.energy();
        if (-logWeight > DIVERGENCE) {
            transition.divergent = true;
            return false;
        }
        double smaller = Kernels.exp(-Math.abs(logWeight)); // min(w, 1/w)
        acceptSum += logWeight < 0 ? smaller : 1;
        symmetricAcceptSum += 2 * smaller / (1 + smaller);
        tree.setLeaf(growing, logWeight);
        return true;
    }

    /** True with probability min(1, e^logProbability). */
    private boolean accepts(double logProbability) {
        return logProbability >= 0 || random.nextDouble() < Kernels.exp(logProbability);
    }
}
