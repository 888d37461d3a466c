package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * Effectiveness of media over time: h_t e^{f(t)}, f piecewise linear between knots.
 *
 * @param input saturated media
 * @param log term that computes f
 * @param multiplier cell slot of e^f, written
 * @param h cell slot of the result, written
 */
record TimeEffect(StageInput input, KnotSeries log, int multiplier, int h)
        implements TransformStage {
    @Override
    public TimeEffect on(StageInput other, IntSupplier newCells) {
        return new TimeEffect(other, log, newCells.getAsInt(), newCells.getAsInt());
    }

    @Override
    public StageInput output() {
        return StageInput.computed(h);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        Kernels.exp(w.cells[log.series()], w.cells[multiplier], w.from, w.to);
        Kernels.multiply(input.values(w), w.cells[multiplier], w.cells[h], w.from, w.to);
    }

    /** ∂h/∂f = h. */
    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[h];
        double[] through = w.cellsBar[multiplier];
        Kernels.multiply(bar, w.cells[h], through, w.from, w.to);
        Kernels.axpy(1, through, w.cellsBar[log.series()], w.from, w.to);
        if (input.adjoint()) {
            Kernels.multiply(bar, w.cells[multiplier], through, w.from, w.to);
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
        log.apply(theta, buffers.ofStage, from, to);
        Kernels.exp(buffers.ofStage, buffers.ofStage, from, to);
        Kernels.multiply(in, buffers.ofStage, out, from, to);
    }
}
