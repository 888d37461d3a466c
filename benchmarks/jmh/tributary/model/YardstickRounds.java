package tributary.model;

import com.sun.management.ThreadMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gradient of the C yardstick and ours, one after the other for several rounds, each alone on
 * the machine: the ratio of two neighbours in time says more than two times do.
 *
 * <pre>java … tributary.model.YardstickRounds FOLDER SIZE THREADS ROUNDS SECONDS</pre>
 *
 * <p>The folder holds the program, {@code limit}. Both evaluate the same eight points in turn and
 * report the median over batches of some milliseconds: of the CPU time of their thread where there
 * is one, else of the time on the wall.
 */
public final class YardstickRounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double BATCH_NANOS = 2e6;

    /** Least and most seconds of ours alone before the first round. */
    private static final double WARM_UP = 8;

    private static final double LONGEST_WARM_UP = 60;

    private static final Pattern MEDIAN = Pattern.compile("med ([0-9.]+) ns");

    private final Path folder;
    private final String size;
    private final double seconds;
    private final LongSupplier clock;
    private final String implementation;

    private final Posterior posterior;
    private final double[][] points;
    private final double[] gradient;
    private double sink;

    private YardstickRounds(Path folder, String size, int threads, double seconds)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.size = size;
        this.seconds = seconds;
        clock = threads == 1 ? THREADS::getCurrentThreadCpuTime : System::nanoTime;
        implementation = threads == 1 ? "own" : "own_mt";
        limit("dump");
        YardstickDump dump = YardstickDump.read(folder.resolve("data_" + size + ".bin"));
        CompiledModel model = dump.data().compile();
        var coordinates = new YardstickCoordinates(dump.data(), model.parameters());
        posterior = model.posterior().fork(threads);
        points =
                dump.points().stream()
                        .map(point -> coordinates.point(point.q()))
                        .toArray(double[][]::new);
        gradient = new double[posterior.dimension()];
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "arguments: FOLDER SIZE THREADS ROUNDS SECONDS, not " + Arrays.toString(args));
        }
        int threads = Integer.parseInt(args[2]);
        var rounds =
                new YardstickRounds(
                        Path.of(args[0]), args[1], threads, Double.parseDouble(args[4]));
        rounds.run(threads, Integer.parseInt(args[3]));
    }

    private void run(int threads, int rounds) throws IOException, InterruptedException {
        warmUp();
        double[] c = new double[rounds];
        double[] ours = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            c[round] = theirs();
            ours[round] = ours();
            ratio[round] = ours[round] / c[round];
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d thread%s: C median %.2f µs, least %.2f; ours %.2f, least %.2f; ratio %.3f"
                        + " (%.3f–%.3f); %d bytes a gradient%n",
                size,
                threads,
                threads == 1 ? "" : "s",
                median(c) / 1000,
                least(c) / 1000,
                median(ours) / 1000,
                least(ours) / 1000,
                median(ratio),
                least(ratio),
                Arrays.stream(ratio).max().orElseThrow(),
                bytes());
        if (!Double.isFinite(sink)) {
            throw new IllegalStateException("a log density was " + sink);
        }
    }

    /** As long as bytes are allocated, vectors are still objects and times mean nothing. */
    private void warmUp() {
        long start = System.nanoTime();
        double elapsed = 0;
        while (elapsed < WARM_UP || (bytes() > 0 && elapsed < LONGEST_WARM_UP)) {
            batch(points.length);
            elapsed = 1e-9 * (System.nanoTime() - start);
        }
    }

    /** Nanoseconds per gradient of the C program. */
    private double theirs() throws IOException, InterruptedException {
        String output = limit("bench", implementation, Double.toString(seconds));
        Matcher median = MEDIAN.matcher(output);
        if (!median.find()) {
            throw new IOException("limit printed no median: " + output);
        }
        return Double.parseDouble(median.group(1));
    }

    private String limit(String mode, String... more) throws IOException, InterruptedException {
        var command = new ProcessBuilder(folder.resolve("limit").toString(), size, mode);
        command.command().addAll(Arrays.asList(more));
        Process process = command.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("limit failed: " + output);
        }
        return output;
    }

    /** Nanoseconds per gradient of ours. */
    private double ours() {
        double single = Math.max(batch(points.length), 1);
        int calls = (int) (BATCH_NANOS / single) + 1;
        int batches = (int) (1e9 * seconds / (calls * single)) + 3;
        double[] nanos = new double[batches];
        for (int b = 0; b < batches; b++) {
            nanos[b] = batch(calls);
        }
        return median(nanos);
    }

    private double batch(int calls) {
        long start = clock.getAsLong();
        for (int i = 0; i < calls; i++) {
            sink += posterior.logDensity(points[i % points.length], gradient);
        }
        return (double) (clock.getAsLong() - start) / calls;
    }

    /** Of all threads. */
    private long bytes() {
        long before = THREADS.getTotalThreadAllocatedBytes();
        batch(points.length);
        return (THREADS.getTotalThreadAllocatedBytes() - before) / points.length;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }
}
