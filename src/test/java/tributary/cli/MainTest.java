package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.fit.Version;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Exit statuses and messages, in process. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void versionIsThatOfThePom() throws IOException {
        assertThat(run("--version")).isZero();
        assertThat(out).hasToString(String.format("tributary %s%n", Version.CURRENT));
        assertThat(Path.of("pom.xml"))
                .content()
                .contains(
                        "<artifactId>tributary</artifactId>\n  <version>"
                                + Version.CURRENT
                                + "</version>");
    }

    @Test
    void noCommandIsWrongUsageAndListsThem() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("a command is missing")
                .contains("\n  check ", "\n  fit ", "\n  effects ", "\n  report ", "\n  simulate ")
                .contains("tributary --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void messagesCannotDriveTheTerminal() {
        assertThat(run("fit", "m.json", "--\033[31m\u009b2J")).isEqualTo(2);
        assertThat(err.toString()).contains("\\u001b[31m\\u009b2J").doesNotContain("\033");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "fti, unknown command 'fti'; did you mean 'fit'?",
                "help fitt, unknown command 'fitt'; did you mean 'fit'?",
                "frobnicate, unknown command 'frobnicate'",
                "fit m.json --drws 4, unknown option '--drws'; did you mean '--draws'?",
                "fit m.json --drws=4, unknown option '--drws'; did you mean '--draws'?",
                "--jsno, unknown option '--jsno'",
                "fit m.json --chains four, 'four' is not an int",
                "fit m.json --chains 0, --chains: 0 is not allowed; allowed: 1 to 64",
                "fit m.json --target-accept 1, above 0 and below 1",
                "fit m.json --threads 0, allowed: 1 or more",
                "fit m.json --metric round, --metric: round is not allowed; allowed: auto",
                "fit m.json --init middle, --init: middle is not allowed; allowed: uniform",
                "fit m.json --thin 0, --thin: 0 is not allowed; allowed: 1 to 1000",
                "fit m.json --kernels fast, --kernels fast: unknown; allowed: auto",
                "check m.json --kernels fast, --kernels fast: unknown",
                "effects run --kernels fast, --kernels fast: unknown",
                "simulate s.json --kernels fast, --kernels fast: unknown",
                "fit m.json --from 2024-02-01 --to 2024-01-01, is after --to",
                "fit m.json --to tomorrow, tomorrow",
                "fit, MODEL.json",
                "fit a.json b.json, b.json",
                "effects run --change -101%, '-101%'",
                "effects run --from 2024-13-01, 2024-13-01",
                "effects run --from 2024-02-01 --to 2024-01-01, is after --to"
            })
    void wrongUsageIsExplained(String line, String explanation) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("tributary: ");
        assertThat(err.toString().replace('"', '\'')).contains(explanation);
        assertThat(err.toString()).contains("--help").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "fit", "simulate"})
    void missingConfigurationIsInvalidInput(String command, @TempDir Path folder) {
        String file = folder.resolve("absent.json").toString();
        assertThat(run(command, file)).isEqualTo(3);
        assertThat(err.toString()).contains(file).contains("no such file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void everyProblemOfAConfigurationHasItsLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(
                file, "{ \"outcome\": { \"column\": \"y\", \"famly\": 1 }, \"trent\": 1 }");
        assertThat(run("fit", file.toString())).isEqualTo(3);
        assertThat(err.toString().lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.startsWith(file + ": $"))
                .anyMatch(line -> line.contains("famly"))
                .anyMatch(line -> line.contains("trent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"effects", "report"})
    void runThatIsNotThereIsInvalidInput(String command, @TempDir Path folder) {
        String run = folder.resolve("absent").toString();
        assertThat(run(command, run)).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(run);
    }

    @Test
    void outputThatIsNotARunIsRefusedBeforeAnythingElse(@TempDir Path folder) throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "precious");
        assertThat(run("fit", "absent.json", "-o", mine.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(mine + ": exists and is not a Tributary run");
        assertThat(mine.resolve("thesis.txt")).hasContent("precious");
    }

    @Test
    void outputBelowAFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        assertThat(run("fit", "absent.json", "-o", file.resolve("run").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file + " is not a folder");
    }

    /** Forty draws are too few to be used, which is what the exit status says. */
    @Test
    void fitWritesARunThatTheOtherCommandsRead(@TempDir Path folder) throws IOException {
        Path run = folder.resolve("run");
        String fit =
                "fit data/weekly.json --chains 2 --warmup 40 --draws 20 --max-depth 5 --json -o ";
        assertThat(run((fit + run).split(" "))).isEqualTo(4);
        String effects = Files.readString(run.resolve("effects.json"));
        assertThat(out).hasToString(effects);
        assertThat(err.toString().lines().filter(line -> line.startsWith("sampling: ")))
                .hasSize(10);

        out.getBuffer().setLength(0);
        assertThat(run("effects", run.toString(), "--json")).isZero();
        assertThat(out).hasToString(effects);

        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertThat(run("effects", run.toString(), "--source", "absent")).isEqualTo(2);
        assertThat(err.toString()).contains("absent", "facebook_spend");

        err.getBuffer().setLength(0);
        assertThat(run("effects", run.toString(), "--source", "fcebook_spend")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean \"facebook_spend\"?");

        String report = Files.readString(run.resolve("report.html"));
        Files.writeString(run.resolve("report.html"), "spoilt");
        Path figures = Files.createDirectory(folder.resolve("figures"));
        Path other = Files.writeString(figures.resolve("other.txt"), "stays");
        assertThat(run("report", run.toString(), "--figures", figures.toString())).isZero();
        assertThat(run.resolve("report.html")).hasContent(report);
        assertThat(out.toString()).contains("Figures: " + figures);
        assertThat(figures).isDirectoryContaining("glob:**/effects.png");
        assertThat(figures).isDirectoryNotContaining("glob:**.partial");
        assertThat(other).hasContent("stays");

        err.getBuffer().setLength(0);
        for (String place : new String[] {other.toString(), other.resolve("deep").toString()}) {
            assertThat(run("report", run.toString(), "--figures", place)).isEqualTo(2);
            assertThat(run("fit", "data/weekly.json", "--figures", place)).isEqualTo(2);
            assertThat(err.toString()).contains("other.txt is not a folder that can be written");
        }
    }

    @Test
    void theSixChannelsAreThoseOfTheirSimulation(@TempDir Path folder) throws IOException {
        Path data = Path.of("data/six-channels");
        Path spec = folder.resolve("simulation.json");
        Files.copy(data.resolve("simulation.json"), spec);
        assertThat(run("simulate", spec.toString())).isZero();
        for (String file : new String[] {"weekly.csv", "weekly-truth.json"}) {
            assertThat(folder.resolve(file)).hasSameBinaryContentAs(data.resolve(file));
        }
    }

    @Test
    void weeksAfterTheEndOfTheFitArePredicted(@TempDir Path folder) throws IOException {
        Path run = folder.resolve("run");
        String fit =
                "fit data/weekly.json --to 2024-06-30 --chains 2 --warmup 40 --draws 20 --max-depth"
                        + " 5 -o ";
        assertThat(run((fit + run).split(" "))).isEqualTo(4);
        assertThat(err.toString()).contains("weeks after 2024-06-30 are predicted, not fitted");
        assertThat(out.toString()).contains("Predicted, not fitted: ");
        assertThat(run.resolve("model.json")).content().contains("\"to\" : \"2024-06-30\"");

        out.getBuffer().setLength(0);
        assertThat(run("effects", run.toString(), "--json")).isZero();
        assertThat(out).hasToString(Files.readString(run.resolve("effects.json")));
        String report = Files.readString(run.resolve("report.html"));
        assertThat(report).contains("predicted from here");
        assertThat(run("report", run.toString())).isZero();
        assertThat(run.resolve("report.html")).hasContent(report);

        err.getBuffer().setLength(0);
        assertThat(run("effects", run.toString(), "--to", "2024-08-04")).isEqualTo(2);
        assertThat(err.toString()).contains("must hold a week and lie in the fitted weeks");

        err.getBuffer().setLength(0);
        assertThat(run((fit + folder.resolve("other")).replace("2024", "2034").split(" ")))
                .isEqualTo(3);
        assertThat(err.toString()).contains("data.to is 2034-06-30; the data run from");
    }

    @Test
    void simulateWritesDataAndTruthAndSaysSo(@TempDir Path folder) throws IOException {
        Path spec = folder.resolve("weekly-simulation.json");
        Files.copy(Path.of("data/weekly-simulation.json"), spec);
        assertThat(run("simulate", spec.toString())).isZero();
        assertThat(out.toString()).contains("Wrote: " + folder.resolve("weekly.csv"));
        assertThat(run("simulate", spec.toString())).isZero();
        assertThat(out.toString()).contains("Replaced: " + folder.resolve("weekly-truth.json"));
        assertThat(folder.resolve("weekly.csv")).hasSameBinaryContentAs(Path.of("data/weekly.csv"));
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "weekly-simulation.json", "weekly.csv", "weekly-truth.json");
    }
}
