package tributary.fit;

import tributary.diagnostics.ParameterSummary;
import tributary.mcmc.Draws;
import tributary.store.Run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Traces and rank histograms of headline parameters and of those that mix worst. */
final class ChainTraces {
    /** Points of each chain at most. */
    private static final int POINTS = 250;

    private static final int BINS = 20;

    /** Parameters shown whatever they are called. */
    private static final int WORST = 5;

    /** Traces at most: more are not looked at. */
    private static final int MOST = 60;

    private ChainTraces() {}

    /** Traces of the parameters that mix worst, then of the headline parameters. */
    static List<ChainTrace> of(Run run, List<String> headline) {
        Set<String> names = new LinkedHashSet<>();
        run.diagnostics().parameters().stream()
                .filter(parameter -> !Double.isNaN(parameter.rhat()))
                .filter(parameter -> run.draws().names().contains(parameter.name()))
                .sorted(Comparator.comparingDouble(ParameterSummary::rhat).reversed())
                .limit(WORST)
                .forEach(parameter -> names.add(parameter.name()));
        names.addAll(headline);
        return names.stream().limit(MOST).map(name -> trace(run.draws(), name)).toList();
    }

    private static ChainTrace trace(Draws draws, String name) {
        double[][] x = draws.column(draws.indexOf(name));
        int every = Math.ceilDiv(draws.draws(), POINTS);
        double[][] values = new double[x.length][Math.ceilDiv(draws.draws(), every)];
        for (int chain = 0; chain < x.length; chain++) {
            for (int i = 0; i < values[chain].length; i++) {
                values[chain][i] = x[chain][i * every];
            }
        }
        return new ChainTrace(name, every, values, ranks(x));
    }

    /**
     * Counts of ranks among all draws by chain; equal draws, as rejected proposals leave them, are
     * ranked in turn from each chain.
     */
    static int[][] ranks(double[][] x) {
        double[] sorted = Arrays.stream(x).flatMapToDouble(Arrays::stream).sorted().toArray();
        int[] first = firstOfEquals(sorted);
        int[] seen = new int[sorted.length];
        int[][] counts = new int[x.length][BINS];
        for (int draw = 0; draw < x[0].length; draw++) {
            for (int chain = 0; chain < x.length; chain++) {
                int place = first[Arrays.binarySearch(sorted, x[chain][draw])];
                long rank = place + seen[place]++;
                counts[chain][(int) (rank * BINS / sorted.length)]++;
            }
        }
        return counts;
    }

    /** Of every place in sorted values the first place of an equal one. */
    private static int[] firstOfEquals(double[] sorted) {
        int[] first = new int[sorted.length];
        for (int i = 1; i < sorted.length; i++) {
            first[i] = sorted[i] == sorted[i - 1] ? first[i - 1] : i;
        }
        return first;
    }
}
