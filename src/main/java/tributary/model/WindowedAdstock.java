package tributary.model;

import tributary.math.LagFilter;

import java.util.function.IntSupplier;

/**
 * Adstock over a window (model.md §3): a_t = Σ_{l=0..L} w_l s_{t−l}, the weights summing to one.
 *
 * @param steps weeks per lane of the cell layout
 * @param weights term that computes the w_l
 * @param adstock cell slot of a, written
 */
record WindowedAdstock(StageInput input, int steps, AdstockWeights weights, int adstock)
        implements TransformStage {
    private int lags() {
        return weights.form().lags();
    }

    @Override
    public WindowedAdstock on(StageInput other, IntSupplier newCells) {
        return new WindowedAdstock(other, steps, weights, newCells.getAsInt());
    }

    @Override
    public StageInput output() {
        return StageInput.computed(adstock);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        LagFilter.apply(
                input.values(w),
                w.theta,
                weights.first(),
                lags(),
                steps,
                w.from,
                w.to,
                w.cells[adstock],
                w.scratch);
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[adstock];
        int first = weights.first();
        LagFilter.addWeightGradient(
                bar, input.values(w), w.thetaBar, first, lags(), steps, w.from, w.to, w.scratch);
        if (input.adjoint()) {
            double[] inputBar = w.cellsBar[input.cell()];
            LagFilter.addInputGradient(
                    bar, w.theta, first, lags(), steps, w.from, w.to, inputBar, w.scratch);
        }
    }

    @Override
    public void apply(
            double[] theta,
            double[] in,
            double[] out,
            int from,
            int to,
            MediaTransform.Buffers buffers) {
        double[] w = buffers.weights(lags() + 1);
        AdstockWeights.weights(weights.form(), theta, w, 0);
        double[] scratch = buffers.scratch(LagFilter.scratch(steps));
        LagFilter.apply(in, w, 0, lags(), steps, from, to, out, scratch);
    }
}
