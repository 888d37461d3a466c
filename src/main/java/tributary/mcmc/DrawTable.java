package tributary.mcmc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A sink that keeps the draws in memory. */
public final class DrawTable implements DrawSink {
    private final double[][][] values;
    private final Recorder[] recorders;
    private final BiFunction<Integer, double[], double[]> row;

    /**
     * @param row what is kept of a chain's position: a new array; called from the chain's thread
     */
    public DrawTable(int chains, int draws, BiFunction<Integer, double[], double[]> row) {
        values = new double[chains][draws][];
        recorders = new Recorder[chains];
        for (int chain = 0; chain < chains; chain++) {
            recorders[chain] = new Recorder(draws);
        }
        this.row = row;
    }

    @Override
    public void draw(int chain, int draw, double[] q, Transition transition) {
        values[chain][draw] = row.apply(chain, q);
        recorders[chain].record(draw, transition);
    }

    /** The table, once sampling is over. */
    public Draws draws(List<String> names, List<ChainResult> results) {
        List<ChainStatistics> statistics = new ArrayList<>();
        for (int chain = 0; chain < recorders.length; chain++) {
            statistics.add(recorders[chain].statistics(results.get(chain)));
        }
        return new Draws(names, values, statistics);
    }
}
