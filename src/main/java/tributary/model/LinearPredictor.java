package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * Linear predictor of an equation (model.md §4, additive): η = α_g + Σ_k γ_k x_k + Σ_u β_u,g h_u +
 * offsets.
 *
 * @param intercepts slots of the α_g, one per geo, one for all, or none
 * @param weights slots of the γ_k: trend, season, controls and activity
 * @param columns x_k by cell, constants
 * @param coefficients slots of the β_u,g, indexed [u][g], or [u][0] for all geos
 * @param media cell slots of the h_u
 * @param offsets cell slots of what is added as it is
 * @param layout of the cells
 * @param eta cell slot of η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LinearPredictor(
        int[] intercepts,
        int[] weights,
        double[][] columns,
        int[][] coefficients,
        int[] media,
        int[] offsets,
        CellLayout layout,
        int eta)
        implements Term {
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
        for (int k = 0; k < weights.length; k++) {
            Kernels.axpy(w.theta[weights[k]], columns[k], out, w.from, w.to);
        }
        for (int u = 0; u < media.length; u++) {
            addMedia(w, u, out);
        }
        for (int slot : offsets) {
            Kernels.axpy(1, w.cells[slot], out, w.from, w.to);
        }
    }

    private void addMedia(Workspace w, int u, double[] out) {
        double[] h = w.cells[media[u]];
        if (coefficients[u].length == 1) {
            Kernels.axpy(w.theta[coefficients[u][0]], h, out, w.from, w.to);
            return;
        }
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            double beta = w.theta[coefficients[u][g]];
            Kernels.axpy(beta, h, out, layout.start(g), layout.start(g + 1));
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        for (int k = 0; k < intercepts.length; k++) {
            w.thetaBar[intercepts[k]] +=
                    intercepts.length == 1
                            ? Kernels.sum(bar, w.from, w.to)
                            : Kernels.sum(bar, layout.start(k), layout.start(k + 1));
        }
        for (int k = 0; k < weights.length; k++) {
            w.thetaBar[weights[k]] += Kernels.dot(columns[k], bar, w.from, w.to);
        }
        for (int u = 0; u < media.length; u++) {
            for (int k = 0; k < coefficients[u].length; k++) {
                boolean all = coefficients[u].length == 1;
                int from = all ? w.from : layout.start(k);
                int to = all ? w.to : layout.start(k + 1);
                double beta = w.theta[coefficients[u][k]];
                w.thetaBar[coefficients[u][k]] += Kernels.dot(w.cells[media[u]], bar, from, to);
                Kernels.axpy(beta, bar, w.cellsBar[media[u]], from, to);
            }
        }
        for (int slot : offsets) {
            Kernels.axpy(1, bar, w.cellsBar[slot], w.from, w.to);
        }
    }
}
