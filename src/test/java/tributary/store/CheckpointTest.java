package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.math.LogDensity;
import tributary.mcmc.ChainResult;
import tributary.mcmc.DrawSink;
import tributary.mcmc.Draws;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.mcmc.ProgressListener;
import tributary.mcmc.SamplingException;
import tributary.mcmc.Transition;
import tributary.report.SampleRun;
import tributary.spec.SamplerSpec;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Chains that are stopped and go on, in process; {@code ResumeTest} kills real processes. */
class CheckpointTest {
    private static final Run RUN = SampleRun.create();
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** A correlated normal: cheap, and its metric gets directions in the warm-up. */
    private static final LogDensity DENSITY =
            LogDensity.of(
                    3,
                    (q, g) -> {
                        double d = q[0] - q[1];
                        g[0] = -q[0] - 20 * d;
                        g[1] = -q[1] + 20 * d;
                        g[2] = -q[2] / 9;
                        return -0.5 * (q[0] * q[0] + q[1] * q[1] + 20 * d * d + q[2] * q[2] / 9);
                    });

    @TempDir private Path folder;

    private final List<String> notes = new ArrayList<>();

    private static SamplerSpec sampler(int draws, int thin, boolean saveWarmup) {
        return new SamplerSpec(
                3,
                60,
                draws,
                5,
                0.8,
                8,
                SamplerSpec.Metric.AUTO,
                SamplerSpec.Init.UNIFORM,
                thin,
                saveWarmup);
    }

    private Checkpoint checkpoint(boolean resume) {
        return new Checkpoint(folder.resolve("run"), resume, notes::add);
    }

    private static ChainRows open(SampleStore store, SamplerSpec sampler) {
        return store.open(RUN.model().with(sampler), RUN.priors(), RUN.info(), NAMES);
    }

    /** Samples into the rows; the listener may throw, which is how these tests stop a chain. */
    private static Draws sample(ChainRows rows, SamplerSpec sampler, ProgressListener listener) {
        var options =
                NutsOptions.defaults()
                        .withChains(sampler.chains())
                        .withWarmup(sampler.warmup())
                        .withDraws(sampler.draws())
                        .withThin(sampler.thin())
                        .withSeed(sampler.seed())
                        .withThreads(2);
        DrawSink sink =
                new DrawSink() {
                    @Override
                    public void draw(int chain, int draw, double[] q, Transition transition) {
                        rows.append(chain, transition, q);
                    }

                    @Override
                    public void warmupDraw(int chain, int i, double[] q, Transition transition) {
                        if (sampler.saveWarmup() && i % sampler.thin() == 0) {
                            rows.append(chain, transition, q);
                        }
                    }
                };
        return rows.draws(NAMES, Nuts.sample(DENSITY, options, sink, listener, rows));
    }

    /** Saves whenever a number divides the iteration, not by the clock. */
    private static ChainRows savingEvery(int iterations, ChainRows rows) {
        var asked =
                new AtomicInteger[] {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        return new ChainRows() {
            @Override
            public Optional<byte[]> load(int chain) {
                return rows.load(chain);
            }

            @Override
            public boolean isDue(int chain) {
                return asked[chain].incrementAndGet() % iterations == 0;
            }

            @Override
            public void save(int chain, byte[] state) {
                rows.save(chain, state);
            }

            @Override
            public void append(int chain, Transition transition, double[] row) {
                rows.append(chain, transition, row);
            }

            @Override
            public Draws draws(List<String> names, List<ChainResult> results) {
                return rows.draws(names, results);
            }
        };
    }

    /** Fails in one chain, when it has done so many iterations or had done more before. */
    private static ProgressListener killing(int victim, int at) {
        return (chain, iteration, total, warmup, divergences, stepSize) -> {
            if (chain == victim && iteration >= at) {
                throw new IllegalStateException("killed");
            }
        };
    }

    private void stopped(SamplerSpec sampler, boolean resume, int victim, int at)
            throws IOException {
        try (Checkpoint checkpoint = checkpoint(resume)) {
            ChainRows rows = savingEvery(7, open(checkpoint, sampler));
            assertThatThrownBy(() -> sample(rows, sampler, killing(victim, at)))
                    .isInstanceOf(SamplingException.class)
                    .hasMessageContaining("killed");
        }
    }

    private Draws finished(SamplerSpec sampler) throws IOException {
        try (Checkpoint checkpoint = checkpoint(true)) {
            return sample(open(checkpoint, sampler), sampler, ProgressListener.NONE);
        }
    }

    private static Draws reference(SamplerSpec sampler) {
        return sample(open(SampleStore.MEMORY, sampler), sampler, ProgressListener.NONE);
    }

    private static void assertSame(Draws actual, Draws expected) {
        assertThat(actual.chains()).isEqualTo(expected.chains());
        assertThat(actual.draws()).isEqualTo(expected.draws());
        for (int chain = 0; chain < expected.chains(); chain++) {
            for (int draw = 0; draw < expected.draws(); draw++) {
                assertThat(actual.row(chain, draw)).isEqualTo(expected.row(chain, draw));
            }
            assertThat(actual.statistics(chain))
                    .usingRecursiveComparison()
                    .ignoringFields("result.warmupSeconds", "result.samplingSeconds")
                    .isEqualTo(expected.statistics(chain));
        }
        for (int column = 0; column < NAMES.size(); column++) {
            assertThat(actual.column(column)).isDeepEqualTo(expected.column(column));
        }
        assertThat(actual.warmup().isPresent()).isEqualTo(expected.warmup().isPresent());
        if (expected.warmup().isPresent()) {
            assertSame(actual.warmup().get(), expected.warmup().get());
        }
    }

    /** In the first iteration, around the end of the warm-up (60), among the draws, at the last. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 33, 59, 60, 61, 62, 99, 100})
    void goesOnWhereItWasStopped(int iteration) throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        stopped(sampler, false, 1, iteration);
        assertSame(finished(sampler), reference(sampler));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, true", "3, false", "7, true"})
    void goesOnWithThinnedDrawsAndThoseOfTheWarmup(int thin, boolean saveWarmup)
            throws IOException {
        SamplerSpec sampler = sampler(40, thin, saveWarmup);
        for (int at : new int[] {20, 45, 61, 64, 75, 99}) {
            stopped(sampler, at > 20, at % 3, at);
        }
        Draws draws = finished(sampler);
        assertSame(draws, reference(sampler));
        assertThat(draws.warmup().map(Draws::draws).orElse(0)).isEqualTo(sampler.keptWarmup());
    }

    @Test
    void anInterruptSavesEveryChainWhereItIs() throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        try (Checkpoint checkpoint = checkpoint(false)) {
            ChainRows rows = open(checkpoint, sampler);
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() ->
                            sample(
                                    rows,
                                    sampler,
                                    (chain, iteration, total, warmup, n, step) -> {
                                        if (iteration == 80) {
                                            caller.interrupt();
                                            waitForInterrupt();
                                        }
                                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(checkpoint.isResumable()).isTrue();
            // One chain has 20 draws, the others no more: they were stopped where they were.
            assertThat(checkpoint.position()).matches("draw \\d+ of 120");
            int draws = Integer.parseInt(checkpoint.position().split(" ")[1]);
            assertThat(draws).isBetween(20, 60);
        }
        assertSame(finished(sampler), reference(sampler));
    }

    private static void waitForInterrupt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /** Every kind of damage is noticed, costs the chain it befell, and is said. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "state cut",
                "state empty",
                "state flipped",
                "state garbage",
                "rows cut",
                "rows flipped",
                "rows gone"
            })
    void aChainWithDamagedFilesBeginsAgain(String damage) throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        stopped(sampler, false, 0, 95);
        Path files = folder.resolve("run.partial/checkpoint");
        Path file = files.resolve(damage.startsWith("state") ? "chain-1.state" : "chain-1.rows");
        byte[] bytes = Files.readAllBytes(file);
        switch (damage.split(" ")[1]) {
            case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case "empty" -> Files.write(file, new byte[0]);
            case "flipped" -> {
                bytes[bytes.length / 3] ^= 0x10;
                Files.write(file, bytes);
            }
            case "garbage" -> Files.write(file, HexFormat.of().parseHex("00ff00ff00ff"));
            default -> Files.delete(file);
        }

        assertSame(finished(sampler), reference(sampler));
        assertThat(notes)
                .contains("chain 1 begins again: its files in " + files + " are damaged")
                .noneMatch(note -> note.startsWith("chain 2"));
    }

    @Test
    void rowsBehindTheStateAreCutOff() throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        stopped(sampler, false, 2, 90);
        Path file = folder.resolve("run.partial/checkpoint/chain-3.rows");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 12345));

        assertSame(finished(sampler), reference(sampler));
        assertThat(notes).noneMatch(note -> note.contains("damaged"));
    }

    @Test
    void refusesToGoOnWithAnotherFitAndNamesAllThatDiffers() throws IOException {
        stopped(sampler(40, 1, false), false, 0, 70);
        var other = new RunInfo("9.9.9", "elsewhere.csv", "abcd", RUN.info().seed());
        try (Checkpoint checkpoint = checkpoint(true)) {
            assertThatThrownBy(() ->
                            checkpoint.open(
                                    RUN.model().with(sampler(50, 1, true)),
                                    RUN.priors(),
                                    other,
                                    NAMES))
                    .isInstanceOf(Checkpoint.RefusedException.class)
                    .hasMessageContaining("run.partial: --resume cannot go on")
                    .hasMessageContaining("$.sampler.draws: 50, was 40")
                    .hasMessageContaining("$.sampler.save_warmup: true, was false")
                    .hasMessageContaining("$.run.version: \"9.9.9\", was \"")
                    .hasMessageContaining("$.run.sha256: \"abcd\", was \"")
                    .hasMessageNotContaining("elsewhere.csv");
        }
        assertThat(notes).isEmpty();
        assertSame(finished(sampler(40, 1, false)), reference(sampler(40, 1, false)));
        assertThat(notes).singleElement().asString().startsWith("going on at ");
    }

    /** Builds before the format was numbered wrote none. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "none, absent"})
    void refusesChainsStoredInAnotherFormat(String stored, String said) throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        stopped(sampler, false, 0, 70);
        Path marker = folder.resolve("run.partial/model.json");
        String ours = Files.readString(marker);
        String format = "\"checkpoint_format\" : " + Checkpoint.FORMAT;
        assertThat(ours).contains(format);
        String theirs = stored.equals("none") ? "\"seed\" : 1" : format.replaceAll("\\d+", stored);
        Files.writeString(marker, ours.replace(format, theirs));
        try (Checkpoint checkpoint = checkpoint(true)) {
            assertThatThrownBy(() -> open(checkpoint, sampler))
                    .isInstanceOf(Checkpoint.RefusedException.class)
                    .hasMessageContaining("run.partial: --resume cannot go on")
                    .hasMessageContaining("$.run.checkpoint_format: 2, was " + said);
        }
        Files.writeString(marker, ours);
        assertSame(finished(sampler), reference(sampler));
    }

    @Test
    void oneProcessAtATime() throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        try (Checkpoint first = checkpoint(false);
                Checkpoint second = checkpoint(true)) {
            Draws draws = sample(open(first, sampler), sampler, ProgressListener.NONE);
            assertThatThrownBy(() -> open(second, sampler))
                    .isInstanceOf(Checkpoint.RefusedException.class)
                    .hasMessageContaining("run.partial: another fit is working there");
            assertSame(draws, reference(sampler));
        }
    }

    @Test
    void saysWhatItFound() throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        stopped(sampler, true, 0, 70);
        assertThat(notes).singleElement().asString().startsWith("nothing to resume in ");
        notes.clear();
        stopped(sampler, true, 0, 90);
        assertThat(notes).singleElement().asString().startsWith("going on at ");
        notes.clear();
        stopped(sampler, false, 0, 70);
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("is given up (--resume would have gone on with it)");
    }

    @Test
    void leavesNothingWhereNothingWasSaved() throws IOException {
        try (Checkpoint checkpoint = checkpoint(false)) {
            open(checkpoint, sampler(40, 1, false));
            assertThat(folder.resolve("run.partial/model.json")).exists();
            assertThat(checkpoint.isResumable()).isFalse();
        }
        assertThat(entries()).isEmpty();
    }

    /** A start that was killed before its first file was whole. */
    @ParameterizedTest
    @ValueSource(strings = {"lock", "model.json.new"})
    void theLeftoversOfAStartAreOurs(String leftover) throws IOException {
        Path partial = Files.createDirectory(folder.resolve("run.partial"));
        Files.writeString(partial.resolve(leftover), "");
        SamplerSpec sampler = sampler(40, 1, false);
        assertSame(finished(sampler), reference(sampler));
    }

    @Test
    void anythingElseInTheWayIsLeftAlone() throws IOException {
        Path partial = Files.createDirectory(folder.resolve("run.partial"));
        Files.writeString(partial.resolve("thesis.txt"), "years of work");
        try (Checkpoint checkpoint = checkpoint(true)) {
            assertThatThrownBy(() -> open(checkpoint, sampler(40, 1, false)))
                    .isInstanceOf(Checkpoint.RefusedException.class)
                    .hasMessageContaining("run.partial: is in the way");
        }
        assertThat(partial).isDirectoryContaining("glob:**/thesis.txt");
    }

    @Test
    void theFinishedRunTakesItsPlaceAndAFailureKeepsIt() throws IOException {
        SamplerSpec sampler = sampler(40, 1, false);
        Path directory = folder.resolve("run");
        try (Checkpoint checkpoint = checkpoint(false)) {
            Draws draws = sample(open(checkpoint, sampler), sampler, ProgressListener.NONE);
            Run run =
                    new Run(
                            RUN.model().with(sampler),
                            RUN.priors(),
                            RUN.notes(),
                            RUN.info(),
                            RUN.panel(),
                            draws,
                            RUN.diagnostics(),
                            RUN.effects(),
                            RUN.fit());
            assertThatThrownBy(() -> RunDirectory.write(directory, run, Map.of("../escape", "")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(entries()).containsExactly("run.partial");
            assertThat(folder.resolve("run.partial/run")).doesNotExist();

            RunDirectory.write(directory, run, Map.of());
        }
        assertThat(entries()).containsExactly("run");
        assertSame(RunDirectory.read(directory).draws(), reference(sampler));
    }

    /**
     * What a chain allocates does not grow with its draws: 50 000 of them leave nothing behind and
     * cost less than one of their rows would.
     */
    @Test
    void memoryDoesNotGrowWithTheNumberOfDraws() throws IOException {
        SamplerSpec sampler = sampler(50_000, 1, false);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] at = new long[2];
        try (Checkpoint checkpoint = checkpoint(false)) {
            ChainRows rows = savingEvery(10_000, open(checkpoint, sampler));
            Draws draws =
                    sample(
                            rows,
                            sampler,
                            (chain, iteration, total, warmup, divergences, step) -> {
                                if (chain == 0 && (iteration == 10_060 || iteration == total)) {
                                    at[iteration == total ? 1 : 0] =
                                            threads.getCurrentThreadAllocatedBytes();
                                }
                            });
            assertThat((at[1] - at[0]) / 40_000.0).isLessThan(80);
            assertThat(draws.draws()).isEqualTo(50_000);
        }
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }
}
