package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.model.CompiledEquation;
import tributary.model.CompiledEquation.Censoring;
import tributary.model.CompiledModel;
import tributary.model.PredictiveDraw;
import tributary.model.Predictor;
import tributary.store.PriorPredictiveSummary.Range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training weeks of every equation as the priors predict them, against those observed: of a panel
 * the sums over the geos present in each week.
 */
final class PriorWeeks {
    private static final double[] INTERVAL = {0.05, 0.5, 0.95};

    private final CompiledModel model;
    private final long seed;
    private final int first;
    private final int weeks;

    /** By equation, draw after draw. */
    private final double[][] simulated;

    private final long[] floored;
    private long counted;

    PriorWeeks(CompiledModel model, long seed, int draws) {
        this.model = model;
        this.seed = seed;
        first = model.panel().firstTrainingWeek();
        weeks = model.panel().endOfTraining() - first;
        simulated = new double[model.equations().size()][draws * weeks];
        floored = new long[simulated.length];
    }

    /** Cells of a geo in the likelihood, week by week. */
    static IntStream cells(CompiledModel model, int geo) {
        return IntStream.range(model.panel().firstTrainingWeek(), model.panel().endOfTraining())
                .filter(week -> model.panel().trains(geo, week))
                .map(week -> model.cells().index(geo, week));
    }

    /** Adds the weeks of one draw with new residuals. */
    void add(Predictor at, double[] theta, int draw) {
        var drawn = PredictiveDraw.of(model, theta, seed, 0, draw);
        double[] residuals = new double[weeks];
        for (int index = 0; index < simulated.length; index++) {
            CompiledEquation equation = model.equations().get(index);
            double[] eta = at.linearPredictor(equation);
            double[] odds = equation.active().map(at::linearPredictor).orElse(eta);
            double floor = floor(equation);
            for (int geo = 0; geo < model.cells().geos(); geo++) {
                drawn.residuals(index, geo, first, residuals);
                for (int t = 0; t < weeks; t++) {
                    if (!model.panel().trains(geo, first + t)) {
                        continue;
                    }
                    int i = model.cells().index(geo, first + t);
                    double value = drawn.value(index, eta[i], odds[i], residuals[t], i);
                    simulated[index][draw * weeks + t] += value;
                    floored[index] += value <= floor ? 1 : 0;
                    counted += index == 0 ? 1 : 0;
                }
            }
        }
    }

    /** NaN where there is none. */
    private static double floor(CompiledEquation equation) {
        return equation.censoring().map(Censoring::floor).orElse(Double.NaN);
    }

    /** One range per equation, the outcome first. */
    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (int index = simulated.length - 1; index >= 0; index--) {
            ranges.add(range(index));
        }
        return ranges;
    }

    private Range range(int index) {
        CompiledEquation equation = model.equations().get(index);
        double[] interval = Quantiles.of(new double[][] {simulated[index]}, INTERVAL);
        double low = interval[0];
        double high = interval[2];
        double[] observed = observed(equation);
        double inside = Arrays.stream(observed).filter(y -> y >= low && y <= high).count();
        boolean hasFloor = equation.censoring().isPresent();
        return new Range(
                equation.spec().name(),
                low,
                interval[1],
                high,
                Arrays.stream(observed).min().orElseThrow(),
                Quantiles.of(new double[][] {observed}, 0.5),
                Arrays.stream(observed).max().orElseThrow(),
                inside / observed.length,
                hasFloor ? (double) floored[index] / counted : Double.NaN,
                hasFloor ? observedAtFloor(equation) : Double.NaN);
    }

    private double[] observed(CompiledEquation equation) {
        double[] sums = new double[weeks];
        for (int geo = 0; geo < model.cells().geos(); geo++) {
            for (int t = 0; t < weeks; t++) {
                if (model.panel().trains(geo, first + t)) {
                    sums[t] += equation.column()[model.cells().index(geo, first + t)];
                }
            }
        }
        return sums;
    }

    private double observedAtFloor(CompiledEquation equation) {
        double[] values = model.panel().trainingColumn(equation.spec().column());
        double floor = floor(equation);
        return (double) Arrays.stream(values).filter(y -> y <= floor).count() / values.length;
    }
}
