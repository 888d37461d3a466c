package tributary.mcmc;

/**
 * Told by the chains how far they are; called from the chains' threads, so it must be thread-safe
 * and quick.
 */
@FunctionalInterface
public interface ProgressListener {
    /** Ignores everything. */
    ProgressListener NONE = (chain, iteration, total, warmup, divergences, stepSize) -> {};

    /**
     * One more iteration is done, or a chain goes on where it was stopped before.
     *
     * @param chain from 0
     * @param iteration done so far, warm-up included, 1..total
     * @param total iterations of the chain, warm-up included
     * @param warmup whether the chain is still adapting
     * @param divergences after warm-up, so far
     * @param stepSize in use
     */
    void iteration(
            int chain, int iteration, int total, boolean warmup, int divergences, double stepSize);
}
