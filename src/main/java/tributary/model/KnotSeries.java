package tributary.model;

import tributary.data.Panel;
import tributary.math.CellLayout;

/**
 * A series that is piecewise linear between knots, the same in every geo: f_t = (1 − s_t) v_k + s_t
 * v_{k+1}. The knots lie evenly from the first to the last week of the training window; before and
 * after it the series stays at its end.
 *
 * @param values slots of v_1 … v_n, n ≥ 2
 * @param left index k of the knot on the left of each cell of one geo
 * @param share s of each cell of one geo, in [0, 1]
 * @param layout of the cells
 * @param series cell slot of f, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record KnotSeries(int[] values, int[] left, double[] share, CellLayout layout, int series)
        implements Term {
    /** The series of a panel's training window. */
    static KnotSeries of(int[] values, Panel panel, CellLayout layout, int series) {
        int first = panel.firstTrainingWeek();
        int last = panel.endOfTraining() - 1;
        int[] left = new int[layout.start(1)];
        double[] share = new double[left.length];
        for (int t = 0; t < layout.weeks(); t++) {
            double elapsed = (double) (Math.clamp(t, first, last) - first) / (last - first);
            double at = elapsed * (values.length - 1);
            int k = Math.min((int) at, values.length - 2);
            left[layout.index(0, t)] = k;
            share[layout.index(0, t)] = at - k;
        }
        return new KnotSeries(values, left, share, layout, series);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        apply(w.theta, w.cells[series], w.from, w.to);
    }

    /**
     * f by cell of some geos.
     *
     * @param theta natural parameters by slot; not modified
     * @param out overwritten for from ≤ i < to
     * @param from first cell of a geo
     * @param to one past the last cell of a geo
     */
    void apply(double[] theta, double[] out, int from, int to) {
        for (int i = 0; i < left.length; i++) {
            double before = theta[values[left[i]]];
            double after = theta[values[left[i] + 1]];
            out[from + i] = Math.fma(share[i], after - before, before);
        }
        for (int start = from + left.length; start < to; start += left.length) {
            System.arraycopy(out, from, out, start, left.length);
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[series];
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            int start = layout.start(g);
            for (int i = 0; i < left.length; i++) {
                double b = bar[start + i];
                w.thetaBar[values[left[i]]] += (1 - share[i]) * b;
                w.thetaBar[values[left[i] + 1]] += share[i] * b;
            }
        }
    }
}
