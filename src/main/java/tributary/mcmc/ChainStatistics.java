package tributary.mcmc;

/**
 * What the sampler recorded of one chain; the arrays have one entry per kept draw.
 *
 * @param logDensity of the unconstrained target at the draw
 * @param acceptStatistic mean Metropolis acceptance over all leaves of the trajectory, 0..1
 * @param treeDepth number of doublings
 * @param leapfrogs gradients spent on the draw
 * @param divergent whether the trajectory ended in a divergence
 * @param energy Hamiltonian of the draw with the momentum it was reached with (Stan's energy__)
 * @param stepSize after adaptation
 * @param inverseMetric diagonal of the inverse metric after adaptation, length dimension
 * @param gradients all gradients of the chain, warm-up included
 * @param warmupSeconds wall-clock time of warm-up
 * @param samplingSeconds wall-clock time of the kept draws
 */
@SuppressWarnings("ArrayRecordComponent") // plain data; nobody compares two of them
public record ChainStatistics(
        double[] logDensity,
        double[] acceptStatistic,
        int[] treeDepth,
        int[] leapfrogs,
        boolean[] divergent,
        double[] energy,
        double stepSize,
        double[] inverseMetric,
        long gradients,
        double warmupSeconds,
        double samplingSeconds) {}
