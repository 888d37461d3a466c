package tributary.diagnostics;

import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Tuning;

import java.util.Arrays;

/**
 * Sampler health of one chain.
 *
 * @param chain counts from 1
 * @param divergences draws whose trajectory diverged
 * @param maxDepthHits draws whose trajectory reached the largest tree depth
 * @param unmoved draws that are exactly the one before: every proposal was refused
 * @param rhatWithout R-hat of the run's worst parameter without this chain; NaN where fewer than
 *     two others are left or it is not defined
 * @param stepSize after adaptation
 * @param gradients warm-up included
 * @param seconds wall-clock time, warm-up included
 * @param metric that the warm-up ended with: "diagonal", "low_rank, rank 7", "dense"
 */
public record ChainSummary(
        int chain,
        int divergences,
        int maxDepthHits,
        int unmoved,
        double rhatWithout,
        double ebfmi,
        double stepSize,
        long gradients,
        double seconds,
        String metric) {

    /**
     * @param index of the chain, from 0
     * @param maxDepth the sampler's limit on tree depth
     */
    static ChainSummary of(Draws draws, int index, int maxDepth, double rhatWithout) {
        ChainStatistics statistics = draws.statistics(index);
        int divergences = 0;
        for (boolean divergent : statistics.divergent()) {
            divergences += divergent ? 1 : 0;
        }
        int maxDepthHits = 0;
        for (int depth : statistics.treeDepth()) {
            maxDepthHits += depth >= maxDepth ? 1 : 0;
        }
        return new ChainSummary(
                index + 1,
                divergences,
                maxDepthHits,
                unmoved(draws, index),
                rhatWithout,
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

    private static int unmoved(Draws draws, int chain) {
        int unmoved = 0;
        for (int d = 1; d < draws.draws(); d++) {
            unmoved += Arrays.equals(draws.row(chain, d), draws.row(chain, d - 1)) ? 1 : 0;
        }
        return unmoved;
    }
}
