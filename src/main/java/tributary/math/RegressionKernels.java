package tributary.math;

/**
 * Matrix–vector products of linear predictors, and the likelihoods of residuals, in few passes and
 * few transcendentals; bits as in {@link Kernels}.
 *
 * <p>Cells are those of a {@link CellLayout}: where that is said, a range must be whole geos, that
 * is a multiple of eight. Nothing allocates.
 */
public final class RegressionKernels {
    private static final int LANES = Kernels.LANES;

    /** Columns of a matrix that one pass takes together, while there are so many. */
    private static final int WIDE = 8;

    private static final int BLOCK = 4;

    /** Cells whose factors 1 + r²/(νσ²) are multiplied before a logarithm: 32 in each lane. */
    private static final int CHUNK = 32 * LANES;

    /** Beyond it a product of factors may have overflowed. */
    private static final double LARGEST_PRODUCT = 1e300;

    /** Length of the scratch arrays. */
    public static final int SCRATCH = WIDE * LANES;

    private static final RegressionLoops LOOPS =
            Kernels.implementation().isVector()
                    ? new VectorRegressionLoops()
                    : ScalarRegressionLoops.INSTANCE;

    private RegressionKernels() {}

    /**
     * out_i ← out_i + Σ_k w_k c_k,i for from ≤ i < to, by fma in order of k.
     *
     * @param columns c_k; not modified
     * @param weights w_k; not modified
     */
    public static void addProducts(
            double[][] columns, double[] weights, double[] out, int from, int to) {
        Kernels.check(0, columns.length, weights);
        Kernels.check(from, to, out);
        check(columns, from, to);
        int k = 0;
        for (; k <= columns.length - WIDE; k += WIDE) {
            LOOPS.addEight(columns, weights, k, out, from, to);
        }
        for (; k <= columns.length - BLOCK; k += BLOCK) {
            LOOPS.addFour(columns, weights, k, out, from, to);
        }
        for (; k < columns.length; k++) {
            Kernels.axpy(weights[k], columns[k], out, from, to);
        }
    }

    /**
     * The products with the transposed matrix, out_k = Σ_i c_k,i g_i over from ≤ i < to, a multiple
     * of eight cells.
     *
     * @param columns c_k; not modified
     * @param g not modified
     * @param out overwritten, one by column
     * @param scratch overwritten, length ≥ {@link #SCRATCH}
     */
    public static void products(
            double[][] columns, double[] g, int from, int to, double[] out, double[] scratch) {
        checkWhole(from, to, g);
        Kernels.check(0, columns.length, out);
        Kernels.check(0, SCRATCH, scratch);
        check(columns, from, to);
        int k = 0;
        for (; k <= columns.length - WIDE; k += WIDE) {
            LOOPS.dotEight(columns, k, g, from, to, scratch);
            Kernels.sumsOfLanes(scratch, out, k, k + WIDE);
        }
        for (; k <= columns.length - BLOCK; k += BLOCK) {
            LOOPS.dotFour(columns, k, g, from, to, scratch);
            for (int j = 0; j < BLOCK; j++) {
                out[k + j] = Kernels.sumOfLanes(scratch, j * LANES);
            }
        }
        for (; k < columns.length; k++) {
            out[k] = Kernels.dot(columns[k], g, from, to);
        }
    }

    /**
     * Residuals r_i = y_i − η_i of the observed cells of a range; 0 elsewhere, even where η = −∞.
     *
     * @param observed 1 where the cell counts, else 0
     * @param residual overwritten for from ≤ i < to
     * @return Σ r²
     */
    public static double residual(
            double[] y, double[] eta, double[] observed, int from, int to, double[] residual) {
        Kernels.check(from, to, y, eta);
        Kernels.check(from, to, observed, residual);
        return LOOPS.residual(y, eta, observed, from, to, residual);
    }

    /**
     * The sums of Student's t over the residuals r of the observed cells of a range, which is a
     * multiple of eight cells: many factors 1 + r²/(νσ²) are multiplied before a logarithm, whose
     * absolute error is below 3e-16 by cell. An r that is infinite, or whose square is, or NaN
     * makes the logarithm ∞ or NaN.
     *
     * @param spread νσ²
     * @param weighted overwritten with r/(νσ² + r²) for from ≤ i < to
     * @param scratch overwritten, length ≥ {@link #SCRATCH}: the first two become Σ ln(1 + r²/νσ²)
     *     and Σ r²/(νσ² + r²)
     */
    public static void studentT(
            double[] y,
            double[] eta,
            double[] observed,
            double spread,
            int from,
            int to,
            double[] weighted,
            double[] scratch) {
        checkWhole(from, to, y);
        Kernels.check(from, to, eta, observed);
        Kernels.check(from, to, weighted);
        Kernels.check(0, SCRATCH, scratch);
        double logs = 0;
        double shares = 0;
        for (int i = from; i < to; i += CHUNK) {
            int end = Math.min(to, i + CHUNK);
            LOOPS.studentT(y, eta, observed, spread, i, end, weighted, scratch);
            double share = Kernels.sumOfLanes(scratch, LANES);
            logs += logOfProducts(y, eta, observed, spread, i, end, scratch);
            shares += share;
        }
        scratch[0] = logs;
        scratch[1] = shares;
    }

    /** Σ ln over a chunk: of the products, or cell by cell where one may have overflowed. */
    private static double logOfProducts(
            double[] y,
            double[] eta,
            double[] observed,
            double spread,
            int from,
            int to,
            double[] products) {
        if (Kernels.sumOfLanes(products, 0) < LARGEST_PRODUCT) {
            Kernels.log(products, products, 0, LANES);
            return Kernels.sumOfLanes(products, 0);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double r = observed[i] > 0 ? y[i] - eta[i] : 0;
            sum += Kernels.log1p(r * r / spread);
        }
        return sum;
    }

    private static void check(double[][] columns, int from, int to) {
        for (double[] column : columns) {
            Kernels.check(from, to, column);
        }
    }

    private static void checkWhole(int from, int to, double[] x) {
        Kernels.check(from, to, x);
        if ((to - from) % LANES != 0) {
            throw new IllegalArgumentException(
                    "range: " + from + " to " + to + " must be a multiple of " + LANES);
        }
    }
}
