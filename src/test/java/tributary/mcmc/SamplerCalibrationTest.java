package tributary.mcmc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tributary.diagnostics.UniformRanks;
import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Simulation-based calibration of the sampler with adaptation and thinning: with parameters from
 * the prior and data given them, the rank of the truth among posterior draws is uniform.
 */
@Tag("slow")
class SamplerCalibrationTest {
    private static final int SIMULATIONS = 1000;
    private static final int DRAWS = 99;

    /** Chance that any parameter of a correct sampler leaves its band: one false alarm in 100. */
    private static final double FALSE_ALARM = 0.01;

    /** A posterior of simulated data, and the position its data were simulated from. */
    @SuppressWarnings("ArrayRecordComponent") // plain data; nobody compares two of them
    private record Simulated(LogDensity posterior, double[] truth) {}

    private interface Model {
        Simulated simulate(RandomStream random);
    }

    /** Conjugate: y ~ N(Xβ, 1), β ~ N(0, 1), with columns of X that correlate. */
    @Test
    void linearRegression() {
        check("regression", List.of("beta[1]", "beta[2]", "beta[3]"), this::regression);
    }

    /** Eight schools, non-centred, with ln τ ~ N(1, 0.7): q = (z, μ, ln τ). */
    @Test
    void hierarchicalModel() {
        List<String> names =
                List.of("z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8", "mu", "log tau");
        check("schools", names, this::schools);
    }

    private Simulated regression(RandomStream random) {
        int rows = 20;
        double[][] x = new double[rows][3];
        double[] y = new double[rows];
        double[] truth = gaussians(random, 3);
        for (int i = 0; i < rows; i++) {
            double common = random.nextGaussian();
            y[i] = random.nextGaussian();
            for (int j = 0; j < 3; j++) {
                x[i][j] = common + 0.5 * random.nextGaussian();
                y[i] += truth[j] * x[i][j];
            }
        }
        LogDensity posterior =
                LogDensity.of(
                        3,
                        (q, g) -> {
                            double lp = standardNormal(q, g);
                            for (int i = 0; i < rows; i++) {
                                double r = y[i] - q[0] * x[i][0] - q[1] * x[i][1] - q[2] * x[i][2];
                                lp -= 0.5 * r * r;
                                for (int j = 0; j < 3; j++) {
                                    g[j] += r * x[i][j];
                                }
                            }
                            return lp;
                        });
        return new Simulated(posterior, truth);
    }

    private Simulated schools(RandomStream random) {
        int schools = 8;
        double[] truth = gaussians(random, schools + 2); // of μ and ln τ: their standard scores
        double[] y = new double[schools];
        double[] sigma = new double[schools];
        for (int j = 0; j < schools; j++) {
            sigma[j] = 2 + j;
            y[j] = effect(truth, j) + sigma[j] * random.nextGaussian();
        }
        LogDensity posterior =
                LogDensity.of(
                        schools + 2,
                        (q, g) -> {
                            double lp = standardNormal(q, g);
                            double tau = StrictMath.exp(1 + 0.7 * q[schools + 1]);
                            for (int j = 0; j < schools; j++) {
                                double r = (y[j] - effect(q, j)) / sigma[j];
                                lp -= 0.5 * r * r;
                                g[j] += r / sigma[j] * tau;
                                g[schools] += r / sigma[j] * 5;
                                g[schools + 1] += r / sigma[j] * 0.7 * tau * q[j];
                            }
                            return lp;
                        });
        return new Simulated(posterior, truth);
    }

    /** μ + τ z_j. */
    private static double effect(double[] q, int school) {
        int schools = q.length - 2;
        return 5 * q[schools] + StrictMath.exp(1 + 0.7 * q[schools + 1]) * q[school];
    }

    private static double[] gaussians(RandomStream random, int n) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    private static double standardNormal(double[] q, double[] g) {
        double lp = 0;
        for (int i = 0; i < q.length; i++) {
            g[i] = -q[i];
            lp -= 0.5 * q[i] * q[i];
        }
        return lp;
    }

    private static void check(String model, List<String> names, Model simulator) {
        AtomicInteger done = new AtomicInteger();
        List<int[]> ranks =
                IntStream.range(0, SIMULATIONS)
                        .parallel()
                        .mapToObj(i -> {
                            int[] rank = ranks(simulator, i);
                            int n = done.incrementAndGet();
                            if (n % 200 == 0) {
                                System.out.printf("%s: %d of %d%n", model, n, SIMULATIONS);
                            }
                            return rank;
                        })
                        .toList();
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int[] count = new int[DRAWS + 1];
            for (int[] rank : ranks) {
                count[rank[i]]++;
            }
            counts.put(names.get(i), count);
        }
        UniformRanks.check(counts, FALSE_ALARM);
    }

    /** Rank of each coordinate of the truth among thinned draws of one chain. */
    private static int[] ranks(Model simulator, int number) {
        Simulated simulated = simulator.simulate(RandomStreams.chain(77, number));
        double[] truth = simulated.truth();
        int[] below = new int[truth.length];
        DrawSink sink =
                (chain, draw, q, transition) -> {
                    for (int i = 0; i < truth.length; i++) {
                        below[i] += q[i] < truth[i] ? 1 : 0;
                    }
                };
        NutsOptions options =
                NutsOptions.defaults()
                        .withChains(1)
                        .withThreads(1)
                        .withWarmup(300)
                        .withDraws(DRAWS)
                        .withThin(6)
                        .withSeed(1000 + number);
        Nuts.sample(simulated.posterior(), options, sink, ProgressListener.NONE);
        return below;
    }
}
