package tributary.model;

import tributary.math.Kernels;

/**
 * Conditional location of each week under AR(1) residuals (model.md §5): η_t + φ r_{t−1} with r = y
 * − η, so that what a likelihood then sees as its residual is the innovation.
 *
 * <p>The first observed week has the stationary scale σ/√(1−φ²): its residual times √(1−φ²) is the
 * innovation, which adds ln √(1−φ²) to the log density.
 *
 * @param response y by cell
 * @param order indices of the observed cells, week by week without a gap
 * @param phi slot of φ in (−1, 1)
 * @param eta cell slot of η
 * @param conditional cell slot, written; cells that are not observed are η
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record AutoregressivePredictor(double[] response, int[] order, int phi, int eta, int conditional)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] at = w.cells[eta];
        double[] out = w.cells[conditional];
        System.arraycopy(at, 0, out, 0, at.length);
        double f = w.theta[phi];
        int first = order[0];
        out[first] = response[first] - (response[first] - at[first]) * Math.sqrt(1 - f * f);
        for (int k = 1; k < order.length; k++) {
            int before = order[k - 1];
            out[order[k]] = Math.fma(f, response[before] - at[before], at[order[k]]);
        }
        w.logDensity += 0.5 * Kernels.log(1 - f * f);
    }

    @Override
    public void backward(Workspace w) {
        double[] at = w.cells[eta];
        double[] bar = w.cellsBar[conditional];
        double[] etaBar = w.cellsBar[eta];
        double f = w.theta[phi];
        double root = Math.sqrt(1 - f * f);
        int first = order[0];
        etaBar[first] += bar[first] * root;
        double phiBar = bar[first] * (response[first] - at[first]) * f / root - f / (1 - f * f);
        for (int k = 1; k < order.length; k++) {
            int before = order[k - 1];
            double b = bar[order[k]];
            etaBar[order[k]] += b;
            etaBar[before] -= f * b;
            phiBar = Math.fma(b, response[before] - at[before], phiBar);
        }
        w.thetaBar[phi] += phiBar;
    }
}
