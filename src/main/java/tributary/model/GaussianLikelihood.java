package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ Normal(η, σ) over the observed cells, up to a constant.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param count number of cells that count
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param residual cell slot of y − η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record GaussianLikelihood(
        double[] response, double[] observed, int count, int eta, int sigma, int residual)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] r = w.cells[residual];
        Residuals.observed(response, w.cells[eta], observed, r);
        double s = w.theta[sigma];
        w.logDensity -= count * Kernels.log(s) + 0.5 * Kernels.dot(r, r, r.length) / (s * s);
    }

    @Override
    public void backward(Workspace w) {
        double[] r = w.cells[residual];
        double s = w.theta[sigma];
        Kernels.axpy(1 / (s * s), r, w.cellsBar[eta], r.length);
        w.thetaBar[sigma] += (Kernels.dot(r, r, r.length) / (s * s) - count) / s;
    }
}
