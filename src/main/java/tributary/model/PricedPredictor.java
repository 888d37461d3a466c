package tributary.model;

import tributary.math.Kernels;

/**
 * Linear predictor with a price response that has a term of its own: η = unpriced + response.
 *
 * @param unpriced cell slot of the predictor without the price
 * @param response cell slot of the price response, −∞ where demand is choked
 * @param eta cell slot of η, written
 */
record PricedPredictor(int unpriced, int response, int eta) implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[eta];
        System.arraycopy(w.cells[unpriced], w.from, out, w.from, w.to - w.from);
        Kernels.axpy(1, w.cells[response], out, w.from, w.to);
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        Kernels.axpy(1, bar, w.cellsBar[unpriced], w.from, w.to);
        Kernels.axpy(1, bar, w.cellsBar[response], w.from, w.to);
    }
}
