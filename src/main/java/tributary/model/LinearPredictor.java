package tributary.model;

import tributary.math.Kernels;

import java.util.Arrays;

/**
 * Linear predictor of an equation (model.md §4, additive): η = intercept + Σ_k γ_k x_k + Σ_u β_u
 * h_u.
 *
 * @param intercept slot of the intercept, or −1 for none
 * @param weights slots of the γ_k: trend, season, controls and activity
 * @param columns x_k by cell, constants
 * @param coefficients slots of the β_u
 * @param media cell slots of the h_u
 * @param eta cell slot of η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LinearPredictor(
        int intercept, int[] weights, double[][] columns, int[] coefficients, int[] media, int eta)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[eta];
        Arrays.fill(out, intercept < 0 ? 0 : w.theta[intercept]);
        for (int k = 0; k < weights.length; k++) {
            Kernels.axpy(w.theta[weights[k]], columns[k], out, out.length);
        }
        for (int u = 0; u < media.length; u++) {
            Kernels.axpy(w.theta[coefficients[u]], w.cells[media[u]], out, out.length);
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        if (intercept >= 0) {
            w.thetaBar[intercept] += Kernels.sum(bar, bar.length);
        }
        for (int k = 0; k < weights.length; k++) {
            w.thetaBar[weights[k]] += Kernels.dot(columns[k], bar, bar.length);
        }
        for (int u = 0; u < media.length; u++) {
            w.thetaBar[coefficients[u]] += Kernels.dot(w.cells[media[u]], bar, bar.length);
            Kernels.axpy(w.theta[coefficients[u]], bar, w.cellsBar[media[u]], bar.length);
        }
    }
}
