package tributary.model;

import tributary.math.Kernels;

/**
 * Scaled composition (model.md §4): η = ln(base) + ln D, with base = a + Σ β h + Σ δ 1{x > 0} > 0.
 *
 * @param base cell slot of the additive part
 * @param demand cell slot of ln D
 * @param eta cell slot of η, written
 */
record ScaledPredictor(int base, int demand, int eta) implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[eta];
        Kernels.log(w.cells[base], out, w.from, w.to);
        Kernels.axpy(1, w.cells[demand], out, w.from, w.to);
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        double[] b = w.cells[base];
        double[] baseBar = w.cellsBar[base];
        for (int i = w.from; i < w.to; i++) {
            baseBar[i] += bar[i] / b[i];
        }
        Kernels.axpy(1, bar, w.cellsBar[demand], w.from, w.to);
    }
}
