package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledSource;

import java.util.Optional;

/** A node that differs from the data because some paths into it are off. */
final class NodeState {
    /** What it is as media; null for a control. */
    final @Nullable CompiledSource source;

    /** Its own equation and what changes in it; null where the intervention sets the node. */
    final @Nullable CompiledEquation equation;

    final @Nullable EquationChange causes;

    /** x′ in units of the column by cell. */
    final double[] value;

    /** x′ as the media transform sees it; h(x′) − h(x). Unused for a control. */
    final double[] input;

    final double[] change;

    private final double[] factual;

    private NodeState(
            @Nullable CompiledSource source,
            @Nullable CompiledEquation equation,
            @Nullable EquationChange causes,
            double[] factual) {
        this.source = source;
        this.equation = equation;
        this.causes = causes;
        this.factual = factual;
        this.value = factual.clone();
        this.input = new double[factual.length];
        this.change = new double[factual.length];
    }

    /** The node that the intervention changes, in its window. */
    static NodeState intervened(CompiledModel model, Intervention intervention) {
        Optional<CompiledSource> source = model.source(intervention.source());
        double[] factual =
                source.isPresent()
                        ? source.get().column()
                        : model.controlColumn(intervention.source());
        NodeState state = new NodeState(source.orElse(null), null, null, factual);
        for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
            state.value[model.cells().index(0, t)] *= 1 + intervention.change();
        }
        return state;
    }

    /** A mediator whose causes have changed. */
    static NodeState responding(
            CompiledSource source, CompiledEquation equation, EquationChange causes) {
        return new NodeState(source, equation, causes, source.column());
    }

    /** x in units of the column by cell. */
    double[] factual() {
        return factual;
    }
}
