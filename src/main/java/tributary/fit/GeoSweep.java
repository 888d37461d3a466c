package tributary.fit;

import tributary.effects.Factual;
import tributary.effects.GeoSums;
import tributary.effects.Latents;
import tributary.model.CompiledModel;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Evaluates interventions at every draw of a run, a block of geos at a time, so that what is held
 * for the geos stays bounded however many there are. The sums of all geos are those of each, added
 * in order: no number depends on the size of the blocks.
 */
final class GeoSweep {
    /** Sums of geos held at once, 64 MB; of one geo at least. */
    static final int HELD = 1 << 23;

    private final CompiledModel model;
    private final ThinnedDraws constrained;
    private final List<Function<Factual, GeoSums>> interventions;
    private final int[] widths;
    private final int held;

    /** Told the sums of each geo, of different geos by different threads. */
    @FunctionalInterface
    interface ByGeo {
        /**
         * @param sums indexed [intervention][sum][chain][draw]; not kept
         */
        void accept(int geo, double[][][][] sums);
    }

    /**
     * @param constrained rows that begin with the reported parameters of the model
     * @param interventions what to prepare on each thread's own factual
     * @param held sums of geos held at once, but those of one geo at least
     */
    GeoSweep(
            CompiledModel model,
            ThinnedDraws constrained,
            List<Function<Factual, GeoSums>> interventions,
            int held) {
        this.model = model;
        this.constrained = constrained;
        this.interventions = List.copyOf(interventions);
        this.held = held;
        var factual = new Factual(model);
        widths = interventions.stream().mapToInt(each -> each.apply(factual).width()).toArray();
    }

    /**
     * Sweeps the geos first ≤ g < end.
     *
     * @return their sums together, indexed [intervention][sum][chain][draw]
     */
    double[][][][] run(int first, int end, ByGeo byGeo) {
        long perGeo = (long) constrained.chains() * constrained.draws();
        perGeo *= IntStream.of(widths).sum();
        int size = (int) Math.clamp(held / Math.max(1, perGeo), 1, end - first);
        double[][][][] total = newSums();
        for (int from = first; from < end; from += size) {
            LocalFitExecutor.stopIfInterrupted();
            int start = from;
            double[][][][][] block = block(start, Math.min(start + size, end));
            for (int g = 0; g < block.length; g++) {
                add(start - first + g, block[g], total);
            }
            IntStream.range(0, block.length)
                    .parallel()
                    .forEach(g -> byGeo.accept(start + g, block[g]));
        }
        return total;
    }

    private double[][][][] newSums() {
        double[][][][] sums = new double[widths.length][][][];
        for (int i = 0; i < widths.length; i++) {
            sums[i] = new double[widths[i]][constrained.chains()][constrained.draws()];
        }
        return sums;
    }

    private static void add(int order, double[][][][] sums, double[][][][] total) {
        for (int i = 0; i < sums.length; i++) {
            for (int s = 0; s < sums[i].length; s++) {
                for (int chain = 0; chain < sums[i][s].length; chain++) {
                    GeoSums.add(order, sums[i][s][chain], total[i][s][chain]);
                }
            }
        }
    }

    /** Sums of a block, indexed [geo − from][intervention][sum][chain][draw]. */
    private double[][][][][] block(int from, int to) {
        double[][][][][] block = new double[to - from][][][][];
        for (int g = 0; g < block.length; g++) {
            block[g] = newSums();
        }
        IntStream.range(0, constrained.chains())
                .parallel()
                .forEach(chain -> chain(chain, from, to, block));
        return block;
    }

    private void chain(int chain, int from, int to, double[][][][][] block) {
        var factual = new Factual(model);
        List<GeoSums> prepared = interventions.stream().map(each -> each.apply(factual)).toList();
        double[][][] sums = new double[widths.length][][];
        for (int i = 0; i < widths.length; i++) {
            sums[i] = new double[to - from][widths[i]];
        }
        long seed = model.spec().sampler().seed();
        double[] theta = new double[model.parameters().slots()];
        for (int draw = 0; draw < constrained.draws(); draw++) {
            model.parameters().restore(constrained.row(chain, draw), theta);
            factual.evaluate(theta, Latents.drawn(seed, chain, constrained.number(draw)), from, to);
            for (int i = 0; i < widths.length; i++) {
                prepared.get(i).evaluate(sums[i]);
                for (int g = 0; g < to - from; g++) {
                    for (int s = 0; s < widths[i]; s++) {
                        block[g][i][s][chain][draw] = sums[i][g][s];
                    }
                }
            }
        }
    }
}
