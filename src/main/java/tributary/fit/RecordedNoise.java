package tributary.fit;

import tributary.effects.Latents;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The noise of a simulation itself, where its data leave it open. */
record RecordedNoise(Map<String, Node> nodes) implements Latents {
    RecordedNoise {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * What was drawn for one equation.
     *
     * @param residuals on the scale of the response by row; 0 for counts, which have none
     * @param chance of a hurdle: u by row, active where u < p; else empty
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Node(double[] residuals, double[] chance) {}

    /** What was drawn for an equation. */
    Node of(CompiledEquation equation) {
        return Objects.requireNonNull(nodes.get(equation.spec().name()));
    }

    @Override
    public double residual(
            CompiledModel model, int equation, double[] theta, double eta, int cell) {
        return of(model.equations().get(equation)).residuals()[row(model, cell)];
    }

    @Override
    public double activity(CompiledModel model, int equation, double p, int cell) {
        return of(model.equations().get(equation)).chance()[row(model, cell)];
    }

    private static int row(CompiledModel model, int cell) {
        return model.panel().row(model.cells().geo(cell), model.cells().week(cell));
    }
}
