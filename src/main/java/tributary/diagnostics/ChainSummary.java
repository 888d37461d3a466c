package tributary.diagnostics;

import tributary.mcmc.ChainStatistics;

/** Sampler health of one chain; {@code chain} counts from 1, {@code maxDepthHits} counts draws. */
public record ChainSummary(
        int chain,
        int divergences,
        int maxDepthHits,
        double ebfmi,
        double stepSize,
        long gradients,
        double seconds) {

    static ChainSummary of(int chain, ChainStatistics statistics, int maxDepth) {
        int divergences = 0;
        for (boolean divergent : statistics.divergent()) {
            divergences += divergent ? 1 : 0;
        }
        int maxDepthHits = 0;
        for (int depth : statistics.treeDepth()) {
            maxDepthHits += depth >= maxDepth ? 1 : 0;
        }
        return new ChainSummary(
                chain,
                divergences,
                maxDepthHits,
                Ebfmi.of(statistics.energy()),
                statistics.tuning().stepSize(),
                statistics.gradients(),
                statistics.seconds());
    }
}
