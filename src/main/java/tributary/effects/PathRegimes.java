package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledPredictor;
import tributary.model.CompiledSource;
import tributary.model.LinearDemand;
import tributary.spec.CausalGraph;
import tributary.spec.Link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    private final Factual factual;
    private final double[] prices;

    /** The outcome with some paths off. */
    static final class Regime {
        private final EquationChange causes;

        private Regime(EquationChange causes) {
            this.causes = causes;
        }
    }

    /**
     * @param factual of the same model; its {@link Scratch} is used from the beginning
     */
    PathRegimes(Factual factual, Intervention intervention) {
        this.factual = factual;
        this.intervention = intervention;
        model = factual.model();
        factual.scratch().rewind();
        prices = factual.scratch().take();
        prefixes.put(intervention.source(), List.of(List.of(intervention.source())));
        for (CompiledEquation equation : model.equations()) {
            if (!equation.spec().name().equals(intervention.source())) { // do() cuts its equation
                prefixes.put(equation.spec().name(), pathsInto(equation));
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
                Stream.concat(Stream.of(equation.predictor()), equation.active().stream())
                        .anyMatch(predictor -> enters(lever, predictor));
        if (enters && !parents.contains(lever)) {
            parents.add(lever);
        }
        return parents;
    }

    private static boolean enters(String lever, CompiledPredictor predictor) {
        return predictor.regressors().stream().anyMatch(regressor -> regressor.dependsOn(lever))
                || predictor.price().filter(p -> p.node().equals(lever)).isPresent();
    }

    /** Directed paths from the source to the outcome; bit i of a regime's pattern is path i. */
    List<List<String>> paths() {
        return prefixesOf(model.outcome().spec().name());
    }

    /** The regime in which exactly the paths of the pattern are on. */
    Regime regime(long pattern) {
        return new Regime(
                new EquationChange(
                        factual, model.outcome().predictor(), changed(model.outcome(), pattern)));
    }

    /** Declares that {@link #mediatorOff} will be asked for this mediator. */
    void requireMediator(String mediator) {
        NodeState _ = state(mediator, 0);
    }

    /** Evaluates every node that a declared regime needs, at the factual's draw and geos. */
    void evaluate() {
        for (NodeState state : order) {
            state.evaluate();
        }
    }

    /**
     * Change of the outcome from the data in a regime, in units of its column; 0 in cells that are
     * not of the likelihood.
     *
     * @param change by cell; overwritten
     */
    void outcomeChange(Regime regime, double[] change) {
        CompiledEquation outcome = model.outcome();
        regime.causes.unpriced(change);
        boolean priced = prices(regime);
        double[] before = factual.linearPredictor(outcome.predictor());
        double[] unpriced = factual.unpriced(outcome);
        double[] residual = factual.latents(outcome).residual;
        double[] observed = model.observed();
        for (int i = factual.from(); i < factual.to(); i++) {
            if (observed[i] == 0) {
                change[i] = 0;
                continue;
            }
            double y = outcome.column()[i];
            double delta = change[i];
            double after = before[i] + delta;
            if (priced) {
                after = unpriced[i] + delta + prices[i];
                delta = after - before[i];
            }
            change[i] =
                    isCensored(outcome, y)
                            ? censoredChange(outcome, i, before[i], after, residual[i])
                            : change(outcome, i, y, delta);
        }
    }

    /** Computes ln of linear demand at the changed prices; false where they are as in the data. */
    private boolean prices(Regime regime) {
        if (regime.causes.prices().isEmpty()) {
            return false;
        }
        LinearDemand demand = model.outcome().price().orElseThrow();
        double[] changed = regime.causes.prices().get();
        demand.apply(factual.theta(), changed, prices, factual.from(), factual.to());
        return true;
    }

    private static boolean isCensored(CompiledEquation outcome, double y) {
        return outcome.censoring().isPresent() && y <= outcome.censoring().get().floor();
    }

    /** Y′ − Y = s Δη, or y (e^{Δη} − 1) under a log link, counts too; Y′ not below the floor. */
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
        return state == null ? model.source(mediator).orElseThrow().column() : state.value();
    }

    private List<List<String>> prefixesOf(String node) {
        return prefixes.getOrDefault(node, List.of());
    }

    /**
     * The causes of a node that are off along some path; the pattern's bits are grouped by cause.
     */
    private Map<String, NodeState> changed(CompiledEquation equation, long pattern) {
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
        return changed;
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
        NodeState state =
                node.equals(intervention.source())
                        ? NodeState.intervened(factual, intervention)
                        : responding(node, pattern);
        states.put(key, state);
        order.add(state); // after its causes, which the line above has added
        return state;
    }

    private NodeState responding(String node, long pattern) {
        CompiledEquation equation = model.equation(node);
        CompiledSource source = model.source(node).orElseThrow();
        var response =
                new MediatorResponse(
                        factual,
                        equation,
                        model.spec().isNonNegative(source.spec()),
                        changed(equation, pattern));
        return NodeState.responding(factual, intervention, source, response);
    }
}
