package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tributary.math.LogDensity;
import tributary.math.RandomStreams;
import tributary.mcmc.targets.Normals;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Running chains: determinism, streaming, failures, short warm-ups, difficult densities. */
class NutsTest {
    private static final NutsOptions SMALL =
            NutsOptions.defaults().withWarmup(200).withDraws(200).withSeed(5);

    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void drawsDoNotDependOnTheNumberOfThreads(MetricKind metric) {
        NutsOptions options = SMALL.withChains(5).withMetric(metric);
        LogDensity density = Normals.chain(4, 0.9);
        Draws expected = Nuts.sample(density, options.withThreads(1));

        for (int threads : new int[] {1, 2, 8}) {
            assertSameDraws(Nuts.sample(density, options.withThreads(threads)), expected);
        }
    }

    @Test
    void seedsAndChainsHaveDrawsOfTheirOwn() {
        NutsOptions options = SMALL.withChains(2);
        LogDensity density = Normals.iid(4);
        Draws expected = Nuts.sample(density, options);

        assertThat(expected.names()).containsExactly("q.1", "q.2", "q.3", "q.4");
        assertThat(expected.row(0, 0)).isNotEqualTo(expected.row(1, 0));
        Draws otherSeed = Nuts.sample(density, options.withSeed(6));
        assertThat(otherSeed.row(0, 0)).isNotEqualTo(expected.row(0, 0));
    }

    @Test
    void everyThinthDrawIsKept() {
        Draws all = Nuts.sample(Normals.iid(3), SMALL.withDraws(90));
        Draws thinned = Nuts.sample(Normals.iid(3), SMALL.withDraws(30).withThin(3));

        for (int chain = 0; chain < 4; chain++) {
            for (int draw = 0; draw < 30; draw++) {
                assertThat(thinned.row(chain, draw)).isEqualTo(all.row(chain, 3 * draw + 2));
            }
        }
        assertThat(thinned.statistics(0).gradients()).isEqualTo(all.statistics(0).gradients());
    }

    /** Stopped after every iteration there is: each time the rest comes out as without the stop. */
    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void aStoppedChainGoesOnAsIfNothingHadHappened(MetricKind metric) {
        NutsOptions options = SMALL.withChains(1).withWarmup(120).withDraws(40).withMetric(metric);
        LogDensity density = Normals.chain(4, 0.9);
        List<byte[]> states = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        DrawSink sink = (chain, draw, q, transition) -> expected.add(q.clone());
        long gradients = run(density, options, sink, Optional.empty(), states).gradients();

        assertThat(states).hasSize(160 + 1);
        for (int stop = 0; stop < states.size(); stop++) {
            List<double[]> rest = new ArrayList<>();
            ChainResult resumed =
                    run(
                            density,
                            options,
                            (chain, draw, q, transition) -> rest.add(q.clone()),
                            Optional.of(states.get(stop)),
                            new ArrayList<>());
            int drawn = Math.min(Math.max(0, stop + 1 - 120), 40);
            assertThat(rest)
                    .as("stopped after iteration %d", stop)
                    .containsExactlyElementsOf(expected.subList(drawn, 40));
            assertThat(resumed.gradients()).isEqualTo(gradients);
        }
    }

    private static ChainResult run(
            LogDensity density,
            NutsOptions options,
            DrawSink sink,
            Optional<byte[]> start,
            List<byte[]> saved) {
        CheckpointStore store =
                new CheckpointStore() {
                    @Override
                    public Optional<byte[]> load(int chain) {
                        return start;
                    }

                    @Override
                    public boolean isDue(int chain) {
                        return true;
                    }

                    @Override
                    public void save(int chain, byte[] state) {
                        saved.add(state);
                    }
                };
        return Nuts.sample(density, options, sink, ProgressListener.NONE, store).getFirst();
    }

    private static void assertSameDraws(Draws draws, Draws expected) {
        for (int chain = 0; chain < expected.chains(); chain++) {
            for (int draw = 0; draw < expected.draws(); draw++) {
                assertThat(draws.row(chain, draw)).isEqualTo(expected.row(chain, draw));
            }
            assertThat(draws.statistics(chain).energy())
                    .isEqualTo(expected.statistics(chain).energy());
            assertThat(draws.statistics(chain).stepSize())
                    .isEqualTo(expected.statistics(chain).stepSize());
        }
    }

    @Test
    void sinkAndListenerSeeEveryChainInOrder() {
        NutsOptions options = SMALL.withChains(3).withThreads(2);
        List<List<String>> events = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            events.add(Collections.synchronizedList(new ArrayList<>()));
        }
        AtomicInteger iterations = new AtomicInteger();
        DrawSink sink =
                new DrawSink() {
                    @Override
                    public void draw(int chain, int draw, double[] q, Transition transition) {
                        events.get(chain).add("draw " + draw);
                        double logDensity = -0.5 * (q[0] * q[0] + q[1] * q[1]);
                        assertThat(transition.logDensity()).isCloseTo(logDensity, within(1e-14));
                    }

                    @Override
                    public void warmupDraw(
                            int chain, int iteration, double[] q, Transition transition) {
                        events.get(chain).add("warm-up " + iteration);
                    }

                    @Override
                    public void warmupFinished(int chain, Tuning tuning) {
                        assertThat(tuning.stepSize()).isPositive();
                        assertThat(tuning.inverseDiagonal()).hasSize(2);
                        events.get(chain).add("warm");
                    }
                };
        ProgressListener listener =
                (chain, iteration, total, warmup, divergences, stepSize) -> {
                    iterations.incrementAndGet();
                    assertThat(total).isEqualTo(400);
                    assertThat(warmup).isEqualTo(iteration <= 200);
                };
        List<ChainResult> results = Nuts.sample(Normals.iid(2), options, sink, listener);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add("warm-up " + i);
        }
        expected.add("warm");
        for (int d = 0; d < 200; d++) {
            expected.add("draw " + d);
        }
        assertThat(events).allSatisfy(chain -> assertThat(chain).isEqualTo(expected));
        assertThat(iterations).hasValue(3 * 400);
        assertThat(results).hasSize(3);
        assertThat(results).allSatisfy(r -> assertThat(r.gradients()).isGreaterThan(400));
    }

    @Test
    void everyChainHasItsOwnFork() {
        AtomicInteger forks = new AtomicInteger();
        LogDensity normal = Normals.iid(1);
        LogDensity forking =
                new LogDensity() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public double logDensity(double[] q, double[] gradient) {
                        throw new AssertionError("the shared instance was used");
                    }

                    @Override
                    public LogDensity fork() {
                        forks.incrementAndGet();
                        return normal;
                    }
                };
        Nuts.sample(forking, SMALL.withWarmup(20).withDraws(1).withChains(3));

        assertThat(forks).hasValue(3);
    }

    @Test
    void aDensityThatThrowsEndsAllChains() {
        RuntimeException defect = new IllegalStateException("defect");
        AtomicInteger calls = new AtomicInteger();
        LogDensity failing =
                LogDensity.of(
                        1,
                        (q, g) -> {
                            if (calls.incrementAndGet() == 500) {
                                throw defect;
                            }
                            g[0] = -q[0];
                            return -0.5 * q[0] * q[0];
                        });
        NutsOptions endless = SMALL.withDraws(10_000_000).withChains(2).withThreads(2);
        DrawSink ignore = (chain, draw, q, transition) -> {};

        assertThatThrownBy(() -> Nuts.sample(failing, endless, ignore, ProgressListener.NONE))
                .isInstanceOf(SamplingException.class)
                .hasMessageMatching("chain [12]: java.lang.IllegalStateException: defect")
                .hasCause(defect);
    }

    @Test
    void samplingCanBeInterrupted() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        NutsOptions endless = SMALL.withDraws(10_000_000);
        DrawSink sink = (chain, draw, q, transition) -> started.countDown();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Nuts.sample(Normals.iid(1), endless, sink, ProgressListener.NONE);
                            } catch (CancellationException e) {
                                if (Thread.currentThread().isInterrupted()) {
                                    cancelled.countDown();
                                }
                            }
                        });
        started.await();
        thread.interrupt();
        thread.join();

        assertThat(cancelled.getCount()).isZero();
    }

    /** Once everything is compiled; until then vectors are objects. */
    @Test
    void nothingIsAllocatedPerTransition() {
        LogDensity normal = Normals.iid(30);
        LowRankMetric metric = LowRankMetric.unit(30);
        Leapfrog leapfrog = new Leapfrog(normal, metric);
        NutsKernel kernel = new NutsKernel(leapfrog, RandomStreams.chain(1, 0), 30, 10);
        PhasePoint z = new PhasePoint(30);
        leapfrog.evaluate(z);
        kernel.start(z);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long fewest = Long.MAX_VALUE;
        for (int batch = 0; batch < 500 && fewest >= 1000; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                kernel.next(0.3);
            }
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }

        // 1000 transitions; a single array of 30 per transition would be a quarter of a megabyte.
        assertThat(fewest).isLessThan(1000);
    }

    @Test
    void aDensityThatEndsAbruptlyIsSampledCorrectly() {
        for (double outside : new double[] {Double.NEGATIVE_INFINITY, Double.NaN}) {
            LogDensity halfNormal =
                    LogDensity.of(
                            1,
                            (q, g) -> {
                                g[0] = -q[0];
                                return q[0] > 0 ? -0.5 * q[0] * q[0] : outside;
                            });
            Draws draws = Nuts.sample(halfNormal, NutsOptions.defaults().withSeed(9));
            double[][] x = draws.column(0);

            for (double[] chain : x) {
                assertThat(Arrays.stream(chain).min().orElse(0)).isPositive();
            }
            // |z| < 4: a false alarm once in 16 000 seeds.
            assertThat(MonteCarlo.z(x, Math.sqrt(2 / Math.PI))).isBetween(-4.0, 4.0);
        }
    }

    /** A step size from six tries tends to be small: what matters is that draws stay cheap. */
    @Test
    void shortWarmupsAdaptMetricAndStepSize() {
        for (int warmup : new int[] {20, 50, 150}) {
            NutsOptions options = SMALL.withWarmup(warmup).withSeed(2);
            Draws draws = Nuts.sample(Normals.withSds(0.01, 1, 100), options);
            for (int chain = 0; chain < 4; chain++) {
                ChainStatistics statistics = draws.statistics(chain);
                double[] metric = statistics.tuning().inverseDiagonal();
                double accept = Arrays.stream(statistics.acceptStatistic()).average().orElse(0);
                double leapfrogs = Arrays.stream(statistics.leapfrogs()).average().orElse(0);

                assertThat(metric[0]).as("warm-up of %d", warmup).isLessThan(metric[1]);
                assertThat(metric[1]).isLessThan(metric[2]);
                assertThat(accept).as("warm-up of %d", warmup).isGreaterThan(0.4);
                // Without a metric the scales of 1 to 10,000 would take trajectories of thousands.
                assertThat(leapfrogs).as("warm-up of %d", warmup).isLessThan(64);
            }
        }
    }

    @Test
    void aNonsenseDensityIsRefusedWithWhatWasFound() {
        NutsOptions options = SMALL.withChains(1);
        LogDensity never = LogDensity.of(2, (q, g) -> Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> Nuts.sample(never, options))
                .isInstanceOf(SamplingException.class)
                .hasMessage(
                        "chain 1: no starting point: log density or gradient was not finite at 100"
                                + " random points of (-2, 2); at the last one the log density was"
                                + " -Infinity");
        LogDensity badGradient =
                LogDensity.of(
                        2,
                        (q, g) -> {
                            g[0] = 0;
                            g[1] = Double.NaN;
                            return 0;
                        });
        assertThatThrownBy(() -> Nuts.sample(badGradient, options))
                .hasMessageEndingWith("the log density was 0.0 and gradient[1] was NaN");
        LogDensity flat =
                LogDensity.of(
                        1,
                        (q, g) -> {
                            g[0] = 0;
                            return 1;
                        });
        assertThatThrownBy(() -> Nuts.sample(flat, options))
                .hasMessageEndingWith("the density looks flat");
    }

    @Test
    void startingPointsAreTriedAgain() {
        // Finite in a tenth of the cube: the first try of a chain usually fails.
        LogDensity corner =
                LogDensity.of(
                        1,
                        (q, g) -> {
                            g[0] = -q[0];
                            return q[0] > 1.6 ? -0.5 * q[0] * q[0] : Double.NaN;
                        });
        Draws draws = Nuts.sample(corner, SMALL.withWarmup(20).withDraws(10).withChains(8));

        assertThat(draws.chains()).isEqualTo(8);
    }

    @Test
    void optionsNameWhatIsWrong() {
        NutsOptions options = NutsOptions.defaults();
        assertThatThrownBy(() -> options.withChains(0)).hasMessage("chains: 0 must be in 1..1000");
        assertThatThrownBy(() -> options.withWarmup(19))
                .hasMessage("warmup: 19 must be in 20..1000000");
        assertThatThrownBy(() -> options.withDraws(0))
                .hasMessage("draws: 0 must be in 1..10000000");
        assertThatThrownBy(() -> options.withTargetAccept(1))
                .hasMessage("targetAccept: 1.0 must be in (0, 1)");
        assertThatThrownBy(() -> options.withTargetAccept(Double.NaN))
                .hasMessage("targetAccept: NaN must be in (0, 1)");
        assertThatThrownBy(() -> options.withMaxDepth(21))
                .hasMessage("maxDepth: 21 must be in 1..20");
        assertThatThrownBy(() -> options.withThreads(0)).hasMessageStartingWith("threads: 0");
    }
}
