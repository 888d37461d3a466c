package tributary.mcmc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Draws of several chains as a table of named columns, with what the sampler recorded beside it.
 *
 * <p>Columns are unconstrained coordinates as they leave the sampler, or constrained parameters and
 * effects once a model has translated them.
 */
public final class Draws {
    private final List<String> names;
    private final DrawValues values;
    private final List<ChainStatistics> statistics;
    private final Optional<Draws> warmup;

    private Draws(
            List<String> names,
            DrawValues values,
            List<ChainStatistics> statistics,
            Optional<Draws> warmup) {
        this.names = List.copyOf(names);
        this.values = values;
        this.statistics = List.copyOf(statistics);
        this.warmup = warmup;
    }

    /**
     * @param names of the columns
     * @param values wherever they lie
     * @param statistics one per chain
     */
    public Draws(List<String> names, DrawValues values, List<ChainStatistics> statistics) {
        this(names, values, statistics, Optional.empty());
    }

    /**
     * @param names of the columns
     * @param values indexed [chain][draw][column]; kept, not copied
     * @param statistics one per chain
     */
    public Draws(List<String> names, double[][][] values, List<ChainStatistics> statistics) {
        this(names, new DrawArrays(values), statistics);
    }

    /** These draws, remembering those of the warm-up, which have the same columns. */
    public Draws withWarmup(Draws draws) {
        return new Draws(names, values, statistics, Optional.of(draws));
    }

    /**
     * These draws with further columns behind their own; they are NaN in the warm-up.
     *
     * @param more names of the columns
     * @param columns indexed [column][chain][draw]; kept, not copied
     */
    public Draws withColumns(List<String> more, double[][][] columns) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new Draws(
                all,
                new AppendedColumns(values, names.size(), columns),
                statistics,
                warmup.map(draws -> draws.withColumns(more, draws.unknown(more.size()))));
    }

    /** These draws with some of their columns only, in the given order. */
    public Draws select(int[] columns) {
        return new Draws(
                Arrays.stream(columns).mapToObj(names::get).toList(),
                new SelectedColumns(values, columns),
                statistics,
                warmup.map(draws -> draws.select(columns)));
    }

    private double[][][] unknown(int columns) {
        double[][] none = new double[chains()][draws()];
        for (double[] chain : none) {
            Arrays.fill(chain, Double.NaN);
        }
        double[][][] result = new double[columns][][];
        Arrays.fill(result, none);
        return result;
    }

    public List<String> names() {
        return names;
    }

    public int chains() {
        return values.chains();
    }

    /** Draws per chain. */
    public int draws() {
        return values.draws();
    }

    /** One draw as a row of all columns; perhaps not a copy, not to be modified. */
    public double[] row(int chain, int draw) {
        return values.row(chain, draw);
    }

    /** One column indexed [chain][draw]; a copy. */
    public double[][] column(int column) {
        double[][] result = new double[chains()][draws()];
        for (int c = 0; c < result.length; c++) {
            for (int d = 0; d < result[c].length; d++) {
                result[c][d] = values.value(c, d, column);
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

    /** The draws of the warm-up, where they were kept: no part of the posterior. */
    public Optional<Draws> warmup() {
        return warmup;
    }
}
