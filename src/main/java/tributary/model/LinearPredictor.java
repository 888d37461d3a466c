package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.math.RegressionKernels;

import java.util.Arrays;

/**
 * Linear predictor of an equation (model.md §4, additive): η = α_g + Σ_k γ_k x_k + offsets, media
 * being one of the offsets.
 *
 * @param intercepts slots of the α_g, one per geo, one for all, or none
 * @param weights slots of the γ_k: trend, season, controls and activity
 * @param columns x_k by cell, constants
 * @param common whether the columns are the same in all of several geos; then their share of η is
 *     computed once for the geos of a pass
 * @param offsets cell slots of what is added as it is
 * @param layout of the cells
 * @param eta cell slot of η, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LinearPredictor(
        int[] intercepts,
        int[] weights,
        double[][] columns,
        boolean common,
        int[] offsets,
        CellLayout layout,
        int eta)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    /** Whether all columns are the same in all of several geos. */
    static boolean areCommon(double[][] columns, CellLayout layout) {
        int length = layout.start(1);
        for (double[] column : columns) {
            for (int g = 1; g < layout.geos(); g++) {
                if (!Arrays.equals(
                        column, 0, length, column, layout.start(g), layout.start(g + 1))) {
                    return false;
                }
            }
        }
        return layout.geos() > 1;
    }

    @Override
    public void forward(Workspace w) {
        double[] out = w.cells[eta];
        if (common) {
            addCommon(w, out);
        } else {
            addOwn(w, out);
        }
        for (int k = 1; k < offsets.length; k++) {
            Kernels.axpy(1, w.cells[offsets[k]], out, w.from, w.to);
        }
    }

    /** α, the first offset and the columns. */
    private void addOwn(Workspace w, double[] out) {
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            double alpha = intercept(w, g);
            if (offsets.length == 0) {
                Kernels.fill(alpha, out, layout.start(g), layout.start(g + 1));
            } else {
                double[] first = w.cells[offsets[0]];
                for (int i = layout.start(g); i < layout.start(g + 1); i++) {
                    out[i] = alpha + first[i];
                }
            }
        }
        RegressionKernels.addProducts(columns, weights(w), out, w.from, w.to);
    }

    /** The same, in another order: the sum over the columns is that of all geos. */
    private void addCommon(Workspace w, double[] out) {
        double[] share = w.geoScratch;
        Kernels.fill(0, share, 0, share.length);
        RegressionKernels.addProducts(columns, weights(w), share, 0, share.length);
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            double alpha = intercept(w, g);
            int start = layout.start(g);
            if (offsets.length == 0) {
                for (int i = 0; i < share.length; i++) {
                    out[start + i] = alpha + share[i];
                }
            } else {
                double[] first = w.cells[offsets[0]];
                for (int i = 0; i < share.length; i++) {
                    out[start + i] = alpha + share[i] + first[start + i];
                }
            }
        }
    }

    private double intercept(Workspace w, int geo) {
        return intercepts.length == 0 ? 0 : w.theta[slot(geo)];
    }

    private int slot(int geo) {
        return intercepts.length == 1 ? intercepts[0] : intercepts[geo];
    }

    /** The γ_k in a row. */
    private double[] weights(Workspace w) {
        double[] gamma = w.slotScratch;
        for (int k = 0; k < weights.length; k++) {
            gamma[k] = w.theta[weights[k]];
        }
        return gamma;
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[eta];
        if (intercepts.length > 0) {
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                w.thetaBar[slot(g)] += Kernels.sum(bar, layout.start(g), layout.start(g + 1));
            }
        }
        double[] gammaBar = w.slotScratch;
        if (common) {
            double[] sum = w.geoScratch;
            sumOverGeos(w, bar, sum);
            RegressionKernels.products(columns, sum, 0, sum.length, gammaBar, w.scratch);
        } else {
            RegressionKernels.products(columns, bar, w.from, w.to, gammaBar, w.scratch);
        }
        for (int k = 0; k < weights.length; k++) {
            w.thetaBar[weights[k]] += gammaBar[k];
        }
        for (int slot : offsets) {
            Kernels.axpy(1, bar, w.cellsBar[slot], w.from, w.to);
        }
    }

    private void sumOverGeos(Workspace w, double[] bar, double[] sum) {
        System.arraycopy(bar, w.from, sum, 0, sum.length);
        for (int g = w.firstGeo + 1; g < w.endGeo; g++) {
            int start = layout.start(g);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += bar[start + i];
            }
        }
    }
}
