package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tree on small Hamiltonians where everything it does can be seen. */
class NutsKernelTest {
    private static final LogDensity FLAT = LogDensity.of(1, (q, g) -> g[0] = 0);

    /** Where nothing turns, every doubling is completed. */
    @Test
    void aFreeParticleGrowsToTheLimit() {
        for (int depth = 1; depth <= 6; depth++) {
            NutsKernel kernel = kernel(FLAT, DiagonalMetric.unit(1), depth, 1);
            Transition transition = kernel.next(0.1);

            assertThat(transition.treeDepth()).isEqualTo(depth);
            assertThat(transition.leapfrogs()).isEqualTo((1 << depth) - 1);
            assertThat(transition.acceptStatistic()).isEqualTo(1);
            assertThat(transition.divergent()).isFalse();
        }
    }

    @Test
    void countsOfATransitionAreConsistent() {
        LogDensity normal = new Recording(isotropic(5));
        NutsKernel kernel = kernel(normal, DiagonalMetric.unit(5), 8, 2);
        for (int i = 0; i < 2000; i++) {
            Transition transition = kernel.next(0.3);
            int depth = transition.treeDepth();

            assertThat(transition.leapfrogs()).isBetween((1 << depth) - 1, (1 << (depth + 1)) - 1);
            assertThat(transition.acceptStatistic()).isBetween(0.0, 1.0);
            assertThat(transition.energy()).isGreaterThanOrEqualTo(-transition.logDensity());
            assertThat(transition.stepSize()).isEqualTo(0.3);
        }
    }

    /**
     * All weights are equal, so the last doubling is always taken, and within it each of its four
     * states with probability ¼. Progressive sampling inside a subtree would prefer its second
     * half.
     */
    @Test
    void samplesUniformlyInsideTheLastSubtree() {
        Recording flat = new Recording(FLAT);
        NutsKernel kernel = kernel(flat, DiagonalMetric.unit(1), 3, 3);
        int[] counts = new int[4];
        int transitions = 40_000;
        for (int i = 0; i < transitions; i++) {
            flat.visited.clear();
            kernel.next(0.1);
            List<double[]> last = flat.visited.subList(3, 7);
            for (int k = 0; k < 4; k++) {
                counts[k] += Arrays.equals(last.get(k), kernel.state().q) ? 1 : 0;
            }
        }
        // Standard error of a count is 87; five of them are passed once in 2 million.
        assertThat(Arrays.stream(counts).sum()).isEqualTo(transitions);
        for (int count : counts) {
            assertThat((double) count).isCloseTo(transitions / 4.0, within(5 * 87.0));
        }
    }

    /**
     * Invariance itself: on one orbit z_k of the integrator with weights w_k = exp(−H), the kernel
     * must satisfy Σ_i w_i P(i → j) = w_j. The orbit turns, so that trees of every shape are met,
     * and its step is so large that weights differ by a factor of thirty.
     */
    @Test
    void leavesTheWeightsOfAnOrbitInvariant() {
        int maxDepth = 3;
        int reach = (1 << maxDepth) - 1;
        double stepSize = 0.74;
        FixedMomentum metric = new FixedMomentum(2);
        LogDensity density = anharmonic();
        List<PhasePoint> orbit = orbit(density, metric, stepSize, 2 * reach);
        double target = weight(orbit.get(reach));
        double arriving = 0;
        double variance = 0;
        int repeats = 60_000;
        for (int i = 0; i <= 2 * reach; i++) {
            double p = arrivals(density, metric, orbit, i, reach, stepSize, repeats);
            double w = weight(orbit.get(i));
            arriving += w * p;
            variance += w * w * p * (1 - p) / repeats;
        }
        // 4.5 standard errors: a false alarm once in 150 000 seeds.
        assertThat(arriving).isCloseTo(target, within(4.5 * Math.sqrt(variance)));
        assertThat(Math.sqrt(variance)).isLessThan(0.005 * target);
    }

    /** A doubling that closes the U keeps what it drew from the new half. */
    @Test
    void aTurnOfTheWholeTreeKeepsTheNewProposal() {
        Recording normal = new Recording(isotropic(3));
        NutsKernel kernel = kernel(normal, DiagonalMetric.unit(3), 10, 6);
        int turned = 0;
        int fromNewHalf = 0;
        for (int i = 0; i < 2000; i++) {
            normal.visited.clear();
            Transition transition = kernel.next(0.3);
            int size = normal.visited.size();
            if (size == (1 << transition.treeDepth()) - 1) {
                turned++;
                double[] q = kernel.state().q;
                fromNewHalf +=
                        normal.visited.subList(size / 2, size).stream()
                                        .anyMatch(visited -> Arrays.equals(visited, q))
                                ? 1
                                : 0;
            }
        }
        // The halves weigh about the same, so nearly all proposals of the newer one are taken.
        assertThat(turned).isGreaterThan(500);
        assertThat(fromNewHalf).isGreaterThan(turned / 2);
    }

    /** An energy error above 1000 ends the trajectory; the refused states are not sampled. */
    @Test
    void divergesBeyondAnEnergyErrorOf1000() {
        for (double excess : new double[] {999, 1001, Double.POSITIVE_INFINITY, Double.NaN}) {
            double[] origin = {0};
            LogDensity well =
                    LogDensity.of(
                            1,
                            (q, g) -> {
                                g[0] = 0;
                                return q[0] == origin[0] ? 0 : -excess;
                            });
            NutsKernel kernel = kernel(well, DiagonalMetric.unit(1), 5, 4);
            Transition transition = kernel.next(0.1);

            assertThat(transition.divergent()).isEqualTo(!(excess < 1000));
            assertThat(transition.leapfrogs()).isEqualTo(excess < 1000 ? 31 : 1);
            assertThat(kernel.state().q).containsExactly(0);
            assertThat(transition.acceptStatistic()).isCloseTo(0, within(1e-300));
        }
    }

    /** The check is one-sided: falling into a much better place is no divergence. */
    @Test
    void aGainOfEnergyIsNoDivergence() {
        LogDensity cliff =
                LogDensity.of(
                        1,
                        (q, g) -> {
                            g[0] = 0;
                            return q[0] == 0 ? 0 : 5000;
                        });
        NutsKernel kernel = kernel(cliff, DiagonalMetric.unit(1), 3, 5);
        Transition transition = kernel.next(0.1);

        assertThat(transition.divergent()).isFalse();
        assertThat(transition.acceptStatistic()).isEqualTo(1);
        assertThat(kernel.state().q[0]).isNotZero();
        assertThat(transition.logDensity()).isEqualTo(5000);
    }

    private static double weight(PhasePoint z) {
        return StrictMath.exp(-z.energy());
    }

    /** How often a transition that starts in state {@code from} of the orbit ends in {@code to}. */
    private static double arrivals(
            LogDensity density,
            FixedMomentum metric,
            List<PhasePoint> orbit,
            int from,
            int to,
            double stepSize,
            int repeats) {
        Leapfrog leapfrog = new Leapfrog(density, metric);
        NutsKernel kernel = new NutsKernel(leapfrog, RandomStreams.chain(7, from), 2, 3);
        metric.momentum = orbit.get(from).p;
        double[] target = orbit.get(to).q;
        int count = 0;
        for (int i = 0; i < repeats; i++) {
            kernel.start(orbit.get(from));
            kernel.next(stepSize);
            double[] q = kernel.state().q;
            count += Math.abs(q[0] - target[0]) + Math.abs(q[1] - target[1]) < 1e-9 ? 1 : 0;
        }
        return (double) count / repeats;
    }

    private static List<PhasePoint> orbit(
            LogDensity density, Metric metric, double stepSize, int steps) {
        Leapfrog leapfrog = new Leapfrog(density, metric);
        PhasePoint z = new PhasePoint(2);
        z.q[0] = 1.2;
        z.q[1] = -0.8;
        z.p[0] = 0.4;
        z.p[1] = 1.3;
        leapfrog.evaluate(z);
        z.kineticEnergy = metric.velocity(z.p, z.v);
        for (int i = 0; i < steps / 2; i++) {
            leapfrog.step(z, -stepSize);
        }
        List<PhasePoint> orbit = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            PhasePoint copy = new PhasePoint(2);
            copy.copyFrom(z);
            orbit.add(copy);
            leapfrog.step(z, stepSize);
        }
        return orbit;
    }

    /** −(q₁⁴/2 + q₂²)/2 with a coupling: orbits that turn irregularly and whose energy errs. */
    private static LogDensity anharmonic() {
        return LogDensity.of(
                2,
                (q, g) -> {
                    double a = q[0] * q[0];
                    g[0] = -q[0] * a - 0.3 * q[1];
                    g[1] = -q[1] - 0.3 * q[0];
                    return -0.25 * a * a - 0.5 * q[1] * q[1] - 0.3 * q[0] * q[1];
                });
    }

    private static LogDensity isotropic(int dimension) {
        return LogDensity.of(
                dimension,
                (q, g) -> {
                    double sum = 0;
                    for (int i = 0; i < dimension; i++) {
                        g[i] = -q[i];
                        sum -= 0.5 * q[i] * q[i];
                    }
                    return sum;
                });
    }

    private static NutsKernel kernel(LogDensity density, Metric metric, int maxDepth, long seed) {
        Leapfrog leapfrog = new Leapfrog(density, metric);
        RandomStream random = RandomStreams.chain(seed, 0);
        int dimension = density.dimension();
        NutsKernel kernel = new NutsKernel(leapfrog, random, dimension, maxDepth);
        PhasePoint z = new PhasePoint(dimension);
        leapfrog.evaluate(z);
        kernel.start(z);
        return kernel;
    }

    /** Remembers where it was asked. */
    private static final class Recording implements LogDensity {
        final List<double[]> visited = new ArrayList<>();
        private final LogDensity density;

        Recording(LogDensity density) {
            this.density = density;
        }

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public double logDensity(double[] q, double[] gradient) {
            visited.add(q.clone());
            return density.logDensity(q, gradient);
        }
    }

    /** The unit metric with a momentum that the test sets. */
    private static final class FixedMomentum implements Metric {
        private final DiagonalMetric unit;
        double[] momentum = {};

        FixedMomentum(int dimension) {
            unit = DiagonalMetric.unit(dimension);
        }

        @Override
        public void drawMomentum(RandomStream random, double[] p) {
            PhasePoint.copy(momentum, p);
        }

        @Override
        public double velocity(double[] p, double[] v) {
            return unit.velocity(p, v);
        }

        @Override
        public void kickAndDrift(double[] q, double[] p, double[] gradient, double stepSize) {
            unit.kickAndDrift(q, p, gradient, stepSize);
        }
    }
}
