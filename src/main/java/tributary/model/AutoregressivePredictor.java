package tributary.model;

import tributary.math.Kernels;

/**
 * Conditional location of each week under AR(1) residuals (model.md §5): η_t + φ r_{t−1} with r = y
 * − η, so that what a likelihood then sees as its residual is the innovation. Each geo has a series
 * of its own.
 *
 * <p>The first observed week has the stationary scale σ/√(1−φ²): its residual times √(1−φ²) is the
 * innovation, which adds ln √(1−φ²) to the log density. After a gap, k weeks from the last observed
 * one, the mean is φ^k r and the scale σ√((1−φ^{2k})/(1−φ²)), treated alike.
 *
 * @param response y by cell
 * @param series of every geo
 * @param phi slot of φ in (−1, 1)
 * @param eta cell slot of η
 * @param conditional cell slot, written; cells that are not observed are η
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record AutoregressivePredictor(
        double[] response, Series[] series, int phi, int eta, int conditional) implements Term {
    /**
     * Observed weeks of a geo.
     *
     * @param cells in order of the weeks, at least one
     * @param lags weeks since the observed one before; that of the first means nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Series(int[] cells, int[] lags) {
        boolean isSelected(Workspace w) {
            return cells[0] >= w.from && cells[0] < w.to;
        }
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] at = w.cells[eta];
        double[] out = w.cells[conditional];
        System.arraycopy(at, w.from, out, w.from, w.to - w.from);
        double f = w.theta[phi];
        for (Series each : series) {
            if (!each.isSelected(w)) {
                continue;
            }
            int first = each.cells[0];
            out[first] = response[first] - (response[first] - at[first]) * Math.sqrt(1 - f * f);
            w.logDensity += 0.5 * Kernels.log(1 - f * f);
            for (int k = 1; k < each.cells.length; k++) {
                int i = each.cells[k];
                int before = each.cells[k - 1];
                double r = response[before] - at[before];
                if (each.lags[k] == 1) {
                    out[i] = Math.fma(f, r, at[i]);
                    continue;
                }
                double power = ResidualNoise.power(f, each.lags[k]);
                double shrink = Math.sqrt((1 - f * f) / (1 - power * power));
                out[i] = response[i] - (response[i] - at[i] - power * r) * shrink;
                w.logDensity += Kernels.log(shrink);
            }
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] at = w.cells[eta];
        double[] bar = w.cellsBar[conditional];
        double[] etaBar = w.cellsBar[eta];
        double f = w.theta[phi];
        double root = Math.sqrt(1 - f * f);
        double phiBar = 0;
        for (Series each : series) {
            if (!each.isSelected(w)) {
                continue;
            }
            int first = each.cells[0];
            etaBar[first] += bar[first] * root;
            phiBar += bar[first] * (response[first] - at[first]) * f / root - f / (1 - f * f);
            for (int k = 1; k < each.cells.length; k++) {
                int i = each.cells[k];
                int before = each.cells[k - 1];
                double b = bar[i];
                if (each.lags[k] == 1) {
                    etaBar[i] += b;
                    etaBar[before] -= f * b;
                    phiBar = Math.fma(b, response[before] - at[before], phiBar);
                } else {
                    phiBar += backwardGap(w, i, before, each.lags[k]);
                }
            }
        }
        w.thetaBar[phi] += phiBar;
    }

    /** Adjoint of φ from a week after a gap of k − 1 weeks; with p = φ^k, s² = (1−φ²)/(1−p²). */
    private double backwardGap(Workspace w, int i, int before, int k) {
        double[] at = w.cells[eta];
        double f = w.theta[phi];
        double b = w.cellsBar[conditional][i];
        double power = ResidualNoise.power(f, k);
        double slope = k * ResidualNoise.power(f, k - 1); // dp/dφ
        double shrink = Math.sqrt((1 - f * f) / (1 - power * power));
        double r = response[before] - at[before];
        w.cellsBar[eta][i] += b * shrink;
        w.cellsBar[eta][before] -= b * shrink * power;
        double logShrink = power * slope / (1 - power * power) - f / (1 - f * f);
        return b * shrink * (r * slope - (response[i] - at[i] - power * r) * logShrink) + logShrink;
    }
}
