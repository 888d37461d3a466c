package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * What the return of a direct path is summed from (model.md §6): the cells' weights, what the media
 * do in them, and how the geos deviate.
 *
 * @param parameter slot of the return R: money per money spent, or share of the outcome
 * @param coefficient slot of the coefficient β that the geos have in common
 * @param weights by cell of the likelihood, else 0: what a unit of the response is worth, per money
 *     spent or per outcome
 * @param h cell slot of the transformed media
 * @param off cell slot of the same without the media of the likelihood's cells, or −1: 0
 * @param spread slot of ω, or −1 where the geos do not vary
 * @param deviations slots of the z_g, empty where the geos do not vary
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record DirectReturn(
        int parameter,
        int coefficient,
        double[] weights,
        int h,
        int off,
        int spread,
        int[] deviations,
        CellLayout layout) {

    /** How many blocks of cells have a coefficient of their own. */
    int blocks() {
        return Math.max(1, deviations.length);
    }

    /** First cell of a block; that of the last plus one is the end. */
    int start(int block) {
        return deviations.length == 0 ? block * layout.length() : layout.start(block);
    }

    /** e^{ω z_g}: the coefficient of a block relative to β. */
    double relative(double[] theta, int block) {
        return spread < 0 ? 1 : Kernels.exp(theta[spread] * theta[deviations[block]]);
    }

    /** What the media of a cell add to h. */
    double change(Workspace w, int i) {
        return off < 0 ? w.cells[h][i] : w.cells[h][i] - w.cells[off][i];
    }

    /** Adds the adjoint of {@link #change}. */
    void addChangeBar(Workspace w, int i, double bar) {
        w.cellsBar[h][i] += bar;
        if (off >= 0) {
            w.cellsBar[off][i] -= bar;
        }
    }

    /** Adds the adjoint of a block's e^{ω z_g}. */
    void addRelativeBar(Workspace w, int block, double relative, double bar) {
        if (spread >= 0) {
            w.thetaBar[spread] += bar * relative * w.theta[deviations[block]];
            w.thetaBar[deviations[block]] += bar * relative * w.theta[spread];
        }
    }
}
