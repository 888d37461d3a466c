package tributary.mcmc;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One Markov chain from its random start through warm-up to its last draw. */
final class Chain {
    private final int number;
    private final NutsOptions options;
    private final DrawSink sink;
    private final ProgressListener progress;
    private final CheckpointStore checkpoints;
    private final RandomStream random;
    private final LowRankMetric metric;
    private final Leapfrog leapfrog;
    private final NutsKernel kernel;
    private final Warmup warmup;

    /** How the starting point was found. */
    private Initialization start = Initialization.UNIFORM;

    /** Iterations done, warm-up included. */
    private int iteration;

    /** Divergences after warm-up. */
    private int divergences;

    private double warmupSeconds;
    private double samplingSeconds;
    private long lapStart;

    /**
     * @param number from 0; chooses the random stream
     * @param density used by this chain only
     */
    Chain(
            int number,
            LogDensity density,
            NutsOptions options,
            DrawSink sink,
            ProgressListener progress,
            CheckpointStore checkpoints) {
        this.number = number;
        this.options = options;
        this.sink = sink;
        this.progress = progress;
        this.checkpoints = checkpoints;
        int dimension = density.dimension();
        random = RandomStreams.chain(options.seed(), number);
        metric = LowRankMetric.unit(dimension);
        leapfrog = new Leapfrog(density, metric);
        kernel = new NutsKernel(leapfrog, random, dimension, options.maxDepth());
        warmup = new Warmup(options, leapfrog, metric, random, dimension);
    }

    /** Runs the chain to its end; {@link CancellationException} where its thread is interrupted. */
    ChainResult run() {
        lapStart = System.nanoTime();
        Optional<byte[]> saved = checkpoints.load(number);
        if (saved.isPresent()) {
            restore(saved.get());
            report();
        } else {
            start();
        }
        while (iteration < options.iterations()) {
            if (Thread.currentThread().isInterrupted()) {
                save();
                throw new CancellationException("chain " + (number + 1) + " was interrupted");
            }
            iterate();
            if (checkpoints.isDue(number)) {
                save();
            }
        }
        save();
        return new ChainResult(
                tuning(), start, leapfrog.gradients(), warmupSeconds, samplingSeconds);
    }

    private void start() {
        PhasePoint z = new PhasePoint(metric.dimension());
        if (options.init() == Initialization.PATHFINDER && Pathfinder.draw(leapfrog, z, random)) {
            start = Initialization.PATHFINDER;
        } else {
            StartingPoint.draw(leapfrog, z, random);
        }
        kernel.start(z);
        warmup.start(kernel.state());
    }

    private void iterate() {
        boolean warming = iteration < options.warmup();
        double jitter = options.adaptation().stepSizeJitter() * (2 * random.nextDouble() - 1);
        Transition transition = kernel.next(warmup.stepSize() * (1 + jitter));
        if (warming) {
            sink.warmupDraw(number, iteration, kernel.state().q, transition);
            warmup.learn(iteration, transition, kernel.state());
        } else {
            divergences += transition.divergent() ? 1 : 0;
            int since = iteration - options.warmup() + 1;
            if (since % options.thin() == 0) {
                sink.draw(number, since / options.thin() - 1, kernel.state().q, transition);
            }
        }
        iteration++;
        if (iteration == options.warmup()) {
            warmup.finish();
            sink.warmupFinished(number, tuning());
            lap();
        }
        report();
    }

    /** Says how far the chain is, where it has begun. */
    private void report() {
        if (iteration > 0) {
            progress.iteration(
                    number,
                    iteration,
                    options.iterations(),
                    iteration <= options.warmup(),
                    divergences,
                    warmup.stepSize());
        }
    }

    private Tuning tuning() {
        int rank = metric.rank();
        boolean dense = rank == metric.dimension();
        MetricKind kind =
                rank == 0 ? MetricKind.DIAGONAL : dense ? MetricKind.DENSE : MetricKind.LOW_RANK;
        return new Tuning(
                warmup.stepSize(),
                kind,
                rank,
                metric.inverseDiagonal(),
                dense ? metric.inverse() : new double[0][]);
    }

    /** Adds the time since the last lap to the phase that ran. */
    private void lap() {
        long now = System.nanoTime();
        double seconds = 1e-9 * (now - lapStart);
        if (iteration <= options.warmup()) {
            warmupSeconds += seconds;
        } else {
            samplingSeconds += seconds;
        }
        lapStart = now;
    }

    private void save() {
        lap();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checkpoints.save(number, bytes.toByteArray());
    }

    private void restore(byte[] state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint of chain " + (number + 1), e);
        }
    }

    private void write(DataOutput out) throws IOException {
        out.writeBoolean(start == Initialization.PATHFINDER);
        out.writeInt(iteration);
        out.writeInt(divergences);
        out.writeLong(leapfrog.gradients());
        out.writeDouble(warmupSeconds);
        out.writeDouble(samplingSeconds);
        byte[] randomState = random.saveState();
        out.writeInt(randomState.length);
        out.write(randomState);
        kernel.state().savePosition(out);
        warmup.save(out);
    }

    private void read(DataInput in) throws IOException {
        start = in.readBoolean() ? Initialization.PATHFINDER : Initialization.UNIFORM;
        iteration = in.readInt();
        divergences = in.readInt();
        leapfrog.continueCounting(in.readLong());
        warmupSeconds = in.readDouble();
        samplingSeconds = in.readDouble();
        byte[] randomState = new byte[in.readInt()];
        in.readFully(randomState);
        random.restoreState(randomState);
        kernel.state().restorePosition(in);
        warmup.restore(in);
    }
}
