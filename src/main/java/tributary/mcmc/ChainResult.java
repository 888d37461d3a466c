package tributary.mcmc;

/**
 * How a chain ended, its draws apart.
 *
 * @param start how the chain got its starting point: {@link Initialization#UNIFORM} too where
 *     Pathfinder was asked for and found none
 * @param gradients all gradients of the chain, warm-up included
 * @param warmupSeconds wall-clock time of warm-up
 * @param samplingSeconds wall-clock time of the kept draws
 */
public record ChainResult(
        Tuning tuning,
        Initialization start,
        long gradients,
        double warmupSeconds,
        double samplingSeconds) {}
