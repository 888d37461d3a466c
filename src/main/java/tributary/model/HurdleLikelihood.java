package tributary.model;

import tributary.math.Kernels;

/**
 * Whether a mediator with zeros is above 0 at all (model.md §5): active ~ Bernoulli(logistic(η)) by
 * cell, ln p = −ln(1 + e^−η) where it is and −ln(1 + e^η) where it is not.
 *
 * @param signs 1 for an active cell, −1 for one at 0, 0 where the cell does not count
 * @param eta cell slot of the log odds
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record HurdleLikelihood(double[] signs, int eta) implements Term {
    /** ln logistic(x), stable in both tails. */
    static double logLogistic(double x) {
        double tail = Kernels.log1p(Kernels.exp(-Math.abs(x)));
        return x < 0 ? x - tail : -tail;
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] at = w.cells[eta];
        double sum = 0;
        for (int i = w.from; i < w.to; i++) {
            if (signs[i] != 0) {
                sum += logLogistic(signs[i] * at[i]);
            }
        }
        w.logDensity += sum;
    }

    @Override
    public void backward(Workspace w) {
        double[] at = w.cells[eta];
        double[] bar = w.cellsBar[eta];
        for (int i = w.from; i < w.to; i++) {
            if (signs[i] != 0) {
                bar[i] += signs[i] * Kernels.logistic(-signs[i] * at[i]);
            }
        }
    }
}
