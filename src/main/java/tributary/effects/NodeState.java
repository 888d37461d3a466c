package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.model.CompiledModel;
import tributary.model.CompiledSource;
import tributary.model.ExpectedMediator;
import tributary.model.MediaTransform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node that differs from the data because some paths into it are off. */
final class NodeState {
    /** h(x′) − h(x) by cell along the arrows that share a transform. */
    private record Media(MediaTransform transform, double[] change) {}

    private final Factual factual;
    private final Intervention intervention;

    /** What it is as media; null for a control. */
    private final @Nullable CompiledSource source;

    /** How it answers its changed causes; null where the intervention sets the node. */
    private final @Nullable MediatorResponse response;

    private final double[] column;
    private final double[] value;
    private final double[] input;
    private final List<Media> media = new ArrayList<>();

    private NodeState(
            Factual factual,
            Intervention intervention,
            @Nullable CompiledSource source,
            @Nullable MediatorResponse response,
            double[] column) {
        this.factual = factual;
        this.intervention = intervention;
        this.source = source;
        this.response = response;
        this.column = column;
        value = factual.scratch().take();
        input = factual.scratch().take();
    }

    /** The node that the intervention changes, in its window. */
    static NodeState intervened(Factual factual, Intervention intervention) {
        CompiledModel model = factual.model();
        Optional<CompiledSource> source = model.source(intervention.source());
        double[] column =
                source.isPresent()
                        ? source.get().column()
                        : model.controlColumn(intervention.source());
        return new NodeState(factual, intervention, source.orElse(null), null, column);
    }

    /** A mediator whose causes have changed. */
    static NodeState responding(
            Factual factual,
            Intervention intervention,
            CompiledSource source,
            MediatorResponse response) {
        return new NodeState(factual, intervention, source, response, source.column());
    }

    /** x in units of the column by cell. */
    double[] factual() {
        return column;
    }

    /** x′ in units of the column by cell. */
    double[] value() {
        return value;
    }

    /** x′ as a product sees it: media per head. */
    double factor(int cell) {
        return source == null ? value[cell] : value[cell] / factual.population(cell);
    }

    /** h(x′) − h(x) by cell under a transform; to be asked for before {@link #evaluate}. */
    double[] change(MediaTransform transform) {
        for (Media each : media) {
            if (each.transform.equals(transform)) {
                return each.change;
            }
        }
        Media added = new Media(transform, factual.scratch().take());
        media.add(added);
        return added.change;
    }

    /** Computes x′ and what it changes downstream. */
    void evaluate() {
        if (response == null) {
            intervene(column, value);
        } else {
            response.evaluate(value);
        }
        if (source != null && !media.isEmpty()) {
            input(source);
            for (Media each : media) {
                transform(each);
            }
        }
    }

    /** x(1 + ψ) in the weeks of the intervention. */
    private void intervene(double[] before, double[] after) {
        int from = factual.from();
        System.arraycopy(before, from, after, from, factual.to() - from);
        for (int g = factual.firstGeo(); g < factual.endGeo(); g++) {
            for (int t = intervention.firstWeek(); t <= intervention.lastWeek(); t++) {
                after[factual.model().cells().index(g, t)] *= 1 + intervention.change();
            }
        }
    }

    /** What the transforms see: x′ per head and scale, or E[M′] of a predicted mediator. */
    private void input(CompiledSource of) {
        if (of.expected().isPresent()) {
            ExpectedMediator expected = of.expected().get();
            if (response == null) {
                intervene(factual.expected(expected), input);
            } else {
                response.expect(expected, input);
            }
            return;
        }
        double[] scale = of.scale();
        for (int i = factual.from(); i < factual.to(); i++) {
            input[i] = value[i] / scale[i];
        }
    }

    private void transform(Media to) {
        int from = factual.from();
        int end = factual.to();
        to.transform.apply(factual.theta(), input, to.change, from, end, factual.buffers());
        double[] h = factual.saturated(to.transform);
        for (int i = from; i < end; i++) {
            to.change[i] -= h[i];
        }
    }
}
