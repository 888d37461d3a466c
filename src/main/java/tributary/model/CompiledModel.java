package tributary.model;

import tributary.data.Panel;
import tributary.math.CellLayout;
import tributary.spec.CausalGraph;
import tributary.spec.Control;
import tributary.spec.ModelSpec;

import java.util.List;
import java.util.Optional;

/**
 * A model compiled for a panel: constants by cell, terms and parameters; immutable.
 *
 * @param sources channels, then mediators, in order of the configuration
 * @param equations mediators in topological order, then the outcome
 * @param observed 1 for cells of the likelihood, else 0
 * @param value money per unit of the outcome by cell
 * @param notes what an analyst should know about choices made here
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledModel(
        ModelSpec spec,
        Panel panel,
        CausalGraph graph,
        CellLayout cells,
        Scaling scaling,
        List<CompiledSource> sources,
        List<CompiledEquation> equations,
        double[] observed,
        double[] value,
        ParameterLayout parameters,
        Posterior posterior,
        List<String> notes) {
    public CompiledModel {
        sources = List.copyOf(sources);
        equations = List.copyOf(equations);
        notes = List.copyOf(notes);
    }

    /** The last equation. */
    public CompiledEquation outcome() {
        return equations.get(equations.size() - 1);
    }

    /** A source by name. */
    public Optional<CompiledSource> source(String name) {
        return sources.stream().filter(source -> source.spec().name().equals(name)).findFirst();
    }

    /** An equation by name. */
    public CompiledEquation equation(String name) {
        return equations.stream()
                .filter(equation -> equation.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("equation: no " + name));
    }

    /** Values of a control by cell, in units of its column. */
    public double[] controlColumn(String name) {
        for (Control control : spec.controls()) {
            if (control.name().equals(name)) {
                double[] byCell = new double[cells.length()];
                cells.pack(panel.column(control.column()), byCell);
                return byCell;
            }
        }
        throw new IllegalArgumentException("control: no " + name);
    }
}
