package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.math.ScriptedRandom;
import tributary.mcmc.targets.Normals;

/**
 * The tree on small Hamiltonians where everything it does can be seen: when it stops, what it
 * counts, what it never samples. {@link NutsInvarianceTest} has the probabilities.
 */
class NutsKernelTest {
    private static final LogDensity FLAT = LogDensity.of(1, (q, g) -> g[0] = 0);

    /** Where nothing turns, every doubling is completed. */
    @Test
    void aFreeParticleGrowsToTheLimit() {
        for (int depth = 1; depth <= 6; depth++) {
            NutsKernel kernel = kernel(FLAT, depth, 1);
            Transition transition = kernel.next(0.1);

            assertThat(transition.treeDepth()).isEqualTo(depth);
            assertThat(transition.leapfrogs()).isEqualTo((1 << depth) - 1);
            assertThat(transition.acceptStatistic()).isEqualTo(1);
            assertThat(transition.divergent()).isFalse();
        }
    }

    @Test
    void countsOfATransitionAreConsistent() {
        NutsKernel kernel = kernel(Normals.iid(5), 8, 2);
        for (int i = 0; i < 2000; i++) {
            Transition transition = kernel.next(0.3);
            int depth = transition.treeDepth();

            assertThat(transition.leapfrogs()).isBetween((1 << depth) - 1, (1 << (depth + 1)) - 1);
            assertThat(transition.acceptStatistic()).isBetween(0.0, 1.0);
            assertThat(transition.energy()).isGreaterThanOrEqualTo(-transition.logDensity());
            assertThat(transition.stepSize()).isEqualTo(0.3);
        }
    }

    /** A doubling that closes the U keeps what it drew from the new half, and is the last. */
    @Test
    void aTurnOfTheWholeTreeKeepsTheNewProposal() {
        Walk walk = new Walk(0, 0, 0, 0);
        walk.turnAt(1);
        NutsKernel kernel = walk.kernel(10);
        Transition transition = kernel.next(1);

        assertThat(transition.leapfrogs()).isEqualTo(1);
        assertThat(transition.treeDepth()).isEqualTo(1);
        assertThat(kernel.state().q).containsExactly(1);
    }

    /** The second doubling, states 2 and 3, is refused; its leaves count in the statistic. */
    @Test
    void aSubtreeThatTurnsIsNeverSampledFromButCounted() {
        Walk walk = new Walk(0, -1, -2, -3);
        walk.turnAt(3);
        NutsKernel kernel = walk.kernel(10);
        Transition transition = kernel.next(1);

        assertThat(transition.leapfrogs()).isEqualTo(3);
        assertThat(transition.treeDepth()).isEqualTo(1);
        assertThat(transition.divergent()).isFalse();
        assertThat(kernel.state().q).containsExactly(1);
        double sum = StrictMath.exp(-1) + StrictMath.exp(-2) + StrictMath.exp(-3);
        assertThat(transition.acceptStatistic()).isCloseTo(sum / 3, within(1e-15));
        // 2 min(1, w)/(1 + w): gains and losses of energy alike.
        double symmetric = 0;
        for (int k = 1; k <= 3; k++) {
            symmetric += 2 / (1 + StrictMath.exp(k)) / 3;
        }
        assertThat(transition.symmetricAcceptStatistic).isCloseTo(symmetric, within(1e-15));
    }

    /** State 2 is fine and state 3 is not: the doubling is refused as a whole, at once. */
    @Test
    void aSubtreeThatDivergesIsNeverSampledFromButCounted() {
        for (double bad : new double[] {-1001, Double.NEGATIVE_INFINITY, Double.NaN}) {
            Walk walk = new Walk(0, 0.5, 0, bad);
            NutsKernel kernel = walk.kernel(10);
            Transition transition = kernel.next(1);

            assertThat(transition.leapfrogs()).isEqualTo(3);
            assertThat(transition.treeDepth()).isEqualTo(1);
            assertThat(transition.divergent()).isTrue();
            assertThat(kernel.state().q).containsExactly(1);
            assertThat(transition.acceptStatistic()).isCloseTo(2 / 3.0, within(1e-15));
        }
    }

    /** An energy error above 1000 ends the trajectory; the refused states are not sampled. */
    @Test
    void divergesBeyondAnEnergyErrorOf1000() {
        for (double excess : new double[] {999, 1001, Double.POSITIVE_INFINITY, Double.NaN}) {
            Walk walk = new Walk(0, -excess, -excess, -excess);
            NutsKernel kernel = walk.kernel(2);
            Transition transition = kernel.next(1);

            assertThat(transition.divergent()).isEqualTo(!(excess < 1000));
            assertThat(transition.leapfrogs()).isEqualTo(excess < 1000 ? 3 : 1);
            assertThat(transition.acceptStatistic()).isCloseTo(0, within(1e-300));
        }
    }

    /** The check is one-sided: falling into a much better place is no divergence. */
    @Test
    void aGainOfEnergyIsNoDivergence() {
        NutsKernel kernel = new Walk(0, 5000, 5000, 5000).kernel(2);
        Transition transition = kernel.next(1);

        assertThat(transition.divergent()).isFalse();
        assertThat(transition.leapfrogs()).isEqualTo(3);
        assertThat(transition.acceptStatistic()).isEqualTo(1);
        assertThat(kernel.state().q[0]).isNotZero();
        assertThat(transition.logDensity()).isEqualTo(5000);
    }

    private static NutsKernel kernel(LogDensity density, int maxDepth, long seed) {
        Metric metric = LowRankMetric.unit(density.dimension());
        return kernel(density, metric, RandomStreams.chain(seed, 0), maxDepth);
    }

    private static NutsKernel kernel(
            LogDensity density, Metric metric, RandomStream random, int maxDepth) {
        int dimension = density.dimension();
        Leapfrog leapfrog = new Leapfrog(density, metric);
        NutsKernel kernel = new NutsKernel(leapfrog, random, dimension, maxDepth);
        PhasePoint z = new PhasePoint(dimension);
        leapfrog.evaluate(z);
        kernel.start(z);
        return kernel;
    }

    /**
     * A particle that walks forward from 0 to 1, 2, 3 with step size 1, over log densities of the
     * test's choice; all random numbers are 0, so every proposal that may be taken is.
     */
    private static final class Walk {
        private final double[] logDensity;
        private int turn = -1;

        Walk(double... logDensity) {
            this.logDensity = logDensity;
        }

        /** From this state on the particle walks back, at the same speed. */
        void turnAt(int state) {
            turn = state;
        }

        NutsKernel kernel(int maxDepth) {
            LogDensity density =
                    LogDensity.of(
                            1,
                            (q, g) -> {
                                int state = (int) Math.rint(q[0]);
                                // Half a kick of −4 on arrival: from momentum 1 to −1.
                                g[0] = state == turn ? -4 : 0;
                                return logDensity[state];
                            });
            FixedMomentum metric = new FixedMomentum();
            metric.set(1);
            return NutsKernelTest.kernel(density, metric, ScriptedRandom.of(() -> 0), maxDepth);
        }
    }
}
