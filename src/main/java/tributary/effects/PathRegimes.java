package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledSource;
import tributary.model.MediaTransform;
import tributary.spec.CausalGraph;
import tributary.spec.Link;
import tributary.spec.Saturation;

import java.util.ArrayList;
import java.util.Arrays;
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
 * bit set over those paths. Every node keeps its week's residual, so all paths on is the data
 * themselves and is never computed. One instance serves one thread.
 */
final class PathRegimes {
    private final CompiledModel model;
    private final Intervention intervention;
    private final Map<String, List<List<String>>> prefixes = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final List<State> order = new ArrayList<>();
    private final Map<String, double[]> factual = new HashMap<>();
    private final MediaTransform.Buffers buffers;

    /** A node that differs from the data because some paths into it are off. */
    private static final class State {
        final CompiledSource node;
        final @Nullable CompiledEquation equation;
        final List<Contribution> contributions;
        final double[] value;
        final double[] input;
        final double[] change;

        State(
                CompiledSource node,
                @Nullable CompiledEquation equation,
                List<Contribution> contributions) {
            this.node = node;
            this.equation = equation;
            this.contributions = contributions;
            this.value = node.column().clone();
            this.input = new double[value.length];
            this.change = new double[value.length];
        }
    }

    /**
     * One arrow's share of the change of a linear predictor: β · (h in the state − h in the data).
     */
    private record Contribution(int coefficient, State parent) {}

    /** The outcome with some paths off. */
    static final class Regime {
        private final List<Contribution> contributions;

        private Regime(List<Contribution> contributions) {
            this.contributions = contributions;
        }
    }

    PathRegimes(CompiledModel model, Intervention intervention) {
        this.model = model;
        this.intervention = intervention;
        this.buffers = new MediaTransform.Buffers(model.cells().length());
        prefixes.put(intervention.source(), List.of(List.of(intervention.source())));
        for (CompiledEquation equation : model.equations()) {
            if (equation.spec().name().equals(intervention.source())) {
                continue; // do(): its own equation is cut
            }
            List<List<String>> into = new ArrayList<>();
            for (CompiledPath path : equation.paths()) {
                for (List<String> prefix : prefixesOf(path.spec().from())) {
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
            prefixes.put(equation.spec().name(), into);
        }
    }

    /** Directed paths from the source to the outcome; bit i of a regime's pattern is path i. */
    List<List<String>> paths() {
        return prefixesOf(model.outcome().spec().name());
    }

    /** The regime in which exactly the paths of the pattern are on. */
    Regime regime(long pattern) {
        return new Regime(contributions(model.outcome(), pattern));
    }

    /** Declares that {@link #mediatorOff} will be asked for this mediator. */
    void requireMediator(String mediator) {
        State _ = state(mediator, 0);
    }

    /** Evaluates every node that a declared regime needs. */
    void evaluate(double[] theta) {
        factual.forEach((name, h) -> {
            MediaTransform transform = source(name).transform();
            transform.apply(theta, transform.input(), h, buffers);
        });
        for (State state : order) {
            if (state.equation != null) {
                addChange(theta, state.contributions, state.change);
                respond(state, state.equation);
            }
            double scale = state.node.scale();
            for (int i = 0; i < state.input.length; i++) {
                state.input[i] = state.value[i] / scale;
            }
            state.node.transform().apply(theta, state.input, state.change, buffers);
            double[] h = factual(state.node);
            for (int i = 0; i < h.length; i++) {
                state.change[i] -= h[i];
            }
        }
    }

    /**
     * Change of the outcome from the data in a regime, in units of its column.
     *
     * @param change by cell; overwritten
     */
    void outcomeChange(double[] theta, Regime regime, double[] change) {
        addChange(theta, regime.contributions, change);
        CompiledEquation outcome = model.outcome();
        switch (outcome.scale().link()) {
            case IDENTITY -> {
                for (int i = 0; i < change.length; i++) {
                    change[i] *= outcome.scale().scale();
                }
            }
            case LOG -> {
                for (int i = 0; i < change.length; i++) {
                    change[i] = outcome.column()[i] * Kernels.expm1(change[i]);
                }
            }
        }
    }

    /**
     * Value of a mediator by cell when the source is off along every path; its data where the
     * source does not reach it.
     */
    double[] mediatorOff(String mediator) {
        State state = state(mediator, 0);
        return state == null ? source(mediator).column() : state.value;
    }

    private List<List<String>> prefixesOf(String node) {
        return prefixes.getOrDefault(node, List.of());
    }

    /**
     * The arrows into a node along which something is off; the pattern's bits are grouped by arrow.
     */
    private List<Contribution> contributions(CompiledEquation equation, long pattern) {
        List<Contribution> result = new ArrayList<>();
        int offset = 0;
        for (CompiledPath path : equation.paths()) {
            String parent = path.spec().from();
            int bits = prefixesOf(parent).size();
            State state = state(parent, pattern >>> offset & allOn(bits));
            if (state != null) {
                result.add(new Contribution(path.coefficient(), state));
            }
            offset += bits;
        }
        return result;
    }

    static long allOn(int bits) {
        return (1L << bits) - 1;
    }

    /** The node with the given paths into it on; null where that is the data. */
    private @Nullable State state(String node, long pattern) {
        if (pattern == allOn(prefixesOf(node).size())) {
            return null;
        }
        String key = node + ":" + pattern;
        State known = states.get(key);
        if (known != null) {
            return known;
        }
        State state;
        if (node.equals(intervention.source())) {
            state = new State(source(node), null, List.of());
            intervene(state.value);
        } else {
            CompiledEquation equation = equation(node);
            state = new State(source(node), equation, contributions(equation, pattern));
        }
        factual(state.node);
        states.put(key, state);
        order.add(state); // after its parents, which the line above has added
        return state;
    }

    private void intervene(double[] value) {
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            value[model.cells().index(t)] *= 1 + intervention.change();
        }
    }

    private double[] factual(CompiledSource node) {
        return factual.computeIfAbsent(
                node.spec().name(), name -> new double[model.cells().length()]);
    }

    private void addChange(double[] theta, List<Contribution> contributions, double[] change) {
        Arrays.fill(change, 0);
        for (Contribution contribution : contributions) {
            Kernels.axpy(
                    theta[contribution.coefficient()],
                    contribution.parent().change,
                    change,
                    change.length);
        }
    }

    /** M′ = M + s Δη, or M e^{Δη} under a log link; floored at 0 where it feeds a curve. */
    private static void respond(State state, CompiledEquation equation) {
        double[] column = state.node.column();
        boolean log = equation.scale().link() == Link.LOG;
        boolean floor = state.node.spec().saturation() != Saturation.LINEAR;
        double scale = equation.scale().scale();
        for (int i = 0; i < column.length; i++) {
            double value =
                    log
                            ? column[i] * Kernels.exp(state.change[i])
                            : Math.fma(scale, state.change[i], column[i]);
            state.value[i] = floor ? Math.max(0, value) : value;
        }
    }

    private CompiledSource source(String name) {
        return model.sources().get(model.sourceIndex(name));
    }

    private CompiledEquation equation(String name) {
        return model.equations().stream()
                .filter(e -> e.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
