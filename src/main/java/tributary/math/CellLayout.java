package tributary.math;

/**
 * How a panel of weekly series lies in one array: geo after geo, each in the {@link LaneLayout} of
 * its weeks.
 *
 * @param geos G ≥ 1
 * @param lanes layout of one geo
 */
public record CellLayout(int geos, LaneLayout lanes) {
    public CellLayout {
        if (geos < 1 || (long) geos * lanes.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "geos: " + geos + " must be ≥ 1, and geos × weeks below " + Integer.MAX_VALUE);
        }
    }

    /** Layout of G geos with T weeks each. */
    public static CellLayout of(int geos, int weeks) {
        return new CellLayout(geos, new LaneLayout(weeks));
    }

    /** Weeks of each geo, T. */
    public int weeks() {
        return lanes.weeks();
    }

    /** Weeks per lane. */
    public int steps() {
        return lanes.steps();
    }

    /** Stored length of all geos. */
    public int length() {
        return geos * lanes.length();
    }

    /** Index of a geo's first cell; that of geo G is the {@link #length()}. */
    public int start(int geo) {
        return geo * lanes.length();
    }

    /** Index at which a week of a geo is stored. */
    public int index(int geo, int week) {
        return start(geo) + lanes.index(week);
    }

    /** Week of a cell that is not padding. */
    public int week(int cell) {
        int i = cell % lanes.length();
        return i % Kernels.LANES * steps() + i / Kernels.LANES - lanes.padding();
    }

    /** Geo of a cell. */
    public int geo(int cell) {
        return cell / lanes.length();
    }

    /**
     * Rows to cells; the padding is set to 0.
     *
     * @param rows week after week, geo after geo, length G T; not modified
     * @param cells overwritten, length {@link #length()}
     */
    public void pack(double[] rows, double[] cells) {
        Kernels.fill(0, cells, 0, length());
        for (int g = 0; g < geos; g++) {
            for (int t = 0; t < weeks(); t++) {
                cells[index(g, t)] = rows[g * weeks() + t];
            }
        }
    }
}
