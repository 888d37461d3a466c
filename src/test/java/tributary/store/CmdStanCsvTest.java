package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CmdStanCsvTest {
    private static final SamplerSpec SAMPLER = new SamplerSpec(1, 500, 3, 7, 0.85, 11);
    private static final RunInfo INFO = new RunInfo("0.1.0", "weekly.csv", "00ff", 7);

    @TempDir private Path folder;

    private static Draws draws(double seconds) {
        double[][] values = {
            {Double.MIN_VALUE, -0.0, 1.0 / 3}, {1e308, Double.NaN, -1e-300}, {2, 1e7, 123456789.125}
        };
        var statistics =
                new ChainStatistics(
                        new double[] {-10.5, -11.25, Double.NEGATIVE_INFINITY},
                        new double[] {0.9, 0.1 + 0.2, 1},
                        new int[] {3, 4, 11},
                        new int[] {7, 15, 2047},
                        new boolean[] {false, true, false},
                        new double[] {12, 13.000000000000002, 14},
                        0.1234567890123,
                        new double[] {1e-9, 2.5},
                        123_456_789_012L,
                        seconds,
                        2 * seconds);
        return new Draws(
                List.of("decay_tv", "season_y.1", "season_y.2"),
                new double[][][] {values},
                List.of(statistics));
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
                        "# id = 1",
                        "#   file = weekly.csv",
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
                        "-11.25,0.30000000000000004,0.1234567890123,4,15,1,13.000000000000002,"
                                + "1.0E308,NaN,-1.0E-300",
                        "-Infinity,1.0,0.1234567890123,11,2047,0,14.0,2.0,1.0E7,1.23456789125E8",
                        "# ",
                        "# Elapsed Time: 0.0001234 seconds (Warm-up)",
                        "#               0.0002468 seconds (Sampling)",
                        "#               0.0003702 seconds (Total)",
                        "# ");
    }

    @Test
    void readsBackToTheLastBit() throws IOException {
        Draws written = draws(1.5);
        Draws read = CmdStanCsv.read(List.of(written(written, INFO)));

        assertThat(read.names()).isEqualTo(written.names());
        assertThat(read.draws()).isEqualTo(3);
        for (int d = 0; d < 3; d++) {
            assertThat(bits(read.row(0, d))).isEqualTo(bits(written.row(0, d)));
        }
        assertThat(read.statistics(0)).usingRecursiveComparison().isEqualTo(written.statistics(0));
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
        assertThat(read.statistics(0).stepSize()).isEqualTo(0.1234567890123);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4.9E-324;4.9F-324;chain-1.csv:41: column decay_tv: \"4.9F-324\" is not a number",
                ",4,15,;,4.5,15,;chain-1.csv:42: column treedepth__: \"4.5\" is not an integer",
                ",NaN,;,;chain-1.csv:42: 9 values, but the header names 10 columns",
                "lp__,;;chain-1.csv:36: the header must start with lp__",
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
