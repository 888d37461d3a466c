package tributary.spec;

/**
 * Sampler settings of a configuration; the command line overrides them.
 *
 * @param draws kept per chain, after thinning
 * @param thin iterations per kept draw
 * @param saveWarmup whether the draws of the warm-up are kept beside the others
 */
public record SamplerSpec(
        int chains,
        int warmup,
        int draws,
        long seed,
        double targetAccept,
        int maxDepth,
        Metric metric,
        Init init,
        int thin,
        boolean saveWarmup) {
    /** What the warm-up fits to the posterior. */
    public enum Metric {
        AUTO,
        DIAGONAL,
        LOW_RANK,
        DENSE
    }

    /** Where chains start. */
    public enum Init {
        UNIFORM,
        PATHFINDER
    }

    /** With the default metric and start, and every draw after warm-up kept. */
    public SamplerSpec(
            int chains, int warmup, int draws, long seed, double targetAccept, int maxDepth) {
        this(
                chains,
                warmup,
                draws,
                seed,
                targetAccept,
                maxDepth,
                Metric.AUTO,
                Init.UNIFORM,
                1,
                false);
    }

    /** The defaults of the grammar. */
    public static SamplerSpec defaults() {
        return new SamplerSpec(4, 1000, 1000, 1, 0.8, 10);
    }

    /** Draws of the warm-up that are kept per chain. */
    public int keptWarmup() {
        return saveWarmup ? (warmup + thin - 1) / thin : 0;
    }

    /** Iterations of a chain from its start to its last draw. */
    public int iterations() {
        return warmup + draws * thin;
    }
}
