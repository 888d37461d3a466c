package tributary.fit;

import tributary.diagnostics.Quantiles;
import tributary.effects.EffectDecomposition;
import tributary.effects.Intervention;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.CompiledModel;
import tributary.model.CompiledSource;
import tributary.model.ParameterDraw;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.store.PriorPredictiveSummary.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prior against posterior of headline parameters and of the returns of paid sources. */
final class PriorPosteriors {
    /** Of the prior's draws; whatever the sampler's is. */
    private static final long SEED = 1;

    private static final int BINS = 40;

    /** A prior wider than this many posteriors is cut off, so that both can be seen. */
    private static final double WIDEST = 8;

    private static final double[] TAILS = {0.005, 0.02, 0.98, 0.995};
    private static final double[] INTERVAL = {0.05, 0.5, 0.95};

    private final CompiledModel model;
    private final ThinnedDraws draws;
    private final List<PriorPosterior> result = new ArrayList<>();

    private PriorPosteriors(CompiledModel model, ThinnedDraws draws) {
        this.model = model;
        this.draws = draws;
    }

    /**
     * Prior and posterior of the parameters.
     *
     * @param priorDraws how many draws stand for the prior
     * @throws tributary.spec.SpecException if a prior leaves its parameter practically no value
     */
    static List<PriorPosterior> ofParameters(
            CompiledModel model, ThinnedDraws draws, List<String> names, int priorDraws) {
        double[][] prior = new double[names.size()][priorDraws];
        RandomStream random = RandomStreams.chain(SEED, 0);
        for (int d = 0; d < priorDraws; d++) {
            double[] theta = ParameterDraw.draw(model, random, Map.of());
            for (int k = 0; k < prior.length; k++) {
                prior[k][d] = theta[model.parameters().slot(names.get(k))];
            }
        }
        var all = new PriorPosteriors(model, draws);
        for (int k = 0; k < prior.length; k++) {
            all.add(names.get(k), prior[k], draws.all().column(draws.all().indexOf(names.get(k))));
        }
        return all.result;
    }

    /**
     * Return of every paid source over all training weeks and paths; those whose return before the
     * data cannot be said are left out.
     *
     * @param draws with all parameters of the model, or its outcome worth the same in every week
     * @param priorDraws how many draws stand for the prior
     * @throws tributary.spec.SpecException if a prior leaves its parameter practically no value
     */
    static List<PriorPosterior> ofReturns(CompiledModel model, ThinnedDraws draws, int priorDraws) {
        var all = new PriorPosteriors(model, draws);
        PriorPredictive prior = PriorPredictive.of(model, SEED, priorDraws);
        for (CompiledSource source : model.sources()) {
            String name = source.spec().name();
            Optional<double[]> before =
                    prior.quantities().stream()
                            .filter(quantity -> quantity.source().equals(name))
                            .filter(quantity -> quantity.kind() == returnKind(model, name))
                            .map(PriorPredictive.Draws::values)
                            .filter(values -> values.length > 0)
                            .findFirst();
            if (before.isPresent() && source.spec().paid()) {
                all.add("roi " + name, before.get(), all.returns(name));
            }
        }
        return all.result;
    }

    /** What the posterior's return of a source is to be compared with. */
    private static Kind returnKind(CompiledModel model, String source) {
        List<Path> out =
                model.spec().paths().stream().filter(path -> path.from().equals(source)).toList();
        String outcome = model.spec().outcome().name();
        return out.stream().allMatch(path -> path.to().equals(outcome)) ? Kind.ROI : Kind.ROI_TOTAL;
    }

    /** Posterior of the return on a source's own spend, indexed [chain][draw]. */
    private double[][] returns(String source) {
        Intervention off = EffectSummaries.throughout(model, source, -1);
        double spend = new EffectDecomposition(model, off).ownSpend();
        if (model.spec().outcome().value() instanceof Outcome.Value.Constant(double money)) {
            double[][] total = draws.all().column(draws.all().indexOf("total_" + source));
            return Statistics.map(total, effect -> effect * money / spend);
        }
        EffectDraws effects = EffectWindows.evaluate(model, draws, List.of(off)).getFirst();
        return Statistics.map(
                effects.of(EffectDecomposition.Kind.TOTAL_MONEY), gain -> gain / spend);
    }

    /** Adds a quantity unless it has no prior that is spread out. */
    private void add(String name, double[] priorDraws, double[][] posterior) {
        double[][] prior = {Arrays.stream(priorDraws).filter(Double::isFinite).toArray()};
        if (prior[0].length == 0 || HeadlineParameters.isConstant(prior)) {
            return;
        }
        double[] edges = edges(Quantiles.of(prior, TAILS), Quantiles.of(posterior, TAILS));
        double[] before = Quantiles.of(prior, INTERVAL);
        double[] after = Quantiles.of(posterior, INTERVAL);
        double ratio = (after[2] - after[0]) / (before[2] - before[0]);
        result.add(
                new PriorPosterior(
                        name,
                        edges,
                        densities(prior, edges),
                        densities(posterior, edges),
                        before,
                        after,
                        1 - ratio * ratio));
    }

    /**
     * Bins over nearly all of both, but not much wider than the posterior.
     *
     * @param prior its quantiles at {@link #TAILS}
     * @param posterior likewise
     */
    private static double[] edges(double[] prior, double[] posterior) {
        double low = Math.min(prior[1], posterior[0]);
        double high = Math.max(prior[2], posterior[3]);
        double width = posterior[3] - posterior[0];
        if (high - low > WIDEST * width) {
            double beyond = 0.5 * (WIDEST - 1) * width;
            low = Math.max(low, posterior[0] - beyond);
            high = Math.min(high, posterior[3] + beyond);
        }
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = low + (high - low) * i / BINS;
        }
        return edges;
    }

    private static double[] densities(double[][] x, double[] edges) {
        double[] densities = new double[BINS];
        double width = (edges[BINS] - edges[0]) / BINS;
        int count = 0;
        for (double[] chain : x) {
            for (double value : chain) {
                count++;
                if (value >= edges[0] && value <= edges[BINS]) {
                    densities[Math.min(BINS - 1, (int) ((value - edges[0]) / width))]++;
                }
            }
        }
        for (int i = 0; i < BINS; i++) {
            densities[i] /= count * width;
        }
        return densities;
    }
}
