package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * Intercepts from coordinates that do not move when the media parameters do: α_g = α*_g − mean(M),
 * M = Σ_u β_u,g h_u, over the observed cells of the geo, or of all geos for a single α.
 *
 * <p>Data pin down the level α + mean(M), so α is nearly collinear with everything behind the β_u
 * h_u; α* is not. A shear: the Jacobian is 1 and the prior is that of α.
 *
 * @param coordinates slots of the α*_g, one per geo or one for all
 * @param media cell slot of M
 * @param weights 1/n for the n observed cells that a mean is over, else 0
 * @param layout of the cells
 * @param intercepts slots of the α_g, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record CentredIntercept(
        int[] coordinates, int media, double[] weights, CellLayout layout, int[] intercepts)
        implements Term {
    @Override
    public Scope scope() {
        return coordinates.length == layout.geos() ? Scope.GEOS : Scope.ALL;
    }

    private int endOfIntercepts(Workspace w) {
        return coordinates.length == 1 ? 1 : w.endGeo;
    }

    private int firstIntercept(Workspace w) {
        return coordinates.length == 1 ? 0 : w.firstGeo;
    }

    private int from(int k) {
        return coordinates.length == 1 ? 0 : layout.start(k);
    }

    private int to(int k) {
        return coordinates.length == 1 ? layout.length() : layout.start(k + 1);
    }

    @Override
    public void forward(Workspace w) {
        double[] sum = w.cells[media];
        for (int k = firstIntercept(w); k < endOfIntercepts(w); k++) {
            w.theta[intercepts[k]] =
                    w.theta[coordinates[k]] - Kernels.dot(weights, sum, from(k), to(k));
        }
    }

    @Override
    public void backward(Workspace w) {
        for (int k = firstIntercept(w); k < endOfIntercepts(w); k++) {
            double bar = w.thetaBar[intercepts[k]];
            w.thetaBar[coordinates[k]] += bar;
            Kernels.axpy(-bar, weights, w.cellsBar[media], from(k), to(k));
        }
    }
}
