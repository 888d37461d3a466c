package tributary.model;

import tributary.math.Kernels;

/**
 * A modelled input times constants by cell: a mediator with predicted input whose level a test
 * changes.
 *
 * @param factors by cell
 * @param input cell slot
 * @param product cell slot, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record MultipliedInput(double[] factors, int input, int product) implements Term {
    @Override
    public void forward(Workspace w) {
        Kernels.multiply(factors, w.cells[input], w.cells[product], w.from, w.to);
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[product];
        double[] inputBar = w.cellsBar[input];
        for (int i = w.from; i < w.to; i++) {
            inputBar[i] = Math.fma(factors[i], bar[i], inputBar[i]);
        }
    }
}
