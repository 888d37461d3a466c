package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ StudentT(ν, η, σ) over the observed cells, up to a constant.
 *
 * <p>ln p = ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln ν − ln σ − (ν+1)/2 · ln(1 + r²/(νσ²)) per cell.
 *
 * @param response y by cell
 * @param observed 1 where the cell counts, else 0
 * @param count number of cells that count
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
        int count,
        int eta,
        int sigma,
        int nu,
        int residual,
        int log)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] r = w.cells[residual];
        Residuals.observed(response, w.cells[eta], observed, r);
        double s = w.theta[sigma];
        double v = w.theta[nu];
        double[] l = w.cells[log];
        double inverse = 1 / (v * s * s);
        for (int i = 0; i < r.length; i++) {
            l[i] = Kernels.log1p(r[i] * r[i] * inverse);
        }
        double constant =
                Kernels.lgamma(0.5 * (v + 1))
                        - Kernels.lgamma(0.5 * v)
                        - 0.5 * Kernels.log(v)
                        - Kernels.log(s);
        w.logDensity += count * constant - 0.5 * (v + 1) * Kernels.sum(l, l.length);
    }

    @Override
    public void backward(Workspace w) {
        double[] r = w.cells[residual];
        double s = w.theta[sigma];
        double v = w.theta[nu];
        double[] weighted = w.cellsBar[residual]; // r / (νσ² + r²)
        double spread = v * s * s;
        for (int i = 0; i < r.length; i++) {
            weighted[i] = r[i] / (spread + r[i] * r[i]);
        }
        Kernels.axpy(v + 1, weighted, w.cellsBar[eta], r.length);
        double share = Kernels.dot(weighted, r, r.length); // Σ r²/(νσ² + r²)
        double[] l = w.cells[log];
        w.thetaBar[sigma] += ((v + 1) * share - count) / s;
        w.thetaBar[nu] +=
                0.5
                        * (count
                                        * (Kernels.digamma(0.5 * (v + 1))
                                                - Kernels.digamma(0.5 * v)
                                                - 1 / v)
                                - Kernels.sum(l, l.length)
                                + (v + 1) / v * share);
    }
}
