package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

/**
 * A linear predictor after a change of some of its causes (model.md §4, §6): η′ = η + Σ_k γ_k Δx_k
 * + Δ, or + ln(1 + Δ/base) where media add to a base, with Δ = Σ_u β_u,g (h′_u − h_u) + Σ_u δ_u
 * Δ1{x_u > 0}.
 *
 * @param eta cell slot of η
 * @param base cell slot of the base where the composition is scaled, or −1
 * @param weights slots of the γ_k
 * @param columns Δx_k by cell, constants
 * @param activities slots of the δ_u
 * @param switches Δ1{x_u > 0} by cell, constants
 * @param coefficients slots of the β_u,g, indexed [u][g], or [u][0] for all geos
 * @param media cell slots of the h_u
 * @param changed cell slots of the h′_u
 * @param layout of the cells
 * @param change cell slot of Δ, written
 * @param result cell slot of η′, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record ChangedPredictor(
        int eta,
        int base,
        int[] weights,
        double[][] columns,
        int[] activities,
        double[][] switches,
        int[][] coefficients,
        int[] media,
        int[] changed,
        CellLayout layout,
        int change,
        int result)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double[] delta = w.cells[change];
        Kernels.fill(0, delta, w.from, w.to);
        for (int k = 0; k < activities.length; k++) {
            Kernels.axpy(w.theta[activities[k]], switches[k], delta, w.from, w.to);
        }
        for (int u = 0; u < media.length; u++) {
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                double beta = w.theta[coefficient(u, g)];
                int from = layout.start(g);
                int to = layout.start(g + 1);
                Kernels.axpy(beta, w.cells[changed[u]], delta, from, to);
                Kernels.axpy(-beta, w.cells[media[u]], delta, from, to);
            }
        }
        double[] out = w.cells[result];
        System.arraycopy(w.cells[eta], w.from, out, w.from, w.to - w.from);
        for (int k = 0; k < weights.length; k++) {
            Kernels.axpy(w.theta[weights[k]], columns[k], out, w.from, w.to);
        }
        if (base < 0) {
            Kernels.axpy(1, delta, out, w.from, w.to);
            return;
        }
        double[] b = w.cells[base];
        for (int i = w.from; i < w.to; i++) {
            out[i] += Kernels.log1p(delta[i] / b[i]);
        }
    }

    private int coefficient(int u, int geo) {
        return coefficients[u][coefficients[u].length == 1 ? 0 : geo];
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[result];
        Kernels.axpy(1, bar, w.cellsBar[eta], w.from, w.to);
        double[] delta = w.cells[change];
        double[] deltaBar = w.cellsBar[change];
        for (int i = w.from; i < w.to; i++) {
            double scale = base < 0 ? 1 : w.cells[base][i] + delta[i];
            deltaBar[i] = bar[i] / scale;
            if (base >= 0) {
                w.cellsBar[base][i] -= deltaBar[i] * delta[i] / w.cells[base][i];
            }
        }
        for (int k = 0; k < weights.length; k++) {
            w.thetaBar[weights[k]] += Kernels.dot(columns[k], bar, w.from, w.to);
        }
        for (int k = 0; k < activities.length; k++) {
            w.thetaBar[activities[k]] += Kernels.dot(switches[k], deltaBar, w.from, w.to);
        }
        for (int u = 0; u < media.length; u++) {
            for (int g = w.firstGeo; g < w.endGeo; g++) {
                backwardMedia(w, u, coefficient(u, g), layout.start(g), layout.start(g + 1));
            }
        }
    }

    private void backwardMedia(Workspace w, int u, int slot, int from, int to) {
        double[] deltaBar = w.cellsBar[change];
        double beta = w.theta[slot];
        w.thetaBar[slot] +=
                Kernels.dot(deltaBar, w.cells[changed[u]], from, to)
                        - Kernels.dot(deltaBar, w.cells[media[u]], from, to);
        Kernels.axpy(beta, deltaBar, w.cellsBar[changed[u]], from, to);
        Kernels.axpy(-beta, deltaBar, w.cellsBar[media[u]], from, to);
    }
}
