package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.spec.Equation;
import tributary.spec.Link;
import tributary.spec.Path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles the paths whose return or contribution has the prior and whose coefficient follows
 * (model.md §6): the direct path's, mediators as observed, over all cells of the likelihood.
 */
final class ReturnCompiler {
    private final Compilation compilation;
    private final Equation outcome;
    private final PredictorCompiler.LogDemand demand;
    private final boolean logAdditive;

    ReturnCompiler(Compilation compilation, Equation outcome, PredictorCompiler.LogDemand demand) {
        this.compilation = compilation;
        this.outcome = outcome;
        this.demand = demand;
        logAdditive = outcome.link() == Link.LOG && demand.unpriced() < 0;
    }

    /**
     * Declares the parameter and adds the term between it and the coefficient.
     *
     * @param coefficient slot of what the geos have in common
     * @param geos how the geos deviate from it, where they do
     */
    void add(
            CompiledPath path,
            CompiledSource source,
            int coefficient,
            Optional<HierarchicalCoefficients> geos) {
        String name = path.spec().returnName().orElseThrow();
        double[] weights = weights(path.spec(), source);
        boolean any = Kernels.sum(weights, weights.length) > 0;
        leaveOutWhereNotFelt(path.transform(), source, weights);
        double most = Kernels.sum(weights, weights.length);
        double highest =
                path.spec().parameter() == Path.Parameter.CONTRIBUTION
                        ? 1
                        : Double.POSITIVE_INFINITY;
        double upper = logAdditive && most > 0 ? Math.min(most, highest) : highest;
        int parameter = compilation.parameters.declare(name, path.spec().kind(), 0, upper);
        if (!any) {
            return; // said by weights()
        }
        if (!(most > 0)) {
            compilation.parameters.problem(
                    "$.paths",
                    "\"parameter\" of \""
                            + path.spec().arrow()
                            + "\": "
                            + path.spec().from()
                            + " is on only in weeks that cannot show a return: those at the floor");
            return;
        }
        var direct =
                new DirectReturn(
                        parameter,
                        coefficient,
                        weights,
                        path.transform().h(),
                        off(path.transform(), source),
                        geos.map(HierarchicalCoefficients::scale).orElse(-1),
                        geos.map(term -> term.raw().toArray()).orElse(new int[0]),
                        compilation.layout);
        if (logAdditive) {
            compilation.parameters.sampledThrough(parameter, coefficient, name, upper);
            compilation.add(new ReturnDensity(direct, compilation.newCells()));
        } else {
            int weighted = demand.unpriced() < 0 ? -1 : compilation.newCells();
            compilation.add(
                    new ReturnCoefficient(direct, demand.unpriced(), demand.response(), weighted));
        }
    }

    /**
     * Sets the weights to 0 in weeks in which media of the likelihood do not act, so that their sum
     * is what the path can return at most under a log link.
     */
    private void leaveOutWhereNotFelt(
            MediaTransform transform, CompiledSource source, double[] weights) {
        if (source.expected().isPresent()) {
            return; // an expectation is never 0
        }
        CellLayout layout = compilation.layout;
        int lags = transform.lastLag(layout.weeks());
        for (int g = 0; g < layout.geos(); g++) {
            int felt = -1;
            for (int t = 0; t < layout.weeks(); t++) {
                int i = layout.index(g, t);
                if (t >= compilation.panel.firstTrainingWeek() && source.column()[i] > 0) {
                    felt = t + lags;
                }
                if (t > felt) {
                    weights[i] = 0;
                }
            }
        }
    }

    /**
     * What a change of the response by 1 is worth in each cell of the likelihood, or under a log
     * link the whole outcome of the cell, per money spent or per outcome.
     */
    private double[] weights(Path path, CompiledSource source) {
        boolean roi = path.parameter() == Path.Parameter.ROI;
        double[] y = compilation.column(outcome.column());
        double[] value = compilation.value();
        ResponseScale scale = compilation.scaling.response(outcome);
        double total = total(path, roi ? source.spend() : y);
        double[] weights = new double[y.length];
        for (int i = 0; i < weights.length; i++) {
            boolean counts =
                    compilation.observed[i] > 0
                            && !(logAdditive
                                    && outcome.floor().isPresent()
                                    && y[i] <= outcome.floor().getAsDouble());
            double each = logAdditive ? y[i] : scale.scale() * compilation.population[i];
            weights[i] = counts && total > 0 ? each * (roi ? value[i] : 1) / total : 0;
        }
        return weights;
    }

    private double total(Path path, double[] column) {
        double total = Kernels.dot(column, compilation.observed, column.length);
        List<String> none = new ArrayList<>();
        for (int g = 0; g < compilation.layout.geos(); g++) {
            int from = compilation.layout.start(g);
            int to = compilation.layout.start(g + 1);
            if (!(Kernels.dot(column, compilation.observed, from, to) > 0)) {
                none.add(compilation.panel.geos().get(g).name());
            }
        }
        if (total > 0 && !none.isEmpty()) {
            compilation.notes.add(
                    path.returnName().orElseThrow()
                            + (path.parameter() == Path.Parameter.ROI
                                    ? ": no spend in "
                                    : ": no outcome in ")
                            + String.join(", ", none)
                            + ", which adds nothing to what the return is per");
        }
        if (!(total > 0)) {
            boolean roi = path.parameter() == Path.Parameter.ROI;
            compilation.parameters.problem(
                    "$.paths",
                    "\"parameter\" of \""
                            + path.arrow()
                            + "\": "
                            + (roi
                                    ? "roi needs spend, and " + path.from() + " has none"
                                    : "contribution needs a positive sum of " + path.to())
                            + " in the training weeks");
        }
        return total;
    }

    /** The transform without the media of the likelihood, where earlier media carry over. */
    private int off(MediaTransform transform, CompiledSource source) {
        CellLayout layout = compilation.layout;
        double[] before = new double[layout.length()];
        boolean any = false;
        for (int g = 0; g < layout.geos(); g++) {
            for (int t = 0; t < compilation.panel.firstTrainingWeek(); t++) {
                int i = layout.index(g, t);
                before[i] = source.scaled()[i];
                any |= before[i] > 0;
            }
        }
        if (!any || source.expected().isPresent()) {
            return -1;
        }
        MediaTransform off = transform.on(StageInput.constant(before), compilation::newCells);
        off.stages().forEach(compilation::addStructure);
        return off.h();
    }
}
