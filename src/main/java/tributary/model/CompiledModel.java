package tributary.model;

import tributary.data.Panel;
import tributary.math.LaneLayout;
import tributary.spec.CausalGraph;
import tributary.spec.ModelSpec;

import java.util.List;

/**
 * A model compiled for a panel: constants by cell, terms and parameters; immutable.
 *
 * @param sources channels, then mediators, in order of the configuration
 * @param equations mediators in topological order, then the outcome
 * @param observed 1 for cells of training weeks, else 0
 * @param value money per unit of the outcome by cell
 * @param notes what an analyst should know about choices made here
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CompiledModel(
        ModelSpec spec,
        Panel panel,
        CausalGraph graph,
        LaneLayout cells,
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

    /** Index of a source by name, or −1. */
    public int sourceIndex(String name) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).spec().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
