package tributary.model;

import tributary.data.Panel;
import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the compilers of a model share: its inputs, the cell layout, and the terms so far. */
final class Compilation {
    final ModelSpec model;
    final Panel panel;
    final Scaling scaling;
    final CellLayout layout;

    /** 1 for cells of the likelihood, else 0. */
    final double[] observed;

    /** Population of the geo of each cell. */
    final double[] population;

    final ParameterDeclarations parameters;
    final GeoDeclarations geos;
    final Map<String, TransformCompiler> transforms = new HashMap<>();

    /** What an analyst should know about choices made here. */
    final List<String> notes = new ArrayList<>();

    private final List<Term> terms = new ArrayList<>();
    private final List<Term> structure = new ArrayList<>();
    private final BitSet withoutAdjoint = new BitSet();
    private int cellSlots;

    Compilation(ModelSpec model, Panel panel, Scaling scaling) {
        this(model, panel, scaling, panel.geos().size() > 1 && model.pooling().geos());
    }

    /**
     * @param varying whether coefficients and intercepts vary by geo around common ones; with a
     *     single geo no configuration asks for it, as its data could not tell the two apart
     */
    Compilation(ModelSpec model, Panel panel, Scaling scaling, boolean varying) {
        this.model = model;
        this.panel = panel;
        this.scaling = scaling;
        layout = CellLayout.of(panel.geos().size(), panel.weeks().size());
        observed = new double[layout.length()];
        for (int g = 0; g < layout.geos(); g++) {
            for (int t = panel.firstTrainingWeek(); t < panel.endOfTraining(); t++) {
                observed[layout.index(g, t)] = panel.trains(g, t) ? 1 : 0;
            }
        }
        population = new double[layout.length()];
        for (int g = 0; g < layout.geos(); g++) {
            double people = panel.geos().get(g).population();
            Arrays.fill(population, layout.start(g), layout.start(g + 1), people);
        }
        parameters = new ParameterDeclarations(model.priors());
        geos =
                new GeoDeclarations(
                        parameters, layout.geos(), varying, model.pooling().parametrization());
    }

    /** Compiler of the transforms of a source. */
    TransformCompiler transforms(String source) {
        return Objects.requireNonNull(transforms.get(source), source);
    }

    /** A new cell slot. */
    int newCells() {
        return cellSlots++;
    }

    /** A new cell slot of what no term has a derivative for. */
    int newCellsWithoutAdjoint() {
        withoutAdjoint.set(cellSlots);
        return cellSlots++;
    }

    /** The cell slots that no term has a derivative for. */
    BitSet withoutAdjoint() {
        return withoutAdjoint;
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
     * A series by row as cells; a value that is missing outside the likelihood becomes 0 and is
     * never used.
     */
    double[] cells(double[] byRow) {
        double[] result = new double[layout.length()];
        layout.pack(byRow, result);
        for (int i = 0; i < result.length; i++) {
            result[i] = observed[i] == 0 && Double.isNaN(result[i]) ? 0 : result[i];
        }
        return result;
    }

    /** A column of the panel as cells. */
    double[] column(String name) {
        return cells(panel.column(name));
    }

    /** Money per unit of the outcome by cell. */
    double[] value() {
        return switch (model.outcome().value()) {
            case Outcome.Value.Constant(double money) -> {
                double[] byCell = new double[layout.length()];
                Arrays.fill(byCell, money);
                yield byCell;
            }
            case Outcome.Value.Column(String name) -> column(name);
        };
    }

    /**
     * 1/n for the n observed cells, else 0.
     *
     * @param byGeo whether n counts the cells of the same geo only
     */
    double[] meanWeights(boolean byGeo) {
        double[] weights = new double[observed.length];
        int size = byGeo ? layout.start(1) : observed.length;
        for (int from = 0; from < weights.length; from += size) {
            double count = Kernels.sum(observed, from, from + size);
            if (count > 0) {
                Kernels.scale(1 / count, observed, weights, from, from + size);
            }
        }
        return weights;
    }
}
