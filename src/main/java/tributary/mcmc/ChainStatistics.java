package tributary.mcmc;

/**
 * What the sampler recorded of one chain; the arrays have one entry per kept draw.
 *
 * @param logDensity of the unconstrained target at the draw
 * @param acceptStatistic mean Metropolis acceptance over all leaves of the trajectory, 0..1
 * @param stepSize that the draw was made with, jitter included
 * @param treeDepth number of doublings
 * @param leapfrogs gradients spent on the draw
 * @param divergent whether the trajectory ended in a divergence
 * @param energy Hamiltonian of the draw with the momentum it was reached with (Stan's energy__)
 */
@SuppressWarnings("ArrayRecordComponent") // plain data; nobody compares two of them
public record ChainStatistics(
        double[] logDensity,
        double[] acceptStatistic,
        double[] stepSize,
        int[] treeDepth,
        int[] leapfrogs,
        boolean[] divergent,
        double[] energy,
        ChainResult result) {

    /** All gradients of the chain, warm-up included. */
    public long gradients() {
        return result.gradients();
    }

    /** Wall-clock time of warm-up and kept draws. */
    public double seconds() {
        return result.warmupSeconds() + result.samplingSeconds();
    }

    /** What warm-up ended with. */
    public Tuning tuning() {
        return result.tuning();
    }

    /** How the chain got its starting point. */
    public Initialization start() {
        return result.start();
    }
}
