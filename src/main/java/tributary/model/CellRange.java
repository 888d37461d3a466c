package tributary.model;

import tributary.math.Kernels;

/**
 * Cells that share a residual scale: those of one geo, or all.
 *
 * @param from first cell
 * @param to one past the last cell
 * @param before number of cells that count, observed and not censored, before each stretch of eight
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record CellRange(int from, int to, int[] before) {
    /** The range with the cells that count. */
    static CellRange of(int from, int to, double[] observed) {
        int[] before = new int[(to - from + Kernels.LANES - 1) / Kernels.LANES + 1];
        for (int i = from; i < to; i++) {
            before[(i - from) / Kernels.LANES + 1] += observed[i] > 0 ? 1 : 0;
        }
        for (int k = 1; k < before.length; k++) {
            before[k] += before[k - 1];
        }
        return new CellRange(from, to, before);
    }

    /** First cell of the range among the selected geos of a workspace. */
    int from(Workspace w) {
        return Math.max(from, w.from);
    }

    /** One past the last; not more than {@link #from(Workspace)} where there is none. */
    int to(Workspace w) {
        return Math.min(to, w.to);
    }

    /** Number of cells between them that count. */
    int count(Workspace w) {
        int first = from(w) - from;
        int end = to(w) - from;
        return before[(end + Kernels.LANES - 1) / Kernels.LANES] - before[first / Kernels.LANES];
    }

    boolean touches(int otherFrom, int otherTo) {
        return from < otherTo && otherFrom < to;
    }
}
