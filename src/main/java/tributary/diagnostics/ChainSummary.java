package tributary.diagnostics;

import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Tuning;

/**
 * Sampler health of one chain; {@code chain} counts from 1, {@code maxDepthHits} counts draws.
 *
 * @param metric that the warm-up ended with: "diagonal", "low_rank, rank 7", "dense"
 */
public record ChainSummary(
        int chain,
        int divergences,
        int maxDepthHits,
        double ebfmi,
        double stepSize,
        long gradients,
        double seconds,
        String metric) {

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
                statistics.seconds(),
                metric(statistics.tuning()));
    }

    /** Kind of the metric in the words of the configuration, with the rank of a low-rank one. */
    private static String metric(Tuning tuning) {
        return switch (tuning.kind()) {
            case AUTO, DIAGONAL -> "diagonal";
            case LOW_RANK -> "low_rank, rank " + tuning.rank();
            case DENSE -> "dense";
        };
    }
}
