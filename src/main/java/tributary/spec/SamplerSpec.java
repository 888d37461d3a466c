package tributary.spec;

/** Sampler settings of a configuration; the command line overrides them. */
public record SamplerSpec(
        int chains, int warmup, int draws, long seed, double targetAccept, int maxDepth) {
    /** The defaults of the grammar. */
    public static SamplerSpec defaults() {
        return new SamplerSpec(4, 1000, 1000, 1, 0.8, 10);
    }
}
