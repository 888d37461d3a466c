package tributary.model;

import tributary.math.Kernels;
import tributary.math.RegressionKernels;

/**
 * y ~ StudentT(ν, η, σ) over the observed cells, up to a constant.
 *
 * <p>ln p = ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln ν − ln σ − (ν+1)/2 · ln(1 + r²/(νσ²)) per cell.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param counts of the cells that count
 * @param eta cell slot of η
 * @param sigma slots of σ by geo, the same in all that are selected at once
 * @param nu slot of ν > 0
 * @param normaliser its constant for the ν that is fixed, NaN where ν is sampled
 * @param weighted cell slot of r/(νσ² + r²), r = y − η, written
 * @param sums cell slot; Σ ln(1 + r²/(νσ²)) and Σ r²/(νσ² + r²) are written to the first two cells
 *     of what is computed at once
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record StudentTLikelihood(
        double[] response,
        double[] observed,
        CellCounts counts,
        int eta,
        int[] sigma,
        int nu,
        double normaliser,
        int weighted,
        int sums)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double s = w.theta[sigma[w.firstGeo]];
        double v = w.theta[nu];
        RegressionKernels.studentT(
                response,
                w.cells[eta],
                observed,
                v * s * s,
                w.from,
                w.to,
                w.cells[weighted],
                w.scratch);
        double logs = w.scratch[0];
        w.cells[sums][w.from] = logs;
        w.cells[sums][w.from + 1] = w.scratch[1];
        double constant = (isSampled() ? normaliser(v) : normaliser) - Kernels.log(s);
        w.logDensity += counts.in(w) * constant - 0.5 * (v + 1) * logs;
    }

    private boolean isSampled() {
        return Double.isNaN(normaliser);
    }

    /** ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln ν. */
    static double normaliser(double v) {
        return Kernels.lgamma(0.5 * (v + 1)) - Kernels.lgamma(0.5 * v) - 0.5 * Kernels.log(v);
    }

    @Override
    public void backward(Workspace w) {
        int slot = sigma[w.firstGeo];
        double s = w.theta[slot];
        double v = w.theta[nu];
        int count = counts.in(w);
        Kernels.axpy(v + 1, w.cells[weighted], w.cellsBar[eta], w.from, w.to);
        double logs = w.cells[sums][w.from];
        double share = w.cells[sums][w.from + 1];
        w.thetaBar[slot] += ((v + 1) * share - count) / s;
        if (!isSampled()) {
            return;
        }
        double digammas = Kernels.digamma(0.5 * (v + 1)) - Kernels.digamma(0.5 * v);
        w.thetaBar[nu] += 0.5 * (count * (digammas - 1 / v) - logs + (v + 1) / v * share);
    }
}
