package tributary.store;

import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.DrawValues;
import tributary.mcmc.Draws;
import tributary.spec.SamplerSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of the model in a range of sampled rows.
 *
 * @param source whole rows, see {@link SampledRow}
 * @param first row of the range
 * @param draws rows in the range
 * @param width columns of the model
 */
record RowValues(Source source, int chains, int first, int draws, int width) implements DrawValues {
    /** Sampled rows of all chains, wherever they lie. */
    @FunctionalInterface
    interface Source {
        double value(int chain, int row, int column);
    }

    /** The draws in the rows of a finished run, with those of the warm-up where they were kept. */
    static Draws draws(
            Source source, SamplerSpec sampler, List<String> names, List<ChainResult> results) {
        int kept = sampler.keptWarmup();
        var values = new RowValues(source, sampler.chains(), kept, sampler.draws(), names.size());
        Draws draws = new Draws(names, values, values.statistics(results));
        if (kept == 0) {
            return draws;
        }
        var warmup = new RowValues(source, sampler.chains(), 0, kept, names.size());
        return draws.withWarmup(new Draws(names, warmup, warmup.statistics(results)));
    }

    @Override
    public double value(int chain, int draw, int column) {
        return source.value(chain, first + draw, SampledRow.STATISTICS + column);
    }

    @Override
    public double[] row(int chain, int draw) {
        double[] row = new double[width];
        for (int i = 0; i < width; i++) {
            row[i] = value(chain, draw, i);
        }
        return row;
    }

    private List<ChainStatistics> statistics(List<ChainResult> results) {
        List<ChainStatistics> statistics = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            statistics.add(
                    new ChainStatistics(
                            numbers(chain, SampledRow.LOG_DENSITY),
                            numbers(chain, SampledRow.ACCEPT_STATISTIC),
                            numbers(chain, SampledRow.STEP_SIZE),
                            counts(chain, SampledRow.TREE_DEPTH),
                            counts(chain, SampledRow.LEAPFROGS),
                            flags(chain, SampledRow.DIVERGENT),
                            numbers(chain, SampledRow.ENERGY),
                            results.get(chain)));
        }
        return statistics;
    }

    private double[] numbers(int chain, int statistic) {
        double[] numbers = new double[draws];
        for (int d = 0; d < draws; d++) {
            numbers[d] = source.value(chain, first + d, statistic);
        }
        return numbers;
    }

    private int[] counts(int chain, int statistic) {
        int[] counts = new int[draws];
        for (int d = 0; d < draws; d++) {
            counts[d] = (int) source.value(chain, first + d, statistic);
        }
        return counts;
    }

    private boolean[] flags(int chain, int statistic) {
        boolean[] flags = new boolean[draws];
        for (int d = 0; d < draws; d++) {
            flags[d] = source.value(chain, first + d, statistic) != 0;
        }
        return flags;
    }
}
