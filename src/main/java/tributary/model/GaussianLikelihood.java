package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ Normal(η, σ) over the observed cells of a range, up to a constant.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param range of the cells
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param residual cell slot of y − η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record GaussianLikelihood(
        double[] response, double[] observed, CellRange range, int eta, int sigma, int residual)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] r = w.cells[residual];
        Residuals.observed(response, w.cells[eta], observed, range, r);
        double s = w.theta[sigma];
        w.logDensity -=
                range.count() * Kernels.log(s)
                        + 0.5 * Kernels.dot(r, r, range.from(), range.to()) / (s * s);
    }

    @Override
    public void backward(Workspace w) {
        double[] r = w.cells[residual];
        double s = w.theta[sigma];
        Kernels.axpy(1 / (s * s), r, w.cellsBar[eta], range.from(), range.to());
        w.thetaBar[sigma] +=
                (Kernels.dot(r, r, range.from(), range.to()) / (s * s) - range.count()) / s;
    }
}
