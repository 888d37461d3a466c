package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class CmdStanCsvTest {
    private static final SamplerSpec SAMPLER = new SamplerSpec(1, 500, 3, 7, 0.85, 11);
    private static final RunInfo INFO = new RunInfo("0.1.0", "weekly.csv", "00ff", 7);

    @TempDir private Path folder;

    private static final double STEP = 0.1234567890123;

    private static final Tuning DIAGONAL =
            new Tuning(STEP, MetricKind.DIAGONAL, 0, new double[] {1e-9, 2.5}, new double[0][]);
    private static final Tuning LOW_RANK =
            new Tuning(STEP, MetricKind.LOW_RANK, 7, new double[] {1e-9, 2.5}, new double[0][]);
    private static final Tuning DENSE =
            new Tuning(
                    STEP,
                    MetricKind.DENSE,
                    2,
                    new double[] {1e-9, 2.5},
                    new double[][] {{1e-9, -0.1}, {-0.1, 2.5}});

    private static Draws draws(double seconds) {
        return draws(
                new ChainResult(
                        DIAGONAL, Initialization.UNIFORM, 123_456_789_012L, seconds, 2 * seconds));
    }

    private static Draws draws(ChainResult result) {
        double[][] values = {
            {Double.MIN_VALUE, -0.0, 1.0 / 3}, {1e308, Double.NaN, -1e-300}, {2, 1e7, 123456789.125}
        };
        var statistics =
                new ChainStatistics(
                        new double[] {-10.5, -11.25, Double.NEGATIVE_INFINITY},
                        new double[] {0.9, 0.1 + 0.2, 1},
                        new double[] {STEP, 0.11, 0.13},
                        new int[] {3, 4, 11},
                        new int[] {7, 15, 2047},
                        new boolean[] {false, true, false},
                        new double[] {12, 13.000000000000002, 14},
                        result);
        return new Draws(
                List.of("decay_tv", "season_y.1", "season_y.2"),
                new double[][][] {values},
                List.of(statistics));
    }

    /** As many draws as three iterations of warm-up, or five with every second kept. */
    private static Draws withWarmup(Draws draws) {
        return draws.withWarmup(draws(draws.statistics(0).result()));
    }

    private static SamplerSpec sampler(int warmup, int thin, boolean saveWarmup) {
        return new SamplerSpec(
                1,
                warmup,
                3,
                7,
                0.85,
                11,
                SamplerSpec.Metric.AUTO,
                SamplerSpec.Init.UNIFORM,
                thin,
                saveWarmup);
    }

    private Path written(Draws draws, SamplerSpec sampler) throws IOException {
        Path file = folder.resolve("chain-1.csv");
        CmdStanCsv.write(file, draws, 0, sampler, INFO);
        return file;
    }

    private Path written(Draws draws, RunInfo info) throws IOException {
        Path file = folder.resolve("chain-1.csv");
        CmdStanCsv.write(file, draws, 0, SAMPLER, info);
        return file;
    }

    @Test
    void looksAsCmdStanWritesIt() throws IOException {
        List<String> lines = Files.readAllLines(written(draws(0.0001234), INFO));

        assertThat(lines)
                .startsWith("# stan_version_major = 2")
                .contains(
                        "# method = sample (Default)",
                        "#     num_samples = 3",
                        "#     num_warmup = 500",
                        "#     save_warmup = 0 (Default)",
                        "#     thin = 1 (Default)",
                        "#       delta = 0.85",
                        "#             max_depth = 11",
                        "#         metric = diag_e (Default)",
                        "#         stepsize_jitter = 0.1",
                        "# id = 1",
                        "#   file = weekly.csv",
                        "# init = 2 (Default)",
                        "#   seed = 7");
        int header =
                lines.indexOf(
                        "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,"
                                + "energy__,decay_tv,season_y.1,season_y.2");
        assertThat(lines.subList(0, header))
                .allMatch(line -> line.startsWith("# ") || line.startsWith("#  "));
        assertThat(lines.subList(header + 1, lines.size()))
                .containsExactly(
                        "# Adaptation terminated",
                        "# Step size = 0.1234567890123",
                        "# Diagonal elements of inverse mass matrix:",
                        "# 1.0E-9, 2.5",
                        "-10.5,0.9,0.1234567890123,3,7,0,12.0,4.9E-324,-0.0,0.3333333333333333",
                        "-11.25,0.30000000000000004,0.11,4,15,1,13.000000000000002,"
                                + "1.0E308,NaN,-1.0E-300",
                        "-Infinity,1.0,0.13,11,2047,0,14.0,2.0,1.0E7,1.23456789125E8",
                        "# ",
                        "# Elapsed Time: 0.0001234 seconds (Warm-up)",
                        "#               0.0002468 seconds (Sampling)",
                        "#               0.0003702 seconds (Total)",
                        "# ");
    }

    @Test
    void aDenseMetricStandsRowByRow() throws IOException {
        Path file = written(draws(new ChainResult(DENSE, Initialization.UNIFORM, 1, 2, 3)), INFO);

        assertThat(Files.readAllLines(file))
                .contains("#         metric = dense_e")
                .containsSequence(
                        "# Step size = 0.1234567890123",
                        "# Elements of inverse mass matrix:",
                        "# 1.0E-9, -0.1",
                        "# -0.1, 2.5",
                        "-10.5,0.9,0.1234567890123,3,7,0,12.0,4.9E-324,-0.0,0.3333333333333333");
    }

    /** Stan has no such metric: readers see its diagonal. */
    @Test
    void aLowRankMetricStandsAsItsDiagonalWithItsRank() throws IOException {
        Path file =
                written(draws(new ChainResult(LOW_RANK, Initialization.UNIFORM, 1, 2, 3)), INFO);

        assertThat(Files.readAllLines(file))
                .containsSequence(
                        "#         metric = diag_e (Default)", "#         metric_rank = 7")
                .containsSequence(
                        "# Diagonal elements of inverse mass matrix:",
                        "# 1.0E-9, 2.5",
                        "-10.5,0.9,0.1234567890123,3,7,0,12.0,4.9E-324,-0.0,0.3333333333333333");
    }

    @Test
    void aStartByPathfinderIsSaid() throws IOException {
        var result = new ChainResult(DENSE, Initialization.PATHFINDER, 1, 2, 3);

        assertThat(Files.readAllLines(written(draws(result), INFO)))
                .contains("# init = pathfinder");
    }

    @Test
    void drawsOfTheWarmupStandBeforeTheAdaptation() throws IOException {
        List<String> lines = Files.readAllLines(written(withWarmup(draws(1)), sampler(5, 2, true)));

        assertThat(lines)
                .contains(
                        "#     num_samples = 6",
                        "#     num_warmup = 5",
                        "#     save_warmup = 1",
                        "#     thin = 2");
        int adaptation = lines.indexOf("# Adaptation terminated");
        assertThat(lines.subList(adaptation - 3, adaptation))
                .isEqualTo(lines.subList(adaptation + 4, adaptation + 7))
                .allMatch(line -> line.matches("-[1I].*"));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(draws(1.5), sampler(500, 1, false)),
                Arguments.of(draws(1.5), sampler(500, 10, false)),
                Arguments.of(withWarmup(draws(1.5)), sampler(3, 1, true)),
                Arguments.of(withWarmup(draws(1.5)), sampler(5, 2, true)),
                Arguments.of(
                        draws(new ChainResult(LOW_RANK, Initialization.PATHFINDER, 1, 2, 3)),
                        sampler(500, 1, false)),
                Arguments.of(
                        withWarmup(draws(new ChainResult(DENSE, Initialization.UNIFORM, 1, 2, 3))),
                        sampler(3, 1, true)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsBackToTheLastBit(Draws written, SamplerSpec sampler) throws IOException {
        Draws read = CmdStanCsv.read(List.of(written(written, sampler)));

        assertSame(read, written);
        assertThat(read.warmup().isPresent()).isEqualTo(written.warmup().isPresent());
        if (written.warmup().isPresent()) {
            assertSame(read.warmup().get(), written.warmup().get());
        }
    }

    private static void assertSame(Draws read, Draws written) {
        assertThat(read.names()).isEqualTo(written.names());
        assertThat(read.draws()).isEqualTo(3);
        for (int d = 0; d < 3; d++) {
            assertThat(bits(read.row(0, d))).isEqualTo(bits(written.row(0, d)));
        }
        assertThat(read.statistics(0)).usingRecursiveComparison().isEqualTo(written.statistics(0));
    }

    @Test
    void aDrawOfTheWarmupThatIsMissingIsDamage() throws IOException {
        Path file = written(withWarmup(draws(1)), sampler(3, 1, true));
        Files.writeString(file, Files.readString(file).replaceFirst("\n-10.5[^\n]*", ""));

        assertThatIOException()
                .isThrownBy(() -> CmdStanCsv.read(List.of(file)))
                .withMessageContaining("2 draws of the warm-up, but the settings say 3");
    }

    @Test
    void timesStandInCommentsOnly() throws IOException {
        assertThat(table(written(draws(1), INFO))).isEqualTo(table(written(draws(99), INFO)));
    }

    @Test
    void aFileNameCannotEndAComment() throws IOException {
        var info = new RunInfo("0.1.0", "x\n1,2,3\r\n# Step size = 9", "00ff", 7);

        Draws read = CmdStanCsv.read(List.of(written(draws(1), info)));

        assertThat(read.draws()).isEqualTo(3);
        assertThat(read.statistics(0).tuning().stepSize()).isEqualTo(0.1234567890123);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4.9E-324;4.9F-324;chain-1.csv:40: column decay_tv: \"4.9F-324\" is not a number",
                ",4,15,;,4.5,15,;chain-1.csv:41: column treedepth__: \"4.5\" is not an integer",
                ",NaN,;,;chain-1.csv:41: 9 values, but the header names 10 columns",
                "lp__,;;chain-1.csv:35: the header must start with lp__",
                "# gradients = 123456789012;# nothing;a comment line with gradients",
                "num_samples = 3;num_samples = 4;the file is cut off: 3 of 4 draws",
            })
    void namesFileAndLineOfDamage(String found, String put, String message) throws IOException {
        Path file = written(draws(1), INFO);
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replace(found, put == null ? "" : put));

        assertThatIOException()
                .isThrownBy(() -> CmdStanCsv.read(List.of(file)))
                .withMessageContaining(message);
    }

    @Test
    void noticesAFileCutOffAnywhere() throws IOException {
        Path file = written(draws(1), INFO);
        String text = Files.readString(file);
        int total = text.indexOf(" seconds (Total)");
        for (int length = 0; length < total; length += 7) {
            Files.writeString(file, text.substring(0, length));
            assertThatIOException()
                    .as("cut at %d", length)
                    .isThrownBy(() -> CmdStanCsv.read(List.of(file)))
                    .withMessageContaining("chain-1.csv:");
        }
    }

    private static List<String> table(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
    }

    private static long[] bits(double[] values) {
        return java.util.Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
