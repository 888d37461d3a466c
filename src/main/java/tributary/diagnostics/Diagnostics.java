package tributary.diagnostics;

import tributary.mcmc.Draws;

import java.util.List;

/**
 * Everything {@code diagnostics.json} holds.
 *
 * @param seconds wall-clock time of sampling, the slowest chain
 */
public record Diagnostics(
        List<ParameterSummary> parameters,
        List<ChainSummary> chains,
        long gradients,
        double seconds,
        Verdict verdict) {
    public Diagnostics {
        parameters = List.copyOf(parameters);
        chains = List.copyOf(chains);
    }

    /**
     * Diagnoses a run.
     *
     * @param draws named columns; constant columns are summarised but take no part in the verdict
     * @param maxDepth the sampler's limit on tree depth
     */
    public static Diagnostics of(Draws draws, int maxDepth) {
        throw new IllegalStateException("skeleton");
    }
}
