package tributary.mcmc;

import java.util.List;

/**
 * Draws of several chains as a table of named columns, with what the sampler recorded beside it.
 *
 * <p>Columns are unconstrained coordinates as they leave the sampler, or constrained parameters and
 * effects once a model has translated them.
 */
public final class Draws {
    private final List<String> names;
    private final double[][][] values;
    private final List<ChainStatistics> statistics;

    /**
     * @param names of the columns
     * @param values indexed [chain][draw][column]; kept, not copied
     * @param statistics one per chain
     */
    public Draws(List<String> names, double[][][] values, List<ChainStatistics> statistics) {
        this.names = List.copyOf(names);
        this.values = values;
        this.statistics = List.copyOf(statistics);
    }

    public List<String> names() {
        return names;
    }

    public int chains() {
        return values.length;
    }

    /** Draws per chain. */
    public int draws() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** One draw as a row of all columns; not a copy, not to be modified. */
    public double[] row(int chain, int draw) {
        return values[chain][draw];
    }

    /** One column indexed [chain][draw]; a copy. */
    public double[][] column(int column) {
        double[][] result = new double[chains()][draws()];
        for (int c = 0; c < result.length; c++) {
            for (int d = 0; d < result[c].length; d++) {
                result[c][d] = values[c][d][column];
            }
        }
        return result;
    }

    /** Index of a column, or an error that names it. */
    public int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("column: " + name + " is not one of " + names);
        }
        return index;
    }

    public ChainStatistics statistics(int chain) {
        return statistics.get(chain);
    }
}
