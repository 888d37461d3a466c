package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.math.RegressionKernels;

/**
 * Linear predictor of an equation (model.md §4, additive): η = α_g + Σ_k γ_k x_k + offsets, media
 * being one of the offsets.
 *
 * @param intercepts slots of the α_g, one per geo, one for all, or none
 * @param weights slots of the γ_k: trend, season, controls and activity
 * @param columns x_k by cell, constants
 * @param offsets cell slots of what is added as it is
 * @param layout of the cells
 * @param eta cell slot of η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LinearPredictor(
        int[] intercepts,
        int[] weights,
        double[][] columns,
        int[] offsets,
        CellLayout layout,
        int eta)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[eta];
        if (intercepts.length > 1) {
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                Kernels.fill(w.theta[intercepts[g]], out, layout.start(g), layout.start(g + 1));
            }
        } else {
            Kernels.fill(intercepts.length == 0 ? 0 : w.theta[intercepts[0]], out, w.from, w.to);
        }
        double[] gamma = w.slotScratch;
        for (int k = 0; k < weights.length; k++) {
            gamma[k] = w.theta[weights[k]];
        }
        RegressionKernels.addProducts(columns, gamma, out, w.from, w.to);
        for (int slot : offsets) {
            Kernels.axpy(1, w.cells[slot], out, w.from, w.to);
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        if (intercepts.length > 1) {
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                w.thetaBar[intercepts[g]] += Kernels.sum(bar, layout.start(g), layout.start(g + 1));
            }
        } else if (intercepts.length == 1) {
            w.thetaBar[intercepts[0]] += Kernels.sum(bar, w.from, w.to);
        }
        double[] gammaBar = w.slotScratch;
        RegressionKernels.products(columns, bar, w.from, w.to, gammaBar, w.scratch);
        for (int k = 0; k < weights.length; k++) {
            w.thetaBar[weights[k]] += gammaBar[k];
        }
        for (int slot : offsets) {
            Kernels.axpy(1, bar, w.cellsBar[slot], w.from, w.to);
        }
    }
}
