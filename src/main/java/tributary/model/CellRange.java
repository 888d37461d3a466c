package tributary.model;

/**
 * Cells that share a residual scale: those of one geo, or all.
 *
 * @param from first cell
 * @param to one past the last cell
 * @param count number of cells between them that are observed and not censored
 */
record CellRange(int from, int to, int count) {
    /** The range with the cells that count. */
    static CellRange of(int from, int to, double[] observed) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += observed[i] > 0 ? 1 : 0;
        }
        return new CellRange(from, to, count);
    }
}
