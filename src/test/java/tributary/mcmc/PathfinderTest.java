package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tributary.math.Kernels;
import tributary.math.LogDensity;
import tributary.math.RandomStreams;
import tributary.mcmc.targets.AnalyticTargets;
import tributary.mcmc.targets.Normals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Starting points from normal approximations, and chains that start there. */
class PathfinderTest {
    private static final NutsOptions OPTIONS =
            NutsOptions.defaults()
                    .withInit(Initialization.PATHFINDER)
                    .withWarmup(200)
                    .withDraws(400)
                    .withSeed(8);

    /** Mean ψ(2) and variance ψ′(2) of ln x for x ~ Gamma(2, 1); the mode is ln 2. */
    private static final double LOG_GAMMA_MEAN = 0.42278433509846714;

    private static final double LOG_GAMMA_VARIANCE = 0.64493406684822644;

    private static LogDensity logGamma(int dimension) {
        return LogDensity.of(
                dimension,
                (q, g) -> {
                    double sum = 0;
                    for (int i = 0; i < dimension; i++) {
                        double x = Kernels.exp(q[i]);
                        g[i] = 2 - x;
                        sum += 2 * q[i] - x;
                    }
                    return sum;
                });
    }

    /** A slope with a wall around it: finite at every start, but nothing is ever learnt from it. */
    private static LogDensity slope() {
        return LogDensity.of(
                2,
                (q, g) -> {
                    Arrays.fill(g, 0.1);
                    boolean inside = Math.abs(q[0]) < 2.1 && Math.abs(q[1]) < 2.1;
                    return inside ? 0.1 * (q[0] + q[1]) : Double.NEGATIVE_INFINITY;
                });
    }

    private static Leapfrog leapfrog(LogDensity density) {
        return new Leapfrog(density, LowRankMetric.unit(density.dimension()));
    }

    /** One draw of multi-path Pathfinder for each of several seeds, indexed [seed][coordinate]. */
    private static double[][] starts(LogDensity density, int count) {
        double[][] starts = new double[count][];
        for (int seed = 0; seed < count; seed++) {
            PhasePoint z = new PhasePoint(density.dimension());
            boolean found = Pathfinder.draw(leapfrog(density), z, RandomStreams.chain(seed, 0));
            assertThat(found).isTrue();
            double[] gradient = new double[z.q.length];
            assertThat(z.logDensity).isEqualTo(density.logDensity(z.q, gradient));
            assertThat(z.gradient).isEqualTo(gradient);
            starts[seed] = z.q;
        }
        return starts;
    }

    /**
     * Means and mean squares of independent draws of independent coordinates within 4.5 standard
     * errors: 12 comparisons in all, of which one is false for fewer than one seed in 10 000 were
     * they normal. The bias of resampling 1 of 200 is a few hundredths of a standard error.
     */
    private static void checkMoments(double[][] draws, double[] mean, double[] variance) {
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double squares = 0;
            double fourth = 0;
            for (double[] draw : draws) {
                double centred = draw[i] - mean[i];
                sum += centred;
                squares += centred * centred;
                fourth += centred * centred * centred * centred;
            }
            int n = draws.length;
            double meanSquare = squares / n;
            double squareError = Math.sqrt((fourth / n - meanSquare * meanSquare) / n);
            assertThat(sum / n / Math.sqrt(variance[i] / n)).as("z of %d", i).isBetween(-4.5, 4.5);
            assertThat((meanSquare - variance[i]) / squareError)
                    .as("z of the square of %d", i)
                    .isBetween(-4.5, 4.5);
        }
    }

    @Test
    void startsAreDrawsOfANormalTarget() {
        double[] sds = {0.01, 1, 50};
        double[][] starts = starts(Normals.withSds(sds), 500);

        checkMoments(starts, new double[3], new double[] {1e-4, 1, 2500});
    }

    /** Draws around the mode would be 0.27 off in the mean, seven standard errors. */
    @Test
    void startsAreDrawsOfASkewedTarget() {
        double[] mean = new double[3];
        Arrays.fill(mean, LOG_GAMMA_MEAN);
        double[] variance = new double[3];
        Arrays.fill(variance, LOG_GAMMA_VARIANCE);

        checkMoments(starts(logGamma(3), 500), mean, variance);
    }

    /**
     * The mode of Neal's funnel is at v = −40.5, where there is nothing but density; v itself is
     * Normal(0, 3), and a path that ends at the mode passes better points on its way.
     */
    @Test
    void theEvidenceLowerBoundKeepsStartsAwayFromAModeWithoutProbability() {
        LogDensity funnel = AnalyticTargets.funnelCentered().target().density();
        PhasePoint end = new PhasePoint(funnel.dimension());
        StartingPoint.draw(leapfrog(funnel), end, RandomStreams.chain(1, 0));
        Lbfgs optimiser = new Lbfgs(leapfrog(funnel), end);
        for (int k = 0; k < 500 && optimiser.step(); k++) {}
        assertThat(optimiser.iterate().q[0]).isLessThan(-20);

        for (double[] start : starts(funnel, 30)) {
            assertThat(start[0]).isBetween(-9.0, 9.0);
        }
    }

    @Test
    void aPathWithoutCurvatureHasNoApproximation() {
        Leapfrog leapfrog = leapfrog(slope());
        var pathfinder = new Pathfinder(leapfrog, RandomStreams.chain(3, 0), 2);

        assertThat(pathfinder.bestOfPath()).isEmpty();
        assertThat(leapfrog.gradients()).isBetween(1L, 100L);
        assertThat(Pathfinder.draw(leapfrog, new PhasePoint(2), RandomStreams.chain(3, 0)))
                .isFalse();
    }

    @Test
    void chainsThatFindNothingStartAtRandomAndSaySo() {
        Draws draws = Nuts.sample(slope(), OPTIONS.withDraws(20));
        Draws normal = Nuts.sample(Normals.iid(2), OPTIONS.withDraws(20));
        Draws uniform =
                Nuts.sample(Normals.iid(2), OPTIONS.withDraws(20).withInit(Initialization.UNIFORM));
        for (int c = 0; c < draws.chains(); c++) {
            assertThat(draws.statistics(c).start()).isEqualTo(Initialization.UNIFORM);
            assertThat(normal.statistics(c).start()).isEqualTo(Initialization.PATHFINDER);
            assertThat(uniform.statistics(c).start()).isEqualTo(Initialization.UNIFORM);
        }
    }

    @Test
    void anInterruptedPathIsGivenUp() {
        PhasePoint z = new PhasePoint(3);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            Pathfinder.draw(leapfrog(logGamma(3)), z, RandomStreams.chain(1, 0)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void drawsDoNotDependOnTheNumberOfThreads() {
        NutsOptions options = OPTIONS.withChains(5).withWarmup(50).withDraws(50);
        Draws expected = Nuts.sample(logGamma(4), options.withThreads(1));
        for (int threads : new int[] {2, 8}) {
            Draws draws = Nuts.sample(logGamma(4), options.withThreads(threads));
            for (int c = 0; c < draws.chains(); c++) {
                assertThat(draws.row(c, 49)).isEqualTo(expected.row(c, 49));
                assertThat(draws.statistics(c).energy()).isEqualTo(expected.statistics(c).energy());
                assertThat(draws.statistics(c).gradients())
                        .isEqualTo(expected.statistics(c).gradients());
            }
        }
        assertThat(expected.row(0, 49)).isNotEqualTo(expected.row(1, 49));
    }

    /** Six comparisons per start, each false for one seed in 1.7 million: |z| < 5. */
    @ParameterizedTest
    @EnumSource(Initialization.class)
    void drawsHaveTheMomentsOfTheTargetWhereverChainsStart(Initialization init) {
        Draws skewed = Nuts.sample(logGamma(2), OPTIONS.withInit(init).withDraws(1000));
        Draws normal = Nuts.sample(Normals.chain(10, 0.9), OPTIONS.withInit(init).withDraws(1000));
        for (int i = 0; i < 2; i++) {
            double[][] x = skewed.column(i);
            assertThat(MonteCarlo.z(x, LOG_GAMMA_MEAN)).isBetween(-5.0, 5.0);
            double square = LOG_GAMMA_VARIANCE + LOG_GAMMA_MEAN * LOG_GAMMA_MEAN;
            assertThat(MonteCarlo.z(MonteCarlo.map(x, v -> v * v), square)).isBetween(-5.0, 5.0);
        }
        double[][] product = MonteCarlo.values(normal, q -> q[4] * q[5]);
        assertThat(MonteCarlo.z(product, 0.9)).isBetween(-5.0, 5.0);
        assertThat(MonteCarlo.z(normal.column(9), 0)).isBetween(-5.0, 5.0);
    }

    /** The gradients of the paths are part of the bill, before and after a stop. */
    @Test
    void aStoppedChainRemembersHowItStarted() {
        NutsOptions options = OPTIONS.withChains(1).withDraws(20);
        List<byte[]> states = new ArrayList<>();
        ChainResult whole = run(options, Optional.empty(), states);
        ChainResult resumed = run(options, Optional.of(states.get(10)), new ArrayList<>());

        assertThat(whole.start()).isEqualTo(Initialization.PATHFINDER);
        assertThat(resumed.start()).isEqualTo(whole.start());
        assertThat(resumed.gradients()).isEqualTo(whole.gradients());
    }

    private static ChainResult run(
            NutsOptions options, Optional<byte[]> state, List<byte[]> saved) {
        CheckpointStore store =
                new CheckpointStore() {
                    @Override
                    public Optional<byte[]> load(int chain) {
                        return state;
                    }

                    @Override
                    public boolean isDue(int chain) {
                        return true;
                    }

                    @Override
                    public void save(int chain, byte[] bytes) {
                        saved.add(bytes);
                    }
                };
        return Nuts.sample(logGamma(3), options, (c, d, q, t) -> {}, ProgressListener.NONE, store)
                .getFirst();
    }
}
