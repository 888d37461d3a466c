package tributary.mcmc;

import tributary.math.LogDensity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The No-U-Turn sampler: draws from any {@link LogDensity}, tuning itself during warm-up.
 *
 * <p>Chains run in parallel, each with a random stream of its own, so that the draws depend on the
 * seed but not on the number of threads.
 */
public final class Nuts {
    private Nuts() {}

    /**
     * Samples and keeps all draws in memory, in columns {@code q.1}..{@code q.n}.
     *
     * @throws SamplingException if a chain cannot start or the density throws
     * @throws CancellationException if the calling thread is interrupted
     */
    public static Draws sample(LogDensity density, NutsOptions options) {
        List<String> names =
                IntStream.rangeClosed(1, density.dimension()).mapToObj(i -> "q." + i).toList();
        DrawTable table = new DrawTable(options.chains(), options.draws(), (chain, q) -> q.clone());
        List<ChainResult> results = sample(density, options, table, ProgressListener.NONE);
        return table.draws(names, results);
    }

    /** Samples without checkpoints. */
    public static List<ChainResult> sample(
            LogDensity density, NutsOptions options, DrawSink sink, ProgressListener progress) {
        return sample(density, options, sink, progress, CheckpointStore.NONE);
    }

    /**
     * Samples and hands every kept draw to a sink.
     *
     * @param density forked once per chain
     * @param checkpoints where chains that were stopped before go on; {@link CheckpointStore#NONE}
     *     to begin at the beginning and to keep nothing
     * @return one entry per chain
     * @throws SamplingException if a chain cannot start, or the density, the sink, the listener or
     *     the checkpoints throw; the other chains are stopped first
     * @throws CancellationException if the calling thread is interrupted; it stays interrupted, and
     *     the chains have saved their states
     */
    public static List<ChainResult> sample(
            LogDensity density,
            NutsOptions options,
            DrawSink sink,
            ProgressListener progress,
            CheckpointStore checkpoints) {
        if (density.dimension() < 1) {
            throw new IllegalArgumentException(
                    "dimension: " + density.dimension() + " must be ≥ 1");
        }
        int threads = Math.min(options.threads(), options.chains());
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("chain-", 1).factory())) {
            CompletionService<ChainResult> completion = new ExecutorCompletionService<>(pool);
            List<Future<ChainResult>> chains = new ArrayList<>();
            for (int c = 0; c < options.chains(); c++) {
                Chain chain = new Chain(c, density.fork(), options, sink, progress, checkpoints);
                chains.add(completion.submit(chain::run));
            }
            try {
                for (int done = 0; done < chains.size(); done++) {
                    if (completion.take().state() == Future.State.FAILED) {
                        throw firstFailure(chains);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("sampling was interrupted");
            } finally {
                pool.shutdownNow();
            }
            return chains.stream().map(Future::resultNow).toList();
        }
    }

    /** Of several chains that failed, the first by number. */
    private static SamplingException firstFailure(List<Future<ChainResult>> chains) {
        int number = 1;
        while (chains.get(number - 1).state() != Future.State.FAILED) {
            number++;
        }
        Throwable cause = chains.get(number - 1).exceptionNow();
        boolean explained = cause instanceof SamplingException;
        String what = explained ? cause.getMessage() : cause.toString();
        return new SamplingException("chain " + number + ": " + what, cause);
    }
}
