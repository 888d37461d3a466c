package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * Unbounded geometric adstock, not normalised (model.md §3): a_t = s_t + λ a_{t−1}.
 *
 * <p>The sensitivity ∂a/∂λ is carried forward beside a; the stage that reads both normalises and
 * adds the adjoint of λ.
 *
 * @param steps weeks per lane of the cell layout
 * @param decay slot of λ
 * @param adstock cell slot of a, written
 * @param sensitivity cell slot of ∂a/∂λ, written
 */
record GeometricAdstock(StageInput input, int steps, int decay, int adstock, int sensitivity)
        implements TransformStage {
    @Override
    public GeometricAdstock on(StageInput other, IntSupplier newCells) {
        return new GeometricAdstock(other, steps, decay, newCells.getAsInt(), newCells.getAsInt());
    }

    @Override
    public StageInput output() {
        return StageInput.geometric(adstock, decay, sensitivity, input.adjoint());
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        Kernels.geometricAdstock(
                input.values(w),
                w.theta[decay],
                steps,
                w.from,
                w.to,
                w.cells[adstock],
                w.cells[sensitivity],
                w.scratch);
    }

    @Override
    public void backward(Workspace w) {
        if (input.adjoint()) {
            double[] through = w.cellsBar[sensitivity];
            Kernels.geometricAdstockAdjoint(
                    w.cellsBar[adstock], w.theta[decay], steps, w.from, w.to, through, w.scratch);
            Kernels.axpy(1, through, w.cellsBar[input.cell()], w.from, w.to);
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
        double[] scratch = buffers.scratch(Kernels.LANES);
        Kernels.geometricAdstock(in, theta[decay], steps, from, to, out, scratch);
    }
}
