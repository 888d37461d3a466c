package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledEquation.Censoring;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.ParameterDraw;
import tributary.model.Predictor;
import tributary.model.ResidualNoise;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Kind;
import tributary.store.PriorPredictiveSummary.Quantity;
import tributary.store.PriorPredictiveSummary.Range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Shares, returns and outcomes that the priors imply.
 *
 * <p>Per draw of all parameters from their priors: with Y(η) the expected week (the conditional
 * median under a log link or floor), the direct contribution of a source is Σ Y − Σ Y with its
 * coefficient at 0, over the training weeks, mediators as observed. The data enter through inputs
 * and scales only: no residual of theirs is kept, unlike in a counterfactual.
 */
public final class PriorPredictive {
    /**
     * Draws of one quantity.
     *
     * @param source name, or "" for all together
     * @param draws one per draw that was not left out
     */
    record Draws(Kind kind, String source, List<Double> draws) {
        Draws(Kind kind, String source) {
            this(kind, source, new ArrayList<>());
        }

        double[] values() {
            return draws.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private final CompiledModel model;
    private final long seed;
    private final int draws;
    private final Predictor predictor;
    private final CompiledEquation outcome;
    private final int[] cells;

    private final List<Draws> shares = new ArrayList<>();
    private final List<Draws> returns = new ArrayList<>();
    private final Draws media = new Draws(Kind.MEDIA_SHARE, "");
    private final Draws baseline = new Draws(Kind.BASELINE_SHARE, "");
    private final double[] spend;
    private final double[][] simulated;
    private int leftOut;

    private PriorPredictive(CompiledModel model, long seed, int draws) {
        this.model = model;
        this.seed = seed;
        this.draws = draws;
        predictor = new Predictor(model);
        outcome = model.outcome();
        int first = model.panel().firstTrainingWeek();
        cells = new int[model.panel().endOfTraining() - first];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = model.cells().index(0, first + i);
        }
        spend = new double[outcome.paths().size()];
        for (int k = 0; k < spend.length; k++) {
            CompiledPath path = outcome.paths().get(k);
            shares.add(new Draws(Kind.CONTRIBUTION_SHARE, path.spec().from()));
            returns.add(new Draws(Kind.ROI, path.spec().from()));
            double[] money = model.sources().get(path.source()).spend();
            spend[k] = Arrays.stream(cells).mapToDouble(i -> money[i]).sum();
        }
        simulated = new double[model.equations().size()][draws * cells.length];
    }

    /**
     * Draws from the priors; deterministic in the model and the seed.
     *
     * @param model compiled for the training weeks
     * @param draws ≥ 1
     * @throws tributary.spec.SpecException if a prior leaves its parameter practically no value
     */
    static PriorPredictive of(CompiledModel model, long seed, int draws) {
        var prior = new PriorPredictive(model, seed, draws);
        RandomStream random = RandomStreams.chain(seed, 0);
        for (int draw = 0; draw < draws; draw++) {
            double[] theta = ParameterDraw.draw(model, random, Map.of());
            prior.simulate(theta, draw);
            prior.contributions(theta);
        }
        return prior;
    }

    /** Weeks of every equation with new residuals. */
    private void simulate(double[] theta, int draw) {
        predictor.evaluate(theta);
        double[] noise = new double[cells.length];
        for (int index = 0; index < simulated.length; index++) {
            CompiledEquation equation = model.equations().get(index);
            double[] eta = predictor.linearPredictor(equation);
            long key = ResidualNoise.key(seed, 0, draw, index);
            ResidualNoise.path(equation, theta, key, 0, 0, noise);
            for (int i = 0; i < cells.length; i++) {
                simulated[index][draw * cells.length + i] =
                        equation.toColumn(eta[cells[i]] + noise[i], cells[i]);
            }
        }
    }

    private void contributions(double[] theta) {
        double[] all = expected(theta);
        double sum = Arrays.stream(all).sum();
        if (!(sum > 0) || Double.isInfinite(sum)) {
            leftOut++;
            return;
        }
        for (int k = 0; k < spend.length; k++) {
            double[] without = expected(without(theta, List.of(outcome.paths().get(k))));
            double units = 0;
            double money = 0;
            for (int i = 0; i < cells.length; i++) {
                units += all[i] - without[i];
                money += model.value()[cells[i]] * (all[i] - without[i]);
            }
            shares.get(k).draws().add(units / sum);
            returns.get(k).draws().add(money / spend[k]);
        }
        double base = Arrays.stream(expected(without(theta, outcome.paths()))).sum() / sum;
        media.draws().add(1 - base);
        baseline.draws().add(base);
    }

    /** Expected training weeks of the outcome in units of its column. */
    private double[] expected(double[] theta) {
        predictor.evaluate(theta);
        double[] eta = predictor.linearPredictor(outcome);
        return Arrays.stream(cells).mapToDouble(i -> outcome.toColumn(eta[i], i)).toArray();
    }

    /** The draw with some of the arrows into the outcome switched off. */
    private static double[] without(double[] theta, List<CompiledPath> paths) {
        double[] off = theta.clone();
        for (CompiledPath path : paths) {
            off[path.coefficient(0)] = 0;
            if (path.activity() >= 0) {
                off[path.activity()] = 0;
            }
        }
        return off;
    }

    /** Draws of all quantities: share, then return, of each source; then all media. */
    List<Draws> quantities() {
        List<Draws> result = new ArrayList<>();
        for (int k = 0; k < spend.length; k++) {
            result.add(shares.get(k));
            if (spend[k] > 0) {
                result.add(returns.get(k));
            }
        }
        result.add(media);
        result.add(baseline);
        return result;
    }

    /** Medians and intervals. */
    public PriorPredictiveSummary summary() {
        List<Quantity> quantities = new ArrayList<>();
        if (leftOut < draws) {
            quantities().forEach(quantity -> quantities.add(summary(quantity)));
        }
        List<Range> ranges = new ArrayList<>();
        for (int index = simulated.length - 1; index >= 0; index--) {
            ranges.add(range(model.equations().get(index), simulated[index]));
        }
        return new PriorPredictiveSummary(draws, leftOut, quantities, ranges);
    }

    private static Quantity summary(Draws quantity) {
        double[][] x = {quantity.values()};
        return new Quantity(
                quantity.kind(),
                quantity.source(),
                Quantiles.of(x, 0.05),
                Quantiles.of(x, 0.25),
                Quantiles.of(x, 0.5),
                Quantiles.of(x, 0.75),
                Quantiles.of(x, 0.95));
    }

    private Range range(CompiledEquation equation, double[] weeks) {
        double[][] x = {weeks};
        double low = Quantiles.of(x, 0.05);
        double high = Quantiles.of(x, 0.95);
        double[] observed = model.panel().trainingColumn(equation.spec().column());
        double floor = equation.censoring().map(Censoring::floor).orElse(Double.NaN);
        return new Range(
                equation.spec().name(),
                low,
                Quantiles.of(x, 0.5),
                high,
                Arrays.stream(observed).min().orElseThrow(),
                Quantiles.of(new double[][] {observed}, 0.5),
                Arrays.stream(observed).max().orElseThrow(),
                share(observed, y -> y >= low && y <= high),
                atFloor(weeks, floor),
                atFloor(observed, floor));
    }

    private static double atFloor(double[] weeks, double floor) {
        return Double.isNaN(floor) ? Double.NaN : share(weeks, y -> y <= floor);
    }

    private static double share(double[] weeks, DoublePredicate condition) {
        return (double) Arrays.stream(weeks).filter(condition).count() / weeks.length;
    }
}
