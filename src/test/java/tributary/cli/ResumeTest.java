package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fits in real processes that are stopped at random moments, by kill −9, by signals and by a full
 * disk, and resumed: the run that comes out has the bytes of one that was not stopped.
 */
class ResumeTest {
    private static final long SEED = 20_240_229;

    /** Two chains of the bundled example, just long enough to be killed in. */
    private static final List<String> FIT =
            List.of(
                    "fit",
                    "data/weekly.json",
                    "--chains",
                    "2",
                    "--warmup",
                    "100",
                    "--draws",
                    "150",
                    "--max-depth",
                    "6",
                    "--save-warmup",
                    "--thin",
                    "2");

    @TempDir private static Path folder;

    private static Map<String, String> expected = Map.of();

    /** Of a fit from start to end; its few draws may or may not please the diagnostics. */
    private static int status;

    private static long nanos;

    @BeforeAll
    static void fitOnceFromStartToEnd() throws Exception {
        Path run = folder.resolve("whole");
        long start = System.nanoTime();
        Process process = start(List.of(), run);
        status = process.waitFor();
        assertThat(status).isIn(ExitStatus.OK, ExitStatus.DIAGNOSTICS_FAILED);
        nanos = System.nanoTime() - start;
        expected = contents(run);
        assertThat(expected.getOrDefault("draws/chain-2.csv", "").lines()).hasSize(1 + 50 + 150);
    }

    @Test
    void killedAtSomeMoments() throws Exception {
        killAndResume(3); // demands the same bytes; the other tests, that a fit really went on
    }

    @Test
    @Tag("slow")
    void killedAtTwentyRandomMoments() throws Exception {
        // The first are killed before anything is saved, the last perhaps after the end.
        assertThat(killAndResume(20)).isPositive();
    }

    /**
     * One moment in each of so many equal parts of a fit; every third fit is killed twice.
     *
     * @return how many of them had something to go on with, which depends on the clock
     */
    private static int killAndResume(int moments) throws Exception {
        var random = new SplittableRandom(SEED);
        int wentOn = 0;
        for (int i = 0; i < moments; i++) {
            Path run = folder.resolve("killed-" + moments + "-" + i);
            long moment = (long) ((i + random.nextDouble()) / moments * nanos);
            kill(start(List.of(), run), moment);
            if (i % 3 == 1) {
                kill(start(List.of("--resume"), run), (long) (random.nextDouble() * nanos));
            }
            String how = "killed after %.3f s, seed %d".formatted(1e-9 * moment, SEED);
            wentOn += resumed(run, how).contains("note: going on at ") ? 1 : 0;
        }
        return wentOn;
    }

    /** The finished files are being written: the moment that a clock would hardly hit. */
    @Test
    void killedWhileWriting() throws Exception {
        Path run = folder.resolve("writing");
        Path finished = folder.resolve("writing.partial/run");
        Process process = start(List.of(), run);
        while (process.isAlive() && !Files.exists(finished)) {
            Thread.onSpinWait();
        }
        kill(process, new SplittableRandom(SEED).nextLong(30_000_000));
        resumed(run, "killed while writing");
    }

    /** Once in the warm-up, then, with an attempt at something else between, once more. */
    @Test
    void stoppedBySignals() throws Exception {
        Path run = folder.resolve("signalled");
        Process process = start(List.of(), run);
        awaitState(process, run);
        // A shell makes the commands that it puts in the background ignore SIGINT.
        stop(process, ignoresInterrupt(process.pid()) ? "-TERM" : "-INT");
        assertThat(run).doesNotExist();

        Process other = start(List.of("--resume", "--seed", "7", "--metric", "diagonal"), run);
        assertThat(messages(other))
                .contains(
                        "--resume cannot go on with it",
                        "$.sampler.seed: 7, was 1",
                        "$.sampler.metric: \"diagonal\", was \"auto\"");
        assertThat(other.waitFor()).isEqualTo(ExitStatus.USAGE);

        Process again = start(List.of("--resume"), run);
        assertThat(again.errorReader().lines().anyMatch(line -> line.contains("note: going on")))
                .isTrue();
        stop(again, "-TERM");
        resumed(run, "interrupted");
    }

    private static void stop(Process process, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", signal, "" + process.pid()).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
        String messages = process.errorReader().lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor()).as(messages).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(messages)
                .contains("tributary: saving; once more stops at once")
                .containsPattern(
                        "tributary: interrupted; this goes on at (the warm-up|draw \\d+ of 300):\n"
                                + "  tributary fit data/weekly.json --chains 2 .* --thin 2 -o"
                                + " \\S+/signalled --resume")
                .doesNotContain("\tat ");
    }

    /**
     * A disk that is full, by the limit on the size of files: first the chains run into it, then
     * the draws, which take more room as text.
     */
    @Test
    void stoppedByAFullDisk() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "no bash to limit the size of files with");
        Path run = folder.resolve("full");
        for (int kilobytes : new int[] {64, 96}) {
            List<String> command = new ArrayList<>(List.of(bash.toString(), "-c"));
            command.add("ulimit -f " + kilobytes + "; exec \"$@\"");
            command.add("limited");
            command.addAll(command(kilobytes == 64 ? List.of() : List.of("--resume"), run));
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String messages = messages(process);
            assertThat(process.waitFor()).as(messages).isEqualTo(ExitStatus.INTERRUPTED);
            assertThat(messages)
                    .contains("File too large", "; this goes on at ", "/full --resume")
                    .doesNotContain("\tat ");
            assertThat(run).doesNotExist();
            assertThat(folder.resolve("full.partial/run")).doesNotExist();
        }
        resumed(run, "full disk");
    }

    /** Resumes the run, compares what comes out and returns what was said on the way. */
    private static String resumed(Path run, String how) throws Exception {
        Process process = start(List.of("--resume"), run);
        String messages = messages(process);
        assertThat(process.waitFor()).as("%s: %s", how, messages).isEqualTo(status);
        assertThat(contents(run)).as(how).isEqualTo(expected);
        assertThat(folder.resolve(run.getFileName() + ".partial")).as(how).doesNotExist();
        assertThat(folder.resolve(run.getFileName() + ".replaced")).as(how).doesNotExist();
        return messages;
    }

    /** Its messages fit into a pipe, so it never waits for them to be read. */
    private static Process start(List<String> options, Path run) throws IOException {
        return new ProcessBuilder(command(options, run))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> command(List<String> options, Path run) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("tributary.cli.Main");
        command.addAll(FIT);
        command.addAll(List.of("-o", run.toString()));
        command.addAll(options);
        return command;
    }

    private static void kill(Process process, long afterNanos) throws InterruptedException {
        process.waitFor(afterNanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
    }

    /** Until a chain has saved its state. */
    private static void awaitState(Process process, Path run) {
        Path files = folder.resolve(run.getFileName() + ".partial/checkpoint");
        while (process.isAlive()
                && !Files.exists(files.resolve("chain-1.state"))
                && !Files.exists(files.resolve("chain-2.state"))) {
            Thread.onSpinWait();
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static boolean ignoresInterrupt(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .findFirst()
                        .orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
    }

    /** All that a process says on standard error. */
    private static String messages(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Everything of a run that is the same in every process: all but times. */
    private static Map<String, String> contents(Path run) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> tree = Files.walk(run)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                String text = Files.readString(file);
                if (name.endsWith(".csv")) {
                    text = without(text, "#.*");
                } else if (name.equals("diagnostics.json")) {
                    text = without(text, " *\"seconds\".*");
                }
                if (!name.equals("report.html")) { // which names the seconds
                    contents.put(name, text);
                }
            }
        }
        return contents;
    }

    private static String without(String text, String line) {
        return text.lines().filter(l -> !l.matches(line)).collect(Collectors.joining("\n"));
    }
}
