package tributary.mcmc;

/** Collects the statistics of a chain's kept draws. */
final class Recorder {
    private final double[] logDensity;
    private final double[] acceptStatistic;
    private final int[] treeDepth;
    private final int[] leapfrogs;
    private final boolean[] divergent;
    private final double[] energy;
    private int count;
    private int divergences;

    Recorder(int draws) {
        logDensity = new double[draws];
        acceptStatistic = new double[draws];
        treeDepth = new int[draws];
        leapfrogs = new int[draws];
        divergent = new boolean[draws];
        energy = new double[draws];
    }

    void add(Transition transition) {
        logDensity[count] = transition.logDensity();
        acceptStatistic[count] = transition.acceptStatistic();
        treeDepth[count] = transition.treeDepth();
        leapfrogs[count] = transition.leapfrogs();
        divergent[count] = transition.divergent();
        energy[count] = transition.energy();
        divergences += transition.divergent() ? 1 : 0;
        count++;
    }

    int divergences() {
        return divergences;
    }

    ChainStatistics statistics(
            double stepSize,
            double[] inverseMetric,
            long gradients,
            double warmupSeconds,
            double samplingSeconds) {
        return new ChainStatistics(
                logDensity,
                acceptStatistic,
                treeDepth,
                leapfrogs,
                divergent,
                energy,
                stepSize,
                inverseMetric,
                gradients,
                warmupSeconds,
                samplingSeconds);
    }
}
