package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws files as R reads them: {@code rstan::read_stan_csv}, then posterior. */
@Tag("slow")
class RstanTest {
    private static final List<String> NAMES =
            List.of("sigma_y", "coefficient_tv_to_y", "season_y.1", "season_y.2");

    @TempDir private Path folder;

    @BeforeAll
    static void needsR() throws InterruptedException {
        boolean here;
        try {
            here =
                    new ProcessBuilder("Rscript", "-e", "library(rstan); library(posterior)")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            here = false;
        }
        assumeTrue(here, "no R with rstan and posterior (Debian: r-cran-rstan r-cran-posterior)");
    }

    @ParameterizedTest
    @CsvSource({
        "DIAGONAL, 1, false",
        "DIAGONAL, 1, true",
        "LOW_RANK, 3, true",
        "DENSE, 7, true",
        "DENSE, 1, false"
    })
    void valuesCountsAndTuningArrive(MetricKind metric, int thin, boolean saveWarmup)
            throws Exception {
        var sampler =
                new SamplerSpec(
                        2,
                        50,
                        40,
                        7,
                        0.85,
                        11,
                        SamplerSpec.Metric.AUTO,
                        SamplerSpec.Init.UNIFORM,
                        thin,
                        saveWarmup);
        RandomStream random = RandomStreams.chain(31, thin);
        Draws draws = draws(random, metric, sampler.draws());
        if (saveWarmup) {
            draws = draws.withWarmup(draws(random, metric, sampler.keptWarmup()));
        }
        List<String> files = new ArrayList<>();
        for (int chain = 0; chain < 2; chain++) {
            Path file = folder.resolve("chain-" + (chain + 1) + ".csv");
            var info = new RunInfo("0.1.0", "weekly.csv", "00ff", 7);
            CmdStanCsv.write(file, draws, chain, sampler, info);
            files.add(file.toString());
        }

        Map<String, Double> read = read(files);

        for (int chain = 0; chain < 2; chain++) {
            ChainStatistics s = draws.statistics(chain);
            String of = (chain + 1) + " ";
            for (int d = 0; d < draws.draws(); d++) {
                double[] row = draws.row(chain, d);
                String at = (d + 1) + " ";
                assertSame(read, of + "draw " + at + "sigma_y", row[0]);
                assertSame(read, of + "draw " + at + "coefficient_tv_to_y", row[1]);
                assertSame(read, of + "draw " + at + "season_y[1]", row[2]);
                assertSame(read, of + "draw " + at + "season_y[2]", row[3]);
                assertSame(read, of + "draw " + at + "lp__", s.logDensity()[d]);
                String statistic = of + "sampler " + at;
                assertSame(read, statistic + "accept_stat__", s.acceptStatistic()[d]);
                assertSame(read, statistic + "stepsize__", s.stepSize()[d]);
                assertSame(read, statistic + "treedepth__", s.treeDepth()[d]);
                assertSame(read, statistic + "n_leapfrog__", s.leapfrogs()[d]);
                assertSame(read, statistic + "divergent__", s.divergent()[d] ? 1 : 0);
                assertSame(read, statistic + "energy__", s.energy()[d]);
            }
            assertSame(read, of + "count 0 draws", sampler.draws());
            assertSame(read, of + "count 0 warmup", sampler.keptWarmup());
            assertSame(read, of + "count 0 divergent", 4);
            assertThat(read.get(of + "adaptation 0 step_size")).isEqualTo(s.tuning().stepSize());
            assertSame(read, of + "time 1 seconds", s.result().warmupSeconds());
            assertSame(read, of + "time 2 seconds", s.result().samplingSeconds());
        }
    }

    /** R's own reading of decimals may be off in the last bit; ours is not. */
    private static void assertSame(Map<String, Double> read, String key, double expected) {
        assertThat(read).containsKey(key);
        assertThat(read.get(key)).as(key).isCloseTo(expected, within(Math.ulp(expected)));
    }

    private static Draws draws(RandomStream random, MetricKind metric, int draws) {
        double[][][] values = new double[2][draws][NAMES.size()];
        List<ChainStatistics> statistics = new ArrayList<>();
        for (double[][] chain : values) {
            for (double[] row : chain) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextGaussian() * StrictMath.pow(10, 20 * random.nextGaussian());
                }
            }
            statistics.add(statistics(random, metric, draws));
        }
        return new Draws(NAMES, values, statistics);
    }

    private static ChainStatistics statistics(RandomStream random, MetricKind metric, int draws) {
        double[][] numbers = new double[4][draws];
        int[][] counts = new int[2][draws];
        boolean[] divergent = new boolean[draws];
        for (int d = 0; d < draws; d++) {
            for (double[] number : numbers) {
                number[d] = random.nextDouble();
            }
            counts[0][d] = 1 + d % 10;
            counts[1][d] = (1 << counts[0][d]) - 1;
            divergent[d] = d % 10 == 3;
        }
        double[][] inverse =
                metric == MetricKind.DENSE
                        ? new double[][] {{2, 0.1}, {0.1, 1e-7}}
                        : new double[0][];
        int rank = metric == MetricKind.DIAGONAL ? 0 : 2;
        return new ChainStatistics(
                numbers[0],
                numbers[1],
                numbers[2],
                counts[0],
                counts[1],
                divergent,
                numbers[3],
                new ChainResult(
                        new Tuning(
                                random.nextDouble(), metric, rank, new double[] {2, 1e-7}, inverse),
                        Initialization.PATHFINDER,
                        12_345,
                        random.nextDouble() * 1e-5,
                        random.nextDouble() * 1e5));
    }

    private static Map<String, Double> read(List<String> files) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "Rscript",
                                "--vanilla",
                                "src/test/resources/tributary/store/read_stan_csv.R"));
        command.addAll(files);
        Path messages = Files.createTempFile("rstan", ".txt");
        try {
            Process r = new ProcessBuilder(command).redirectError(messages.toFile()).start();
            Map<String, Double> values = new HashMap<>();
            r.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> {
                        int at = line.lastIndexOf(' ');
                        values.put(
                                line.substring(0, at), Double.parseDouble(line.substring(at + 1)));
                    });
            assertThat(r.waitFor()).as(Files.readString(messages)).isZero();
            return values;
        } finally {
            Files.delete(messages);
        }
    }
}
