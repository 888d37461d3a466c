package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * What media add to a linear predictor (model.md §4): M = Σ_u β_u,g h_u.
 *
 * @param coefficients slots of the β_u,g, indexed [u][g], or [u][0] for all geos
 * @param media cell slots of the h_u
 * @param continues whether M holds the share of other media already
 * @param layout of the cells
 * @param sum cell slot of M, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record MediaSum(int[][] coefficients, int[] media, boolean continues, CellLayout layout, int sum)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[sum];
        if (!continues) {
            Kernels.fill(0, out, w.from, w.to);
        }
        for (int u = 0; u < media.length; u++) {
            double[] h = w.cells[media[u]];
            if (coefficients[u].length == 1) {
                Kernels.axpy(w.theta[coefficients[u][0]], h, out, w.from, w.to);
                continue;
            }
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                double beta = w.theta[coefficients[u][g]];
                Kernels.axpy(beta, h, out, layout.start(g), layout.start(g + 1));
            }
        }
    }

    @Override
    public void backward(Workspace w) {
        for (int u = 0; u < media.length; u++) {
            if (coefficients[u].length == 1) {
                backward(w, u, coefficients[u][0], w.from, w.to);
                continue;
            }
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                backward(w, u, coefficients[u][g], layout.start(g), layout.start(g + 1));
            }
        }
    }

    private void backward(Workspace w, int u, int coefficient, int from, int to) {
        double[] bar = w.cellsBar[sum];
        w.thetaBar[coefficient] += Kernels.dot(w.cells[media[u]], bar, from, to);
        Kernels.axpy(w.theta[coefficient], bar, w.cellsBar[media[u]], from, to);
    }
}
