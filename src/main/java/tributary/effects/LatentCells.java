package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;

import java.util.stream.IntStream;

/**
 * Latents of one equation at a draw: of its censored cells, or of a hurdle. Cells of one range of
 * geos at a time.
 */
final class LatentCells {
    private final CompiledModel model;
    private final int index;
    private final CompiledEquation equation;
    private final int[] cells;

    /** By cell; of the censored or inactive ones only. */
    final double[] residual;

    /** u by cell of a hurdle, else empty. */
    final double[] activity;

    /**
     * Latents of an equation by its index, all of whose cells the data fix where there are none.
     */
    LatentCells(CompiledModel model, int index) {
        this.model = model;
        this.index = index;
        equation = model.equations().get(index);
        boolean hurdle = equation.active().isPresent();
        int length = model.cells().length();
        cells =
                equation.censoring()
                        .map(CompiledEquation.Censoring::cells)
                        .orElseGet(() ->
                                hurdle
                                        ? IntStream.range(0, length)
                                                .filter(i -> model.observed()[i] > 0)
                                                .toArray()
                                        : new int[0]);
        residual = new double[cells.length == 0 ? 0 : length];
        activity = new double[hurdle ? length : 0];
    }

    /** Draws those of the cells in the factual's range. */
    void evaluate(Factual factual, double[] theta, Latents latents) {
        double[] eta = factual.linearPredictor(equation.predictor());
        double @Nullable [] partner =
                equation.copula()
                        .map(tie -> model.equations().get(tie.partner()).predictor())
                        .map(factual::linearPredictor)
                        .orElse(null);
        for (int i : cells) {
            if (!factual.covers(i)) {
                continue;
            }
            if (activity.length > 0) {
                double odds = factual.linearPredictor(equation.active().orElseThrow())[i];
                activity[i] = latents.activity(model, index, Kernels.logistic(odds), i);
            }
            if (activity.length == 0 || !(equation.column()[i] > 0)) {
                residual[i] =
                        partner == null
                                ? latents.residual(model, index, theta, eta[i], i)
                                : latents.residual(model, index, theta, eta[i], partner[i], i);
            }
        }
    }
}
