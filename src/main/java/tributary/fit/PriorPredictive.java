package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.math.Kernels;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.ParameterDraw;
import tributary.model.Predictor;
import tributary.model.TotalReturns;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Kind;
import tributary.store.PriorPredictiveSummary.Quantity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shares, returns and outcomes that the priors imply.
 *
 * <p>Per draw of all parameters from their priors: with Y(η) the expected week (the conditional
 * median under a log link or floor), the direct contribution of a source is Σ Y − Σ Y with its
 * coefficient at 0, over the training weeks of all geos, mediators as observed; in total, its media
 * are off and mediators move with their expectations. The data enter through inputs and scales
 * only: no residual of theirs is kept, unlike in a counterfactual.
 */
public final class PriorPredictive {
    private static final double[] PROBABILITIES = {0.05, 0.25, 0.5, 0.75, 0.95};

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
    private final PriorWeeks weeks;
    private final Optional<TotalReturns> totals;
    private final List<Draws> totalReturns = new ArrayList<>();
    private int leftOut;

    private PriorPredictive(CompiledModel model, long seed, int draws) {
        this.model = model;
        this.seed = seed;
        this.draws = draws;
        predictor = new Predictor(model);
        outcome = model.outcome();
        cells =
                IntStream.range(0, model.cells().geos())
                        .flatMap(geo -> PriorWeeks.cells(model, geo))
                        .toArray();
        spend = new double[outcome.paths().size()];
        for (int k = 0; k < spend.length; k++) {
            CompiledPath path = outcome.paths().get(k);
            shares.add(new Draws(Kind.CONTRIBUTION_SHARE, path.spec().from()));
            returns.add(new Draws(Kind.ROI, path.spec().from()));
            double[] money = model.sources().get(path.source()).spend();
            spend[k] = Arrays.stream(cells).mapToDouble(i -> money[i]).sum();
        }
        weeks = new PriorWeeks(model, seed, draws);
        totals = TotalReturns.of(model);
        for (String source : totals.map(TotalReturns::sources).orElse(List.of())) {
            totalReturns.add(new Draws(Kind.ROI_TOTAL, source));
        }
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
            prior.predictor.evaluate(theta);
            prior.weeks.add(prior.predictor, theta, draw);
            prior.contributions(theta);
        }
        return prior;
    }

    /** Of the draw that was evaluated last. */
    private void contributions(double[] theta) {
        double[] lost = new double[cells.length]; // with no media yet, in the end with all
        double[] all = expected(lost);
        double sum = Arrays.stream(all).sum();
        if (!(sum > 0) || Double.isInfinite(sum)) {
            leftOut++;
            return;
        }
        for (int k = 0; k < spend.length; k++) {
            double[] own = contribution(theta, outcome.paths().get(k));
            add(k, all, expected(own), sum);
            Kernels.axpy(1, own, lost, 0, lost.length);
        }
        double base = Arrays.stream(expected(lost)).sum() / sum;
        media.draws().add(1 - base);
        baseline.draws().add(base);
        if (totals.isPresent()) {
            double[] rois = totals.get().evaluate(theta);
            for (int k = 0; k < rois.length; k++) {
                totalReturns.get(k).draws().add(rois[k]);
            }
        }
    }

    /** Adds share and return of a source by the weeks with and without it. */
    private void add(int source, double[] all, double[] without, double sum) {
        double units = 0;
        double money = 0;
        for (int i = 0; i < cells.length; i++) {
            units += all[i] - without[i];
            money += model.value()[cells[i]] * (all[i] - without[i]);
        }
        shares.get(source).draws().add(units / sum);
        returns.get(source).draws().add(money / spend[source]);
    }

    /**
     * Expected training weeks of the outcome in units of its column, without some of its media.
     *
     * @param lost with them, by training cell, as they enter the linear predictor or the base of it
     */
    private double[] expected(double[] lost) {
        double[] eta = predictor.linearPredictor(outcome);
        double[] base = predictor.base(outcome.predictor());
        double[] weeksOf = new double[cells.length];
        for (int k = 0; k < cells.length; k++) {
            int i = cells[k];
            double change = outcome.isScaled() ? Kernels.log1p(-lost[k] / base[i]) : -lost[k];
            weeksOf[k] = outcome.toColumn(eta[i] + change, i);
        }
        return weeksOf;
    }

    /** β_g h + δ 1{x > 0} of an arrow by training cell. */
    private double[] contribution(double[] theta, CompiledPath path) {
        double[] h = predictor.saturated(path.transform());
        double[] x = model.sources().get(path.source()).column();
        double delta = path.activity() >= 0 ? theta[path.activity()] : 0;
        double[] sum = new double[cells.length];
        for (int k = 0; k < cells.length; k++) {
            int i = cells[k];
            double beta = theta[path.coefficient(model.cells().geo(i))];
            sum[k] = beta * h[i] + (x[i] > 0 ? delta : 0);
        }
        return sum;
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
        result.addAll(totalReturns);
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
        return new PriorPredictiveSummary(draws, leftOut, quantities, weeks.ranges());
    }

    private static Quantity summary(Draws quantity) {
        double[] q = Quantiles.of(new double[][] {quantity.values()}, PROBABILITIES);
        return new Quantity(quantity.kind(), quantity.source(), q[0], q[1], q[2], q[3], q[4]);
    }
}
