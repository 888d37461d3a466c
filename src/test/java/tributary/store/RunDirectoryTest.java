package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.data.Panel;
import tributary.mcmc.ChainStatistics;
import tributary.report.SampleQuantities;
import tributary.report.SampleRun;
import tributary.spec.ModelSpec;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

class RunDirectoryTest {
    private static final Run RUN = SampleRun.create();

    @TempDir private Path folder;

    private Path written() throws IOException {
        Path directory = folder.resolve("run");
        RunDirectory.write(directory, RUN, Map.of("report.html", "<p>report</p>"));
        return directory;
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Run read = RunDirectory.read(written());

        assertThat(withoutPriors(read.model())).isEqualTo(withoutPriors(RUN.model()));
        assertThat(read.priors().entrySet()).containsExactlyElementsOf(RUN.priors().entrySet());
        assertThat(read.notes()).isEqualTo(RUN.notes());
        assertThat(read.info()).isEqualTo(RUN.info());
        assertThat(read.diagnostics()).isEqualTo(RUN.diagnostics());
        assertThat(read.effects()).isEqualTo(RUN.effects());
        assertThat(read.fit()).isEqualTo(RUN.fit());
        assertSamePanel(read.panel(), RUN.panel());
    }

    @Test
    void weeksToBePredictedStayApart() throws IOException {
        Run run = SampleRun.withLaterWeeks(20);
        Path directory = folder.resolve("predicted");
        RunDirectory.write(directory, run, Map.of());
        Run read = RunDirectory.read(directory);

        assertSamePanel(read.panel(), run.panel());
        assertThat(read.panel().endOfTraining()).isEqualTo(88);
        assertThat(read.fit()).isEqualTo(run.fit());
        assertThat(read.fit().nodes().getFirst().weeks().getLast().observed()).isNaN();
        assertThat(SampleQuantities.report(read)).isEqualTo(SampleQuantities.report(run));
        RunDirectory.write(folder.resolve("again"), read, Map.of());
        assertThat(contents(folder.resolve("again"))).isEqualTo(contents(directory));
        assertThat(Files.readString(directory.resolve("fit.json")))
                .contains("\"fitted\" : false", "\"holdout_metrics\"", "\"observed\" : null");
    }

    /** Runs written before there was PSIS-LOO, or a look at each chain against the others. */
    @Test
    void runsOfTheFirstReleaseHaveNoLooAndNoComparisonOfChains() throws IOException {
        Path directory = written();
        Path fit = directory.resolve("fit.json");
        String now = Files.readString(fit);
        Files.writeString(fit, now.replaceFirst("(?s) *\"loo\" : \\{.*?\\n  \\},\n", ""));
        Path diagnostics = directory.resolve("diagnostics.json");
        Files.writeString(
                diagnostics,
                Files.readString(diagnostics)
                        .replaceAll(" *\"(unmoved_draws|rhat_without)\" : [^\n]*\n", ""));
        assertThat(Files.readString(fit)).isNotEqualTo(now).doesNotContain("\"loo\"");
        Run read = RunDirectory.read(directory);

        assertThat(read.fit().loo()).isEmpty();
        assertThat(read.fit().nodes()).isEqualTo(RUN.fit().nodes());
        assertThat(read.diagnostics().chains())
                .allMatch(chain -> chain.unmoved() == 0 && Double.isNaN(chain.rhatWithout()))
                .hasSameSizeAs(RUN.diagnostics().chains());
        assertThat(SampleQuantities.report(read)).doesNotContain("PSIS-LOO");
    }

    /** Runs written before there were such weeks: all of theirs are fitted. */
    @Test
    void runsThatSayNothingOfTheEndOfTrainingAreFittedToTheEnd() throws IOException {
        Path directory = written();
        for (String file : List.of("model.json", "fit.json")) {
            Path path = directory.resolve(file);
            String old =
                    Files.readString(path).replaceAll(" *\"(training_to|fitted)\" : [^\n]*\n", "");
            assertThat(old).doesNotContain("training_to", "fitted");
            Files.writeString(path, old);
        }
        Run read = RunDirectory.read(directory);

        assertSamePanel(read.panel(), RUN.panel());
        assertThat(read.fit()).isEqualTo(RUN.fit());
    }

    @Test
    void readsDrawsBackToTheLastBit() throws IOException {
        Run read = RunDirectory.read(written());

        assertThat(read.draws().names()).isEqualTo(RUN.draws().names());
        assertThat(read.draws().chains()).isEqualTo(RUN.draws().chains());
        assertThat(read.draws().draws()).isEqualTo(RUN.draws().draws());
        for (int chain = 0; chain < read.draws().chains(); chain++) {
            for (int draw = 0; draw < read.draws().draws(); draw++) {
                assertThat(read.draws().row(chain, draw)).isEqualTo(RUN.draws().row(chain, draw));
            }
            ChainStatistics expected = RUN.draws().statistics(chain);
            assertThat(read.draws().statistics(chain))
                    .usingRecursiveComparison()
                    .isEqualTo(expected);
        }
    }

    @Test
    void aRunThatWasReadGivesTheSameReport() throws IOException {
        assertThat(SampleQuantities.report(RunDirectory.read(written())))
                .isEqualTo(SampleQuantities.report(RUN));
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        Map<String, String> once = contents(written());
        Path again = folder.resolve("again");
        RunDirectory.write(again, RunDirectory.read(folder.resolve("run")), Map.of());

        assertThat(once.keySet())
                .containsExactly(
                        "data.csv",
                        "diagnostics.json",
                        "draws/chain-1.csv",
                        "draws/chain-2.csv",
                        "draws/chain-3.csv",
                        "draws/chain-4.csv",
                        "effects.json",
                        "fit.json",
                        "model.json",
                        "report.html");
        once.remove("report.html");
        assertThat(contents(again)).isEqualTo(once);
    }

    @Test
    void replacesARunOfOursAndLeavesNothingBeside() throws IOException {
        Path directory = written();
        Files.writeString(directory.resolve("old"), "of the first run");

        RunDirectory.write(directory, RUN, Map.of());

        assertThat(directory.resolve("old")).doesNotExist();
        assertThat(folder).isDirectoryContaining(path -> path.equals(directory));
        assertThat(entries(folder)).containsExactly("run");
    }

    @Test
    void replacesAnEmptyDirectory() throws IOException {
        Files.createDirectory(folder.resolve("run"));

        assertThat(RunDirectory.isReplaceable(folder.resolve("run"))).isTrue();
        assertThat(RunDirectory.read(written()).info()).isEqualTo(RUN.info());
    }

    @Test
    void writesThroughALinkAndKeepsIt() throws IOException {
        Path real = Files.createDirectories(folder.resolve("elsewhere/run"));
        Files.createSymbolicLink(folder.resolve("run"), real);

        written();

        assertThat(folder.resolve("run")).isSymbolicLink();
        assertThat(real.resolve("model.json")).isRegularFile();
    }

    @Test
    void refusesToReplaceAnythingElse() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("run"));
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertThat(RunDirectory.isReplaceable(directory)).isFalse();
        assertThatThrownBy(this::written)
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("run");
        assertThat(directory.resolve("thesis.txt")).hasContent("years of work");
        assertThat(entries(folder)).containsExactly("run");
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "not JSON", "''", "{\"data\":{}}"})
    void aModelWithoutARunBlockIsNotARun(String text) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("run"));
        Files.writeString(directory.resolve("model.json"), text);

        assertThat(RunDirectory.isReplaceable(directory)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"run", "run.partial", "run.replaced"})
    void aFileInTheWayIsLeftAlone(String name) throws IOException {
        Files.writeString(folder.resolve(name), "mine");

        assertThatThrownBy(this::written).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve(name)).hasContent("mine");
    }

    @Test
    void aFailureLeavesTheOldRun() throws IOException {
        Path directory = written();
        Map<String, String> before = contents(directory);

        assertThatThrownBy(() -> RunDirectory.write(directory, RUN, Map.of("../escape", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../escape");

        assertThat(contents(directory)).isEqualTo(before);
        assertThat(entries(folder)).containsExactly("run");
    }

    @Test
    void clearsUpAfterARunThatWasKilled() throws IOException {
        Path directory = written();
        copyModel(directory, folder.resolve("run.partial"));
        copyModel(directory, folder.resolve("run.replaced"));

        RunDirectory.write(directory, RUN, Map.of());

        assertThat(entries(folder)).containsExactly("run");
        assertThat(RunDirectory.read(directory).info()).isEqualTo(RUN.info());
    }

    @Test
    void keepsTheRunMovedAsideUntilANewOneStands() throws IOException {
        Path directory = written();
        Path aside = folder.resolve("run.replaced");
        Files.move(directory, aside); // killed between the two moves

        assertThatThrownBy(() -> RunDirectory.write(directory, RUN, Map.of("../escape", "")));
        assertThat(aside.resolve("model.json")).exists();

        written();
        assertThat(entries(folder)).containsExactly("run");
    }

    @Test
    void saysWhatIsNotARunDirectory() {
        assertThatIOException()
                .isThrownBy(() -> RunDirectory.read(folder))
                .withMessageContaining(folder + ": is not a run directory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.json       | \"data_file\" : \"weekly.csv\" | \"data_file\" : 7 |"
                        + " $.run.data_file: must be a text or null",
                "model.json       | \"outcome\"        | \"outcome           | model.json:",
                "data.csv         | 2024-01-01,       | 2024-13-01,        | data.csv:6:"
                        + " \"2024-13-01\"",
                "data.csv         | 2024-01-01,       | 2024-01-01,1,      | data.csv:6: 14 cells,"
                        + " but the run has 13",
                "effects.json     | \"mean\" :         | \"mode\" :          | $[0].mean: must be a"
                        + " number",
                "fit.json         | \"weeks\" : [      | \"weeks\" : 1, \"x\": [ | $.weeks: must be"
                        + " an array",
                "diagnostics.json | \"warn\"           | \"splendid\"        | $.verdict: must be"
                        + " pass, warn or fail",
            })
    void namesFileAndPlaceOfDamage(String name, String found, String put, String message)
            throws IOException {
        Path directory = written();
        Path file = directory.resolve(name.strip());
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(found), put));

        assertThatIOException()
                .isThrownBy(() -> RunDirectory.read(directory))
                .withMessageContaining(name.strip())
                .withMessageContaining(message);
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Path directory = written();
        Files.delete(directory.resolve("draws/chain-3.csv"));

        assertThatIOException()
                .isThrownBy(() -> RunDirectory.read(directory))
                .withMessageContaining("chain-3.csv");
    }

    private static ModelSpec withoutPriors(ModelSpec model) {
        return model.with(new tributary.spec.PriorSet(List.of()));
    }

    private static void assertSamePanel(Panel actual, Panel expected) {
        assertThat(actual.weeks()).isEqualTo(expected.weeks());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        for (String column : expected.columns()) {
            assertThat(actual.column(column)).isEqualTo(expected.column(column));
        }
        assertThat(actual.firstTrainingWeek()).isEqualTo(expected.firstTrainingWeek());
        assertThat(actual.endOfTraining()).isEqualTo(expected.endOfTraining());
        assertThat(actual.file()).isEqualTo(expected.file());
        assertThat(actual.sha256()).isEqualTo(expected.sha256());
        assertThat(actual.findings()).isEqualTo(expected.findings());
    }

    private static void copyModel(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        Files.copy(from.resolve("model.json"), to.resolve("model.json"));
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
