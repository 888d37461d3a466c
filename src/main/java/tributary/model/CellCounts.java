package tributary.model;

import tributary.math.CellLayout;

/**
 * Numbers of the cells that count, observed and not censored.
 *
 * @param before each geo, and at last of all of them
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record CellCounts(int[] before) {
    /**
     * @param observed 1 where the cell counts, else 0
     */
    static CellCounts of(double[] observed, CellLayout layout) {
        int[] before = new int[layout.geos() + 1];
        for (int g = 0; g < layout.geos(); g++) {
            before[g + 1] = before[g];
            for (int i = layout.start(g); i < layout.start(g + 1); i++) {
                before[g + 1] += observed[i] > 0 ? 1 : 0;
            }
        }
        return new CellCounts(before);
    }

    /** Number among the selected geos of a workspace. */
    int in(Workspace w) {
        return before[w.endGeo] - before[w.firstGeo];
    }
}
