package tributary.fit;

import tributary.effects.Latents;
import tributary.fit.OutcomeParts.Part;
import tributary.fit.WeeklyDecomposition.Component;
import tributary.model.CompiledModel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Contributions to the expected outcome at every draw of a run, summarised by week. */
final class DecompositionOverTime {
    private final CompiledModel model;
    private final ThinnedDraws draws;
    private final List<Part> parts;
    private final int first;
    private final int weeks;

    /** Contributions, indexed [part][week][chain][draw]. */
    private final double[][][][] values;

    private DecompositionOverTime(CompiledModel model, ThinnedDraws draws) {
        this.model = model;
        this.draws = draws;
        parts = new OutcomeParts(model).parts();
        first = model.panel().firstTrainingWeek();
        weeks = model.panel().endOfTraining() - first;
        values = new double[parts.size()][weeks][draws.chains()][draws.draws()];
    }

    /**
     * Decomposes the expected outcome of the training weeks.
     *
     * @param draws with all parameters of the model
     */
    static WeeklyDecomposition of(CompiledModel model, ThinnedDraws draws) {
        var over = new DecompositionOverTime(model, draws);
        IntStream.range(0, draws.chains()).parallel().forEach(over::evaluate);
        List<Component> components = new ArrayList<>();
        for (int k = 0; k < over.parts.size(); k++) {
            components.add(over.component(k));
        }
        return new WeeklyDecomposition(
                model.panel().weeks().subList(over.first, over.first + over.weeks),
                over.observed(),
                Band.of(sum(over.values)),
                draws.size(),
                over.mediaShare(),
                components);
    }

    private Band mediaShare() {
        List<double[][]> media = new ArrayList<>();
        List<double[][]> all = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            double[][] total = sum(values[k]);
            all.add(total);
            switch (parts.get(k).kind()) {
                case MEDIA, MEDIATED -> media.add(total);
                case BASELINE, CONTROL -> {}
            }
        }
        double[][] expected = sum(all.toArray(double[][][]::new));
        double[][] share =
                Statistics.map(sum(media.toArray(double[][][]::new)), expected, (m, e) -> m / e);
        return Band.of(new double[][][] {share});
    }

    private void evaluate(int chain) {
        var at = new OutcomeParts(model);
        double[] theta = new double[model.parameters().slots()];
        double[][] byWeek = new double[parts.size()][weeks];
        long seed = model.spec().sampler().seed();
        for (int draw = 0; draw < draws.draws(); draw++) {
            model.parameters().restore(draws.row(chain, draw), theta);
            at.evaluate(theta, Latents.drawn(seed, chain, draws.number(draw)), byWeek);
            for (int k = 0; k < byWeek.length; k++) {
                for (int t = 0; t < weeks; t++) {
                    values[k][t][chain][draw] = byWeek[k][t];
                }
            }
        }
    }

    private Component component(int k) {
        double[] mean = new double[weeks];
        for (int t = 0; t < weeks; t++) {
            mean[t] = Statistics.mean(values[k][t]);
        }
        Band total = Band.of(new double[][][] {sum(values[k])});
        return new Component(
                parts.get(k).name(), parts.get(k).kind(), mean, Band.of(values[k]), total);
    }

    /** Sums over the first index, by week where there are several parts. */
    private static double[][][] sum(double[][][][] x) {
        double[][][] sum = new double[x[0].length][][];
        for (int t = 0; t < sum.length; t++) {
            double[][][] parts = new double[x.length][][];
            for (int k = 0; k < x.length; k++) {
                parts[k] = x[k][t];
            }
            sum[t] = sum(parts);
        }
        return sum;
    }

    private static double[][] sum(double[][][] x) {
        double[][] sum = x[0];
        for (int i = 1; i < x.length; i++) {
            sum = Statistics.map(sum, x[i], Double::sum);
        }
        return sum;
    }

    private double[] observed() {
        double[] observed = new double[weeks];
        double[] column = model.outcome().column();
        for (int geo = 0; geo < model.cells().geos(); geo++) {
            for (int t = 0; t < weeks; t++) {
                if (model.panel().trains(geo, first + t)) {
                    observed[t] += column[model.cells().index(geo, first + t)];
                }
            }
        }
        return observed;
    }
}
