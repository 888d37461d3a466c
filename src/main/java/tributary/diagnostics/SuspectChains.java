package tributary.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chains that do not do what the others do, each with a sentence that says what to do: stuck ones,
 * one that disagrees with the others, slow ones. Their draws stay in every summary.
 */
final class SuspectChains {
    /** A chain that stays where it was in more than this part of its transitions is stuck. */
    private static final double STUCK = 0.5;

    /** A step size this many times smaller than the median of the others has collapsed. */
    private static final double COLLAPSED = 10;

    /** Trees at the depth limit in more than this part of the draws are saturated. */
    private static final double SATURATED = 0.5;

    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Judges every chain.
     *
     * @param draws per chain
     * @param worst how the chains agree; empty where that cannot be told
     */
    SuspectChains(List<ChainSummary> chains, int draws, Optional<Disagreement> worst) {
        for (ChainSummary chain : chains) {
            if (isStuck(chain, draws)) {
                failures.add(stuck(chain, draws));
            }
        }
        worst.ifPresent(disagreement ->
                disagreement
                        .culprit()
                        .ifPresent(c -> {
                            if (!isStuck(chains.get(c), draws)) {
                                judge(chains.get(c), disagreement);
                            }
                        }));
        judgeSteps(chains);
        judgeDepths(chains, draws);
    }

    List<String> failures() {
        return failures;
    }

    List<String> warnings() {
        return warnings;
    }

    private static boolean isStuck(ChainSummary chain, int draws) {
        return chain.unmoved() > STUCK * (draws - 1);
    }

    private static String stuck(ChainSummary chain, int draws) {
        return "chain %d is stuck: it did not move in %d of %d draws; run again with another seed or a longer warm-up"
                .formatted(chain.chain(), chain.unmoved(), draws);
    }

    /** A smaller R-hat can be noise, for which no chain is to blame. */
    private void judge(ChainSummary culprit, Disagreement worst) {
        if (!(worst.rhat() > VerdictRules.RHAT_FAIL)) {
            return;
        }
        failures.add(
                String.format(
                        Locale.ROOT,
                        "chain %d disagrees with the others: R-hat %.3f with it, %.3f without it,"
                                + " for %s; do not leave it out, it may have found what the others"
                                + " missed: run longer, and again with another seed",
                        culprit.chain(),
                        worst.rhat(),
                        culprit.rhatWithout(),
                        worst.parameter()));
    }

    private void judgeSteps(List<ChainSummary> chains) {
        for (ChainSummary chain : chains) {
            double[] others =
                    chains.stream()
                            .filter(other -> other != chain)
                            .mapToDouble(ChainSummary::stepSize)
                            .sorted()
                            .toArray();
            if (others.length == 0) {
                continue;
            }
            double median = Quantiles.ofSorted(others, 0.5);
            if (chain.stepSize() <= median / COLLAPSED) {
                warnings.add(
                        String.format(
                                Locale.ROOT,
                                "chain %d is slow: its step size %.2g is %.0f times smaller than"
                                        + " the median %.2g of the others; its warm-up went astray:"
                                        + " run again with a longer one or another seed",
                                chain.chain(),
                                chain.stepSize(),
                                median / chain.stepSize(),
                                median));
            }
        }
    }

    /** Where all chains are saturated none of them is slower than the others. */
    private void judgeDepths(List<ChainSummary> chains, int draws) {
        List<ChainSummary> saturated =
                chains.stream().filter(c -> c.maxDepthHits() > SATURATED * draws).toList();
        if (saturated.size() == chains.size()) {
            return;
        }
        for (ChainSummary chain : saturated) {
            warnings.add(
                    "chain %d is slow: %d of its %d draws reached the largest tree depth, unlike the others'; run again with a longer warm-up, or allow deeper trees"
                            .formatted(chain.chain(), chain.maxDepthHits(), draws));
        }
    }
}
