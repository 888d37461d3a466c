package tributary.model;

import tributary.math.Kernels;
import tributary.math.RegressionKernels;

/**
 * y ~ Normal(η, σ) over the observed cells of a range, up to a constant.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param range of the cells
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param residual cell slot of y − η, written
 * @param sums cell slot; Σ (y − η)² is written to the first cell of what is computed at once
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record GaussianLikelihood(
        double[] response,
        double[] observed,
        CellRange range,
        int eta,
        int sigma,
        int residual,
        int sums)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public boolean touches(int from, int to) {
        return range.touches(from, to);
    }

    @Override
    public void forward(Workspace w) {
        double s = w.theta[sigma];
        int from = range.from(w);
        double squares =
                RegressionKernels.residual(
                        response, w.cells[eta], observed, from, range.to(w), w.cells[residual]);
        w.cells[sums][from] = squares;
        w.logDensity -= range.count(w) * Kernels.log(s) + 0.5 * squares / (s * s);
    }

    @Override
    public void backward(Workspace w) {
        double s = w.theta[sigma];
        int from = range.from(w);
        Kernels.axpy(1 / (s * s), w.cells[residual], w.cellsBar[eta], from, range.to(w));
        double squares = w.cells[sums][from];
        w.thetaBar[sigma] += (squares / (s * s) - range.count(w)) / s;
    }
}
