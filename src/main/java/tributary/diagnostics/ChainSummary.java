package tributary.diagnostics;

/** Sampler health of one chain; {@code chain} counts from 1, {@code maxDepthHits} counts draws. */
public record ChainSummary(
        int chain,
        int divergences,
        int maxDepthHits,
        double ebfmi,
        double stepSize,
        long gradients,
        double seconds) {}
