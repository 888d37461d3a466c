package tributary.mcmc;

/** Collects the statistics of one chain's kept draws. */
public final class Recorder {
    private final double[] logDensity;
    private final double[] acceptStatistic;
    private final double[] stepSize;
    private final int[] treeDepth;
    private final int[] leapfrogs;
    private final boolean[] divergent;
    private final double[] energy;

    /** For a number of draws per chain. */
    public Recorder(int draws) {
        logDensity = new double[draws];
        acceptStatistic = new double[draws];
        stepSize = new double[draws];
        treeDepth = new int[draws];
        leapfrogs = new int[draws];
        divergent = new boolean[draws];
        energy = new double[draws];
    }

    /** Records a draw, counted from 0. */
    public void record(int draw, Transition transition) {
        logDensity[draw] = transition.logDensity();
        acceptStatistic[draw] = transition.acceptStatistic();
        stepSize[draw] = transition.stepSize();
        treeDepth[draw] = transition.treeDepth();
        leapfrogs[draw] = transition.leapfrogs();
        divergent[draw] = transition.divergent();
        energy[draw] = transition.energy();
    }

    /** All that was recorded; not a copy. */
    public ChainStatistics statistics(ChainResult result) {
        return new ChainStatistics(
                logDensity,
                acceptStatistic,
                stepSize,
                treeDepth,
                leapfrogs,
                divergent,
                energy,
                result);
    }
}
