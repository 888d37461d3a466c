package tributary.model;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.math.LaneLayout;
import tributary.spec.ModelSpec;

import java.util.ArrayList;
import java.util.List;

/** What the compilers of a model share: its inputs, the cell layout, and the terms so far. */
final class Compilation {
    final ModelSpec model;
    final Panel panel;
    final Scaling scaling;
    final LaneLayout layout;

    /** 1 for cells of training weeks, else 0. */
    final double[] observed;

    final ParameterDeclarations parameters;
    private final List<Term> terms = new ArrayList<>();
    private final List<Term> structure = new ArrayList<>();
    private int cellSlots;

    Compilation(ModelSpec model, Panel panel, Scaling scaling) {
        this.model = model;
        this.panel = panel;
        this.scaling = scaling;
        layout = new LaneLayout(panel.weeks().size());
        observed = new double[layout.length()];
        for (int t = panel.firstTrainingWeek(); t < panel.endOfTraining(); t++) {
            observed[layout.index(t)] = 1;
        }
        parameters = new ParameterDeclarations(model.priors());
    }

    /** A new cell slot. */
    int newCells() {
        return cellSlots++;
    }

    /** Number of cell slots so far. */
    int cellSlots() {
        return cellSlots;
    }

    /** Adds a term of the density. */
    void add(Term term) {
        terms.add(term);
    }

    /** Adds a term that leads from natural parameters towards the linear predictors. */
    void addStructure(Term term) {
        terms.add(term);
        structure.add(term);
    }

    List<Term> terms() {
        return List.copyOf(terms);
    }

    List<Term> structure() {
        return List.copyOf(structure);
    }

    /**
     * A series by week as cells; a value that is missing outside the training window becomes 0 and
     * is never used.
     */
    double[] cells(double[] byWeek) {
        double[] series = byWeek.clone();
        for (int t = 0; t < series.length; t++) {
            boolean trains = t >= panel.firstTrainingWeek() && t < panel.endOfTraining();
            series[t] = !trains && Double.isNaN(series[t]) ? 0 : series[t];
        }
        double[] result = new double[layout.length()];
        layout.pack(series, result);
        return result;
    }

    /** A column of the panel as cells. */
    double[] column(String name) {
        return cells(panel.column(name));
    }

    /** 1/n for the n observed cells, else 0. */
    double[] meanWeights() {
        double[] weights = new double[observed.length];
        Kernels.scale(
                1 / Kernels.sum(observed, observed.length), observed, weights, weights.length);
        return weights;
    }
}
