package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * Intercepts from coordinates that do not move when the media parameters do: α_g = α*_g − Σ_u β_u,g
 * mean(h_u), means over the observed cells of the geo, or of all geos for a single α.
 *
 * <p>Data pin down the level α + Σ β_u mean(h_u), so α is nearly collinear with everything behind
 * the β_u h_u; α* is not. A shear: the Jacobian is 1 and the prior is that of α.
 *
 * @param coordinates slots of the α*_g, one per geo or one for all
 * @param coefficients slots of the β_u,g, indexed [u][g] like {@code coordinates}
 * @param media cell slots of the h_u
 * @param weights 1/n for the n observed cells that a mean is over, else 0
 * @param layout of the cells
 * @param intercepts slots of the α_g, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record CentredIntercept(
        int[] coordinates,
        int[][] coefficients,
        int[] media,
        double[] weights,
        CellLayout layout,
        int[] intercepts)
        implements Term {
    private int from(int k) {
        return coordinates.length == 1 ? 0 : layout.start(k);
    }

    private int to(int k) {
        return coordinates.length == 1 ? layout.length() : layout.start(k + 1);
    }

    @Override
    public void forward(Workspace w) {
        for (int k = 0; k < coordinates.length; k++) {
            double sum = w.theta[coordinates[k]];
            for (int u = 0; u < media.length; u++) {
                sum -= w.theta[coefficients[u][k]] * mean(w, u, k);
            }
            w.theta[intercepts[k]] = sum;
        }
    }

    private double mean(Workspace w, int u, int k) {
        return Kernels.dot(weights, w.cells[media[u]], from(k), to(k));
    }

    @Override
    public void backward(Workspace w) {
        for (int k = 0; k < coordinates.length; k++) {
            double bar = w.thetaBar[intercepts[k]];
            w.thetaBar[coordinates[k]] += bar;
            for (int u = 0; u < media.length; u++) {
                double beta = w.theta[coefficients[u][k]];
                w.thetaBar[coefficients[u][k]] -= mean(w, u, k) * bar;
                Kernels.axpy(-beta * bar, weights, w.cellsBar[media[u]], from(k), to(k));
            }
        }
    }
}
