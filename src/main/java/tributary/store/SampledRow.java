package tributary.store;

import tributary.mcmc.Transition;

/**
 * What is kept of one transition: the sampler's statistics in the order of {@link
 * CmdStanCsv#SAMPLER_COLUMNS}, then the columns of the model. Counts are exact as doubles.
 */
final class SampledRow {
    static final int LOG_DENSITY = 0;
    static final int ACCEPT_STATISTIC = 1;
    static final int STEP_SIZE = 2;
    static final int TREE_DEPTH = 3;
    static final int LEAPFROGS = 4;
    static final int DIVERGENT = 5;
    static final int ENERGY = 6;

    /** Number of statistics: where the columns of the model begin. */
    static final int STATISTICS = 7;

    private SampledRow() {}

    /** Writes the statistics to the front of a row. */
    static void write(Transition transition, double[] row) {
        row[LOG_DENSITY] = transition.logDensity();
        row[ACCEPT_STATISTIC] = transition.acceptStatistic();
        row[STEP_SIZE] = transition.stepSize();
        row[TREE_DEPTH] = transition.treeDepth();
        row[LEAPFROGS] = transition.leapfrogs();
        row[DIVERGENT] = transition.divergent() ? 1 : 0;
        row[ENERGY] = transition.energy();
    }
}
