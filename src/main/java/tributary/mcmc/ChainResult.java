package tributary.mcmc;

/**
 * How a chain ended, its draws apart.
 *
 * @param gradients all gradients of the chain, warm-up included
 * @param warmupSeconds wall-clock time of warm-up
 * @param samplingSeconds wall-clock time of the kept draws
 */
public record ChainResult(
        Tuning tuning, long gradients, double warmupSeconds, double samplingSeconds) {}
