package tributary.model;

import tributary.math.Kernels;
import tributary.math.RegressionKernels;

/**
 * y ~ Normal(η, σ) over the observed cells, up to a constant.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param counts of the cells that count
 * @param eta cell slot of η
 * @param sigma slots of σ by geo, the same in all that are selected at once
 * @param residual cell slot of y − η, written
 * @param sums cell slot; Σ (y − η)² is written to the first cell of what is computed at once
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record GaussianLikelihood(
        double[] response,
        double[] observed,
        CellCounts counts,
        int eta,
        int[] sigma,
        int residual,
        int sums)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double s = w.theta[sigma[w.firstGeo]];
        double squares =
                RegressionKernels.residual(
                        response, w.cells[eta], observed, w.from, w.to, w.cells[residual]);
        w.cells[sums][w.from] = squares;
        w.logDensity -= counts.in(w) * Kernels.log(s) + 0.5 * squares / (s * s);
    }

    @Override
    public void backward(Workspace w) {
        int slot = sigma[w.firstGeo];
        double s = w.theta[slot];
        Kernels.axpy(1 / (s * s), w.cells[residual], w.cellsBar[eta], w.from, w.to);
        double squares = w.cells[sums][w.from];
        w.thetaBar[slot] += (squares / (s * s) - counts.in(w)) / s;
    }
}
