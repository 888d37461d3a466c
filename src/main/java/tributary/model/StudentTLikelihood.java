package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ StudentT(ν, η, σ) over the observed cells of a range, up to a constant.
 *
 * <p>ln p = ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln ν − ln σ − (ν+1)/2 · ln(1 + r²/(νσ²)) per cell.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param range of the cells
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param nu slot of ν > 0
 * @param residual cell slot of y − η, written
 * @param log cell slot of ln(1 + r²/(νσ²)), written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record StudentTLikelihood(
        double[] response,
        double[] observed,
        CellRange range,
        int eta,
        int sigma,
        int nu,
        int residual,
        int log)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] r = w.cells[residual];
        Residuals.observed(response, w.cells[eta], observed, range, r);
        double s = w.theta[sigma];
        double v = w.theta[nu];
        double[] l = w.cells[log];
        double inverse = 1 / (v * s * s);
        for (int i = range.from(); i < range.to(); i++) {
            l[i] = Kernels.log1p(r[i] * r[i] * inverse);
        }
        double constant =
                Kernels.lgamma(0.5 * (v + 1))
                        - Kernels.lgamma(0.5 * v)
                        - 0.5 * Kernels.log(v)
                        - Kernels.log(s);
        w.logDensity +=
                range.count() * constant - 0.5 * (v + 1) * Kernels.sum(l, range.from(), range.to());
    }

    @Override
    public void backward(Workspace w) {
        double[] r = w.cells[residual];
        double s = w.theta[sigma];
        double v = w.theta[nu];
        double[] weighted = w.cellsBar[residual]; // r / (νσ² + r²)
        double spread = v * s * s;
        for (int i = range.from(); i < range.to(); i++) {
            weighted[i] = r[i] / (spread + r[i] * r[i]);
        }
        Kernels.axpy(v + 1, weighted, w.cellsBar[eta], range.from(), range.to());
        double share = Kernels.dot(weighted, r, range.from(), range.to()); // Σ r²/(νσ² + r²)
        double[] l = w.cells[log];
        w.thetaBar[sigma] += ((v + 1) * share - range.count()) / s;
        w.thetaBar[nu] +=
                0.5
                        * (range.count()
                                        * (Kernels.digamma(0.5 * (v + 1))
                                                - Kernels.digamma(0.5 * v)
                                                - 1 / v)
                                - Kernels.sum(l, range.from(), range.to())
                                + (v + 1) / v * share);
    }
}
