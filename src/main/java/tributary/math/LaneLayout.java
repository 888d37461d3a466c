package tributary.math;

/**
 * How a weekly series lies in eight lanes: padded in front with zeros to 8 m weeks, m = ⌈T/8⌉, lane
 * j holds padded weeks j m … j m + m − 1, and padded week p = j m + i is stored at index 8 i + j.
 *
 * @param weeks T ≥ 1
 */
public record LaneLayout(int weeks) {
    public LaneLayout {
        if (weeks < 1 || weeks > Integer.MAX_VALUE - Kernels.LANES) {
            throw new IllegalArgumentException("weeks: " + weeks + " must be ≥ 1");
        }
    }

    /** A number of entries, rounded up to whole vectors: padding costs less than a loop's rest. */
    public static int padded(int entries) {
        return (entries + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    }

    /** Weeks per lane, m. */
    public int steps() {
        return (weeks + Kernels.LANES - 1) / Kernels.LANES;
    }

    /** Stored length, 8 m. */
    public int length() {
        return steps() * Kernels.LANES;
    }

    /** Padded weeks in front of the first. */
    public int padding() {
        return length() - weeks;
    }

    /** Index at which week 0 ≤ t < T is stored. */
    public int index(int week) {
        int p = week + padding();
        return p % steps() * Kernels.LANES + p / steps();
    }

    /**
     * Series in week order to lanes; the padding is set to 0.
     *
     * @param series length ≥ T; not modified
     * @param lanes overwritten, length ≥ {@link #length()}
     */
    public void pack(double[] series, double[] lanes) {
        Kernels.fill(0, lanes, 0, length());
        for (int t = 0; t < weeks; t++) {
            lanes[index(t)] = series[t];
        }
    }

    /**
     * Lanes to series in week order.
     *
     * @param lanes length ≥ {@link #length()}; not modified
     * @param series overwritten, length ≥ T
     */
    public void unpack(double[] lanes, double[] series) {
        for (int t = 0; t < weeks; t++) {
            series[t] = lanes[index(t)];
        }
    }
}
