package tributary.math;

/**
 * Finite impulse response filter a_t = Σ_{l=0..L} w_l x_{t−l} along weekly series in the {@link
 * LaneLayout}, with x = 0 before a series begins, and its two adjoints.
 *
 * <p>In front of the rows of a series go L more, the halo: row −k of lane j repeats the end of lane
 * j − 1, lane 0 gets zeros. Lag l is then the same arrays read 8 l entries earlier, so that every
 * loop runs over contiguous memory whatever L, which may exceed the length of the series.
 *
 * <p>Common to all methods: {@code steps} is the number of weeks per lane, ≥ 1; several series
 * follow one another in from ≤ i < to, and {@code to − from} is a multiple of 8 {@code steps};
 * weights stand at {@code first} to {@code first + lags}; {@code scratch} is overwritten, its
 * length ≥ {@link #scratch}. Nothing allocates; {@link IllegalArgumentException} where an array is
 * too short.
 */
public final class LagFilter {
    private static final int LANES = Kernels.LANES;

    private LagFilter() {}

    /** Scratch length for a series of {@code steps} weeks per lane, whatever the number of lags. */
    public static int scratch(int steps) {
        return LANES * (steps + reach(Integer.MAX_VALUE, steps));
    }

    /** Lags that stay within a series of {@code steps} weeks per lane; longer ones only meet 0. */
    private static int reach(int lags, int steps) {
        return Math.min(lags, LANES * steps - 1);
    }

    /**
     * Filters.
     *
     * @param x series in the lane layout; not modified
     * @param weights w_l; not modified
     * @param lags L ≥ 0
     * @param a overwritten, same layout; must not be {@code x}
     */
    public static void apply(
            double[] x,
            double[] weights,
            int first,
            int lags,
            int steps,
            int from,
            int to,
            double[] a,
            double[] scratch) {
        check(first, lags, steps, from, to, weights, scratch);
        Kernels.check(from, to, x, a);
        int halo = reach(lags, steps);
        int size = LANES * steps;
        for (int start = from; start < to; start += size) {
            extend(x, start, steps, halo, scratch);
            Kernels.fill(0, a, start, start + size);
            for (int l = 0; l <= halo; l++) {
                addShifted(weights[first + l], scratch, LANES * (halo - l), a, start, size);
            }
        }
    }

    /**
     * Adds ∂/∂w_l = Σ_t g_t x_{t−l}.
     *
     * @param g gradient for a; not modified
     * @param x as in {@link #apply}; not modified
     * @param weightsBar modified
     */
    public static void addWeightGradient(
            double[] g,
            double[] x,
            double[] weightsBar,
            int first,
            int lags,
            int steps,
            int from,
            int to,
            double[] scratch) {
        check(first, lags, steps, from, to, weightsBar, scratch);
        Kernels.check(from, to, g, x);
        int halo = reach(lags, steps);
        int size = LANES * steps;
        for (int start = from; start < to; start += size) {
            extend(x, start, steps, halo, scratch);
            for (int l = 0; l <= halo; l++) {
                weightsBar[first + l] += dot(g, start, scratch, LANES * (halo - l), size);
            }
        }
    }

    /**
     * Adds ∂/∂x_t = Σ_l w_l g_{t+l}.
     *
     * @param g gradient for a; not modified
     * @param weights w_l; not modified
     * @param xBar modified; must not be {@code g}
     */
    public static void addInputGradient(
            double[] g,
            double[] weights,
            int first,
            int lags,
            int steps,
            int from,
            int to,
            double[] xBar,
            double[] scratch) {
        check(first, lags, steps, from, to, weights, scratch);
        Kernels.check(from, to, g, xBar);
        int halo = reach(lags, steps);
        int size = LANES * steps;
        for (int start = from; start < to; start += size) {
            Kernels.fill(0, scratch, 0, size + LANES * halo);
            for (int l = 0; l <= halo; l++) {
                addShifted(weights[first + l], g, start, scratch, LANES * (halo - l), size);
            }
            fold(scratch, steps, halo);
            addShifted(1, scratch, LANES * halo, xBar, start, size);
        }
    }

    /** y_{to + i} += α x_{at + i} for i < n. */
    private static void addShifted(double alpha, double[] x, int at, double[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = Math.fma(alpha, x[at + i], y[to + i]);
        }
    }

    /** Eight accumulators, combined as in every sum of {@link Kernels}; n is a multiple of 8. */
    private static double dot(double[] x, int xAt, double[] y, int yAt, int n) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        for (int i = xAt, k = yAt; i < xAt + n; i += LANES, k += LANES) {
            a0 = Math.fma(x[i], y[k], a0);
            a1 = Math.fma(x[i + 1], y[k + 1], a1);
            a2 = Math.fma(x[i + 2], y[k + 2], a2);
            a3 = Math.fma(x[i + 3], y[k + 3], a3);
            a4 = Math.fma(x[i + 4], y[k + 4], a4);
            a5 = Math.fma(x[i + 5], y[k + 5], a5);
            a6 = Math.fma(x[i + 6], y[k + 6], a6);
            a7 = Math.fma(x[i + 7], y[k + 7], a7);
        }
        return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7));
    }

    /** The series with its halo: row r of lane j is row r + m of lane j − 1. */
    private static void extend(double[] x, int start, int steps, int halo, double[] extended) {
        System.arraycopy(x, start, extended, LANES * halo, LANES * steps);
        for (int row = halo - 1; row >= 0; row--) {
            extended[LANES * row] = 0;
            int source = LANES * (row + steps);
            for (int lane = 1; lane < LANES; lane++) {
                extended[LANES * row + lane] = extended[source + lane - 1];
            }
        }
    }

    /** Adjoint of {@link #extend}: what reached the halo goes to where its values came from. */
    private static void fold(double[] extended, int steps, int halo) {
        for (int row = 0; row < halo; row++) {
            int source = LANES * (row + steps);
            for (int lane = 1; lane < LANES; lane++) {
                extended[source + lane - 1] += extended[LANES * row + lane];
            }
        }
    }

    private static void check(
            int first, int lags, int steps, int from, int to, double[] weights, double[] scratch) {
        if (lags < 0) {
            throw new IllegalArgumentException("lags: " + lags + " must be ≥ 0");
        }
        Kernels.checkSeries(steps, from, to);
        Kernels.check(first, first + lags + 1, weights);
        Kernels.check(0, LANES * (steps + reach(lags, steps)), scratch);
    }
}
