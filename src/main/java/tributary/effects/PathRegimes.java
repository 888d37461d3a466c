package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledSource;
import tributary.model.ExpectedMediator;
import tributary.model.LinearDemand;
import tributary.model.MediaTransform;
import tributary.model.Predictor;
import tributary.spec.CausalGraph;
import tributary.spec.Link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph under an intervention that travels along some directed paths and not along others
 * (model.md §7, W(v, s)).
 *
 * <p>A regime is a set of paths from the source to the outcome that are <em>on</em>: along them the
 * source has its factual value x, along the others x′. How a node looks on the way depends only on
 * which paths from the source into it are on, so each node is evaluated once per such pattern, a
 * bit set over those paths. Every node keeps its week's residual (one that data only bound is a
 * latent draw), so all paths on is the data themselves and is never computed. One instance serves
 * one thread.
 */
final class PathRegimes {
    private final CompiledModel model;
    private final Intervention intervention;
    private final Map<String, List<List<String>>> prefixes = new HashMap<>();
    private final Map<String, NodeState> states = new HashMap<>();
    private final List<NodeState> order = new ArrayList<>();
    private final Map<String, double[]> latent = new HashMap<>();
    private final Predictor factual;
    private final MediaTransform.Buffers buffers;
    private final double[] prices;

    /** The outcome with some paths off. */
    static final class Regime {
        private final EquationChange causes;

        private Regime(EquationChange causes) {
            this.causes = causes;
        }
    }

    PathRegimes(CompiledModel model, Intervention intervention) {
        this.model = model;
        this.intervention = intervention;
        this.factual = new Predictor(model);
        this.buffers = new MediaTransform.Buffers(model.cells().length());
        this.prices = new double[model.cells().length()];
        prefixes.put(intervention.source(), List.of(List.of(intervention.source())));
        for (CompiledEquation equation : model.equations()) {
            if (!equation.spec().name().equals(intervention.source())) { // do() cuts its equation
                prefixes.put(equation.spec().name(), pathsInto(equation));
            }
            if (equation.censoring().isPresent()) {
                latent.put(equation.spec().name(), new double[model.cells().length()]);
            }
        }
    }

    private List<List<String>> pathsInto(CompiledEquation equation) {
        List<List<String>> into = new ArrayList<>();
        for (String parent : parents(equation)) {
            for (List<String> prefix : prefixesOf(parent)) {
                List<String> longer = new ArrayList<>(prefix);
                longer.add(equation.spec().name());
                into.add(List.copyOf(longer));
            }
        }
        if (into.size() > CausalGraph.MAX_PATHS) {
            throw new IllegalArgumentException(
                    "paths: "
                            + into.size()
                            + " directed paths from "
                            + intervention.source()
                            + " to "
                            + equation.spec().name()
                            + "; at most "
                            + CausalGraph.MAX_PATHS
                            + " can be told apart");
        }
        return into;
    }

    /** Sources of the arrows into a node, and the intervened control where it enters. */
    private List<String> parents(CompiledEquation equation) {
        List<String> parents = new ArrayList<>();
        for (CompiledPath path : equation.paths()) {
            parents.add(path.spec().from());
        }
        String lever = intervention.source();
        boolean enters =
                equation.regressors().stream().anyMatch(regressor -> regressor.dependsOn(lever))
                        || equation.price().filter(p -> p.node().equals(lever)).isPresent();
        if (enters && !parents.contains(lever)) {
            parents.add(lever);
        }
        return parents;
    }

    /** Directed paths from the source to the outcome; bit i of a regime's pattern is path i. */
    List<List<String>> paths() {
        return prefixesOf(model.outcome().spec().name());
    }

    /** The regime in which exactly the paths of the pattern are on. */
    Regime regime(long pattern) {
        return new Regime(causes(model.outcome(), pattern));
    }

    /** Declares that {@link #mediatorOff} will be asked for this mediator. */
    void requireMediator(String mediator) {
        NodeState _ = state(mediator, 0);
    }

    /** Evaluates every node that a declared regime needs. */
    void evaluate(double[] theta, Latents latents) {
        factual.evaluate(theta);
        for (int index = 0; index < model.equations().size(); index++) {
            CompiledEquation equation = model.equations().get(index);
            double[] residual = latent.get(equation.spec().name());
            if (residual != null) {
                double[] eta = factual.linearPredictor(equation);
                for (int i : equation.censoring().orElseThrow().cells()) {
                    residual[i] = latents.residual(model, index, theta, eta[i], i);
                }
            }
        }
        for (NodeState state : order) {
            if (state.source != null) {
                evaluate(theta, state, state.source);
            }
        }
    }

    private void evaluate(double[] theta, NodeState state, CompiledSource source) {
        if (state.equation != null && state.causes != null) {
            state.causes.unpriced(theta, factual, model.observed(), state.change);
            respond(state, state.equation, model.spec().isNonNegative(source.spec()));
        }
        if (source.expected().isPresent()) {
            expect(theta, state, source.expected().get());
        } else {
            for (int i = 0; i < state.input.length; i++) {
                state.input[i] = state.value[i] / source.scale()[i];
            }
        }
        source.transform().apply(theta, state.input, state.change, 0, state.input.length, buffers);
        double[] h = factual.saturated(source);
        for (int i = 0; i < h.length; i++) {
            state.change[i] -= h[i];
        }
    }

    /** E[M′], or E[M] changed like M where the intervention sets the mediator. */
    private void expect(double[] theta, NodeState state, ExpectedMediator expected) {
        if (state.equation != null) {
            double[] eta = factual.linearPredictor(state.equation);
            for (int i = 0; i < eta.length; i++) {
                state.change[i] += eta[i];
            }
            expected.apply(theta, state.change, state.input, 0, state.input.length);
            return;
        }
        System.arraycopy(factual.expected(expected), 0, state.input, 0, state.input.length);
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            state.input[model.cells().index(0, t)] *= 1 + intervention.change();
        }
    }

    /**
     * M′ = M + s Δη, or M e^{Δη} under a log link; not below 0 where what it feeds cannot take
     * that. Tobit: max(0, M + s Δη), at 0 with the latent value in place of M.
     */
    private void respond(NodeState state, CompiledEquation equation, boolean floor) {
        double[] column = state.factual();
        boolean log = equation.scale().link() == Link.LOG;
        for (int i = 0; i < column.length; i++) {
            double value =
                    log
                            ? column[i] * Kernels.exp(state.change[i])
                            : Math.fma(equation.unit(i), state.change[i], column[i]);
            state.value[i] = floor ? Math.max(0, value) : value;
        }
        if (equation.censoring().isPresent()) {
            double[] eta = factual.linearPredictor(equation);
            double[] residual = latent(equation);
            for (int i : equation.censoring().get().cells()) {
                // ≤ 0 whenever nothing changed; rounding must not switch the week on.
                double response = state.change[i] == 0 ? 0 : eta[i] + state.change[i] + residual[i];
                state.value[i] = equation.toColumn(response, i);
            }
        }
    }

    private double[] latent(CompiledEquation equation) {
        double[] residual = latent.get(equation.spec().name());
        if (residual == null) {
            throw new IllegalStateException(equation.spec().name() + " is not censored");
        }
        return residual;
    }

    /**
     * Change of the outcome from the data in a regime, in units of its column.
     *
     * @param change by cell; overwritten
     */
    void outcomeChange(double[] theta, Regime regime, double[] change) {
        CompiledEquation outcome = model.outcome();
        regime.causes.unpriced(theta, factual, model.observed(), change);
        double[] prices = prices(theta, regime);
        double[] before = factual.linearPredictor(outcome);
        double[] unpriced = factual.unpriced(outcome);
        double[] residual = outcome.censoring().isPresent() ? latent(outcome) : change;
        for (int t = model.panel().firstTrainingWeek(); t < model.panel().endOfTraining(); t++) {
            int i = model.cells().index(0, t);
            double y = outcome.column()[i];
            double delta = change[i];
            double after = before[i] + delta;
            if (prices.length > 0) {
                after = unpriced[i] + delta + prices[i];
                delta = after - before[i];
            }
            change[i] =
                    isCensored(outcome, y)
                            ? censoredChange(outcome, i, before[i], after, residual[i])
                            : change(outcome, i, y, delta);
        }
    }

    /** ln of linear demand at the changed prices; empty where they are as in the data. */
    private double[] prices(double[] theta, Regime regime) {
        if (regime.causes.prices().isEmpty()) {
            return new double[0];
        }
        LinearDemand demand = model.outcome().price().orElseThrow();
        demand.apply(theta, regime.causes.prices().get(), prices, 0, prices.length);
        return prices;
    }

    private static boolean isCensored(CompiledEquation outcome, double y) {
        return outcome.censoring().isPresent() && y <= outcome.censoring().get().floor();
    }

    /** Y′ − Y = s Δη, or y (e^{Δη} − 1) under a log link, and Y′ not below the floor. */
    private static double change(CompiledEquation outcome, int cell, double y, double delta) {
        double change =
                outcome.scale().link() == Link.LOG
                        ? y * Kernels.expm1(delta)
                        : delta * outcome.unit(cell);
        return outcome.censoring().isPresent()
                ? Math.max(outcome.censoring().get().floor() - y, change)
                : change;
    }

    /** max(f, latent′) − f: 0 where nothing changed, whatever rounding does. */
    private static double censoredChange(
            CompiledEquation outcome, int cell, double before, double after, double residual) {
        double floor = outcome.censoring().orElseThrow().floor();
        return after > before ? outcome.toColumn(after + residual, cell) - floor : 0;
    }

    /**
     * Value of a mediator by cell when the source is off along every path; its data where the
     * source does not reach it.
     */
    double[] mediatorOff(String mediator) {
        NodeState state = state(mediator, 0);
        return state == null ? model.source(mediator).orElseThrow().column() : state.value;
    }

    private List<List<String>> prefixesOf(String node) {
        return prefixes.getOrDefault(node, List.of());
    }

    /**
     * The causes of a node that are off along some path; the pattern's bits are grouped by cause.
     */
    private EquationChange causes(CompiledEquation equation, long pattern) {
        Map<String, NodeState> changed = new HashMap<>();
        int offset = 0;
        for (String parent : parents(equation)) {
            int bits = prefixesOf(parent).size();
            NodeState state = state(parent, pattern >>> offset & allOn(bits));
            if (state != null) {
                changed.put(parent, state);
            }
            offset += bits;
        }
        return new EquationChange(equation, changed);
    }

    static long allOn(int bits) {
        return (1L << bits) - 1;
    }

    /** The node with the given paths into it on; null where that is the data. */
    private @Nullable NodeState state(String node, long pattern) {
        if (pattern == allOn(prefixesOf(node).size())) {
            return null;
        }
        String key = node + ":" + pattern;
        NodeState known = states.get(key);
        if (known != null) {
            return known;
        }
        NodeState state;
        if (node.equals(intervention.source())) {
            state = NodeState.intervened(model, intervention);
        } else {
            CompiledEquation equation = model.equation(node);
            state =
                    NodeState.responding(
                            model.source(node).orElseThrow(), equation, causes(equation, pattern));
        }
        states.put(key, state);
        order.add(state); // after its causes, which the line above has added
        return state;
    }
}
