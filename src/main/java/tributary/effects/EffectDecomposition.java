package tributary.effects;

import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.model.CompiledModel;
import tributary.model.CompiledSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Direct, indirect and total effect of one intervention, draw by draw, by unit-level
 * counterfactuals (model.md §7).
 *
 * <p>With Y(x, M(x)) the data and x′ the changed source: direct = Y(x, M(x′)) − Y(x′, M(x′)) (pure
 * natural), indirect = Y(x, M(x)) − Y(x, M(x′)) (total natural), total their sum; the other split
 * has direct_total = Y(x, M(x)) − Y(x′, M(x)) and indirect_pure = Y(x′, M(x)) − Y(x′, M(x′));
 * interaction = direct_total − direct. The indirect effect is split over its paths by Shapley
 * values with the direct path on. All are sums from the first week of the window to the last
 * training week, in units of the outcome, of one geo or of all: what is summed by geo are the
 * outcomes of the regimes, from which the effects follow.
 */
public final class EffectDecomposition implements GeoSums {
    /** What a number of {@link #evaluate} is. */
    public enum Kind {
        DIRECT,
        INDIRECT,
        TOTAL,
        DIRECT_TOTAL,
        INDIRECT_PURE,
        INTERACTION,
        /** Share of the indirect effect by path, or by first mediator. */
        INDIRECT_PATH,
        /** Standard error of a path's share where orders are sampled. */
        INDIRECT_PATH_ERROR,
        /** Total in money. */
        TOTAL_MONEY,
        /** Money spent on mediators because of the source. */
        INDUCED_SPEND
    }

    /**
     * What entry i of the output is.
     *
     * @param path {@code a -> m -> y}, {@code a -> m -> *} for all paths whose first mediator is m,
     *     or "" for all
     */
    public record Effect(Kind kind, String path) {}

    /**
     * Places of the sums: change of the outcome with all off, the same in money, induced spend,
     * change with only the paths through mediators on, then with the direct path and each subset.
     */
    private static final int OFF = 0;

    private static final int OFF_MONEY = 1;
    private static final int INDUCED = 2;
    private static final int MEDIATED_ON = 3;
    private static final int SUBSETS = 4;

    private final CompiledModel model;
    private final Factual factual;
    private final Intervention intervention;
    private final PathRegimes regimes;
    private final PathShapley shapley;
    private final Factual.Window window;
    private final PathRegimes.Regime allOff;
    private final PathRegimes.Regime indirectOnly;
    private final List<PathRegimes.Regime> withDirect = new ArrayList<>();
    private final List<List<String>> indirectPaths = new ArrayList<>();
    private final boolean hasDirect;
    private final List<CompiledSource> induced = new ArrayList<>();
    private final Map<String, List<Integer>> firstMediators = new LinkedHashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final double[] change;

    /** Prepares an intervention on a compiled model, with a factual of its own. */
    public EffectDecomposition(CompiledModel model, Intervention intervention) {
        this(new Factual(model), intervention);
    }

    /**
     * Prepares an intervention; {@code evaluate} then costs a few media transforms per draw.
     *
     * @param factual whose draw it is evaluated at
     */
    public EffectDecomposition(Factual factual, Intervention intervention) {
        this.factual = factual;
        this.intervention = intervention;
        model = factual.model();
        regimes = new PathRegimes(factual, intervention);
        window = factual.window(intervention.firstWeek());
        List<List<String>> paths = regimes.paths();
        long direct = 0;
        List<Long> bits = new ArrayList<>();
        for (int p = 0; p < paths.size(); p++) {
            if (paths.get(p).size() == 2) {
                direct = 1L << p;
            } else {
                indirectPaths.add(paths.get(p));
                bits.add(1L << p);
            }
        }
        hasDirect = direct != 0;
        allOff = regimes.regime(0);
        indirectOnly = regimes.regime(PathRegimes.allOn(paths.size()) & ~direct);
        shapley = new PathShapley(bits.size());
        for (long subset : shapley.subsets()) {
            long pattern = direct;
            for (int p = 0; p < bits.size(); p++) {
                if ((subset >>> p & 1) == 1) {
                    pattern |= bits.get(p);
                }
            }
            withDirect.add(regimes.regime(pattern));
        }
        for (CompiledSource node : model.sources()) {
            String name = node.spec().name();
            boolean between =
                    indirectPaths.stream()
                            .anyMatch(path -> path.subList(1, path.size()).contains(name));
            if (between && node.spec().paid()) {
                regimes.requireMediator(name);
                induced.add(node);
            }
        }
        change = factual.scratch().take();
        declareEffects();
    }

    private void declareEffects() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.INDIRECT_PATH && kind != Kind.INDIRECT_PATH_ERROR) {
                effects.add(new Effect(kind, ""));
            }
        }
        for (int p = 0; p < indirectPaths.size(); p++) {
            effects.add(new Effect(Kind.INDIRECT_PATH, String.join(" -> ", indirectPaths.get(p))));
            firstMediators
                    .computeIfAbsent(indirectPaths.get(p).get(1), m -> new ArrayList<>())
                    .add(p);
        }
        if (!shapley.isExact()) {
            for (List<String> path : indirectPaths) {
                effects.add(new Effect(Kind.INDIRECT_PATH_ERROR, String.join(" -> ", path)));
            }
        }
        firstMediators.values().removeIf(members -> members.size() == 1);
        firstMediators.forEach((mediator, members) ->
                effects.add(
                        new Effect(
                                Kind.INDIRECT_PATH,
                                indirectPaths.get(members.get(0)).get(0)
                                        + " -> "
                                        + mediator
                                        + " -> *")));
    }

    /** What the entries of the output are, in order. */
    public List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** Whether the source has an arrow straight to the outcome. */
    public boolean hasDirectPath() {
        return hasDirect;
    }

    /** Paths through mediators as node names. */
    public List<List<String>> indirectPaths() {
        return List.copyOf(indirectPaths);
    }

    /**
     * Money spent on the source itself in the window minus what would be spent after the change; 0
     * if it is not paid.
     */
    public double ownSpend() {
        double sum = ownSpend(0);
        for (int g = 1; g < model.cells().geos(); g++) {
            sum += ownSpend(g);
        }
        return sum;
    }

    /** The same of one geo. */
    public double ownSpend(int geo) {
        Optional<CompiledSource> source = model.source(intervention.source());
        if (source.isEmpty()) {
            return 0; // a control costs nothing
        }
        double sum = 0;
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            sum += source.get().spend()[model.cells().index(geo, t)];
        }
        return 0 - intervention.change() * sum;
    }

    /** Whether money spent on mediators may change with the source. */
    public boolean hasInducedSpend() {
        return !induced.isEmpty();
    }

    /** Whether the split of the indirect effect over its paths is over sampled orders. */
    public boolean isSplitSampled() {
        return !shapley.isExact();
    }

    @Override
    public int width() {
        return SUBSETS + withDirect.size();
    }

    @Override
    public void evaluate(double[][] sums) {
        regimes.evaluate();
        // Sums of Y(regime) − Y(data): the data drop out of every contrast.
        sum(allOff, OFF, sums);
        sum(window.money(), change, OFF_MONEY, sums);
        for (int g = 0; g < sums.length; g++) {
            sums[g][INDUCED] = inducedSpend(factual.firstGeo() + g);
        }
        sum(indirectOnly, MEDIATED_ON, sums);
        for (int s = 0; s < withDirect.size(); s++) {
            sum(withDirect.get(s), SUBSETS + s, sums);
        }
    }

    private void sum(PathRegimes.Regime regime, int place, double[][] sums) {
        regimes.outcomeChange(regime, change);
        sum(window.mask(), change, place, sums);
    }

    private void sum(double[] weights, double[] values, int place, double[][] sums) {
        CellLayout cells = model.cells();
        for (int g = factual.firstGeo(); g < factual.endGeo(); g++) {
            sums[g - factual.firstGeo()][place] =
                    Kernels.dot(weights, values, cells.start(g), cells.start(g + 1));
        }
    }

    private double inducedSpend(int geo) {
        double sum = 0;
        for (CompiledSource mediator : induced) {
            double[] off = regimes.mediatorOff(mediator.spec().name());
            for (int i = model.cells().start(geo); i < model.cells().start(geo + 1); i++) {
                sum += window.mask()[i] * (mediator.column()[i] - off[i]) * mediator.unitCost()[i];
            }
        }
        return sum;
    }

    /**
     * Effects of one draw from its sums, those of a geo or of several added; a pure function.
     *
     * @param sums length {@link #width()}; not modified
     * @param out length of {@link #effects()}; overwritten
     */
    public void effects(double[] sums, double[] out) {
        double[] subsetValues = Arrays.copyOfRange(sums, SUBSETS, width());
        double directOn = subsetValues[0];
        double direct = directOn - sums[OFF];
        double indirect = 0 - directOn;
        double directTotal = 0 - sums[MEDIATED_ON];
        out[0] = direct;
        out[1] = indirect;
        out[2] = direct + indirect;
        out[3] = directTotal;
        out[4] = sums[MEDIATED_ON] - sums[OFF];
        out[5] = difference(directTotal, direct);
        out[6] = 0 - sums[OFF_MONEY];
        out[7] = sums[INDUCED];
        int next = 8;
        double[] shares = new double[indirectPaths.size()];
        double[] errors = new double[shares.length];
        shapley.split(subsetValues, shares, errors);
        for (double share : shares) {
            out[next++] = share;
        }
        if (!shapley.isExact()) {
            for (double error : errors) {
                out[next++] = error;
            }
        }
        for (List<Integer> members : firstMediators.values()) {
            double sum = 0;
            for (int p : members) {
                sum += shares[p];
            }
            out[next++] = sum;
        }
    }

    /**
     * Effects of one draw in all geos together.
     *
     * @param theta natural parameters by slot, as {@code ParameterLayout.restore} leaves them
     * @param latents what the data leave open, the same for every effect of a draw
     * @param out length of {@link #effects()}; overwritten
     */
    public void evaluate(double[] theta, Latents latents, double[] out) {
        factual.evaluate(theta, latents);
        double[][] sums = new double[model.cells().geos()][width()];
        evaluate(sums);
        double[] total = new double[width()];
        for (int g = 0; g < sums.length; g++) {
            GeoSums.add(g, sums[g], total);
        }
        effects(total, out);
    }

    /** a − b, exactly 0 where they differ by rounding only, so that no sign is read into noise. */
    private static double difference(double a, double b) {
        return Math.abs(a - b) <= 1e-12 * (Math.abs(a) + Math.abs(b)) ? 0 : a - b;
    }
}
