package tributary.math;

import java.util.Arrays;

/** Plain Java loops, written so that the C2 compiler vectorises the elementwise ones. */
final class ScalarKernels implements ArrayKernels {
    static final ScalarKernels INSTANCE = new ScalarKernels();
    private static final int LANES = Kernels.LANES;

    private ScalarKernels() {}

    @Override
    public void exp(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.exp(x[i]);
        }
    }

    @Override
    public void expm1(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.expm1(x[i]);
        }
    }

    @Override
    public void log(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.log(x[i]);
        }
    }

    @Override
    public void log1p(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.log1p(x[i]);
        }
    }

    @Override
    public void tanh(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.tanh(x[i]);
        }
    }

    @Override
    public void logistic(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Elementary.logistic(x[i]);
        }
    }

    @Override
    public void pow(double[] x, double y, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Power.pow(x[i], y);
        }
    }

    @Override
    public void lgamma(double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = SpecialFunctions.lgamma(x[i]);
        }
    }

    @Override
    public void digamma(double[] x, double[] out, int from, int to, double[] scratch) {
        for (int i = from; i < to; i++) {
            out[i] = SpecialFunctions.digamma(x[i]);
        }
    }

    @Override
    public void logNormalCdf(double[] x, double[] logCdf, double[] mills, int from, int to) {
        for (int i = from; i < to; i++) {
            SpecialFunctions.logNormalCdf(x[i], logCdf, mills, i);
        }
    }

    @Override
    public void fill(double value, double[] out, int from, int to) {
        Arrays.fill(out, from, to, value);
    }

    @Override
    public void scale(double alpha, double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = alpha * x[i];
        }
    }

    @Override
    public void multiply(double[] x, double[] y, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = x[i] * y[i];
        }
    }

    @Override
    public void axpy(double alpha, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(alpha, x[i], y[i]);
        }
    }

    @Override
    public void sumsOfLanes(double[] x, double[] out, int from, int to) {
        for (int k = from; k < to; k++) {
            out[k] = Kernels.sumOfLanes(x, (k - from) * Kernels.LANES);
        }
    }

    @Override
    public double sum(double[] x, int from, int to) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            a0 += x[i];
            a1 += x[i + 1];
            a2 += x[i + 2];
            a3 += x[i + 3];
            a4 += x[i + 4];
            a5 += x[i + 5];
            a6 += x[i + 6];
            a7 += x[i + 7];
        }
        // The tail has at most seven elements, so accumulator 7 is complete.
        a0 = i < to ? a0 + x[i] : a0;
        a1 = i + 1 < to ? a1 + x[i + 1] : a1;
        a2 = i + 2 < to ? a2 + x[i + 2] : a2;
        a3 = i + 3 < to ? a3 + x[i + 3] : a3;
        a4 = i + 4 < to ? a4 + x[i + 4] : a4;
        a5 = i + 5 < to ? a5 + x[i + 5] : a5;
        a6 = i + 6 < to ? a6 + x[i + 6] : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            a0 = Math.fma(x[i], y[i], a0);
            a1 = Math.fma(x[i + 1], y[i + 1], a1);
            a2 = Math.fma(x[i + 2], y[i + 2], a2);
            a3 = Math.fma(x[i + 3], y[i + 3], a3);
            a4 = Math.fma(x[i + 4], y[i + 4], a4);
            a5 = Math.fma(x[i + 5], y[i + 5], a5);
            a6 = Math.fma(x[i + 6], y[i + 6], a6);
            a7 = Math.fma(x[i + 7], y[i + 7], a7);
        }
        a0 = i < to ? Math.fma(x[i], y[i], a0) : a0;
        a1 = i + 1 < to ? Math.fma(x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < to ? Math.fma(x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < to ? Math.fma(x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < to ? Math.fma(x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < to ? Math.fma(x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < to ? Math.fma(x[i + 6], y[i + 6], a6) : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot3(double[] w, double[] x, double[] y, int from, int to) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            a0 = Math.fma(w[i] * x[i], y[i], a0);
            a1 = Math.fma(w[i + 1] * x[i + 1], y[i + 1], a1);
            a2 = Math.fma(w[i + 2] * x[i + 2], y[i + 2], a2);
            a3 = Math.fma(w[i + 3] * x[i + 3], y[i + 3], a3);
            a4 = Math.fma(w[i + 4] * x[i + 4], y[i + 4], a4);
            a5 = Math.fma(w[i + 5] * x[i + 5], y[i + 5], a5);
            a6 = Math.fma(w[i + 6] * x[i + 6], y[i + 6], a6);
            a7 = Math.fma(w[i + 7] * x[i + 7], y[i + 7], a7);
        }
        a0 = i < to ? Math.fma(w[i] * x[i], y[i], a0) : a0;
        a1 = i + 1 < to ? Math.fma(w[i + 1] * x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < to ? Math.fma(w[i + 2] * x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < to ? Math.fma(w[i + 3] * x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < to ? Math.fma(w[i + 4] * x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < to ? Math.fma(w[i + 5] * x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < to ? Math.fma(w[i + 6] * x[i + 6], y[i + 6], a6) : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    /** The eight accumulators of a sum, in the fixed order. */
    static double tree(
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7) {
        return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7));
    }

    @Override
    public void geometricAdstock(
            double[] x, double decay, int steps, int from, int to, double[] a, double[] scratch) {
        double power = decay * power(decay, steps - 1);
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, LANES, 0);
            filter(x, decay, first, end, scratch, a);
            scan(power, a, end - LANES, scratch);
            filter(x, decay, first, end, scratch, a);
        }
    }

    @Override
    public void geometricAdstock(
            double[] x,
            double decay,
            int steps,
            int from,
            int to,
            double[] a,
            double[] da,
            double[] scratch) {
        double lowerPower = power(decay, steps - 1);
        double power = decay * lowerPower;
        double powerSensitivity = steps * lowerPower; // d(λ^m)/dλ
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, 2 * LANES, 0);
            filter(x, decay, first, end, scratch, a);
            filterSensitivity(a, decay, first, end, scratch, da);
            scan(power, powerSensitivity, a, da, end - LANES, scratch);
            filter(x, decay, first, end, scratch, a);
            filterSensitivity(a, decay, first, end, scratch, da);
        }
    }

    @Override
    public void geometricAdstockAdjoint(
            double[] g, double decay, int steps, int from, int to, double[] out, double[] scratch) {
        double power = decay * power(decay, steps - 1);
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, LANES, 0);
            reverseFilter(g, decay, first, end, scratch, out);
            reverseScan(power, out, first, scratch);
            reverseFilter(g, decay, first, end, scratch, out);
        }
    }

    /** a_i = x_i + λ a_{i−1} within each lane, a_{−1} = carry. */
    private static void filter(
            double[] x, double decay, int from, int to, double[] carry, double[] a) {
        for (int lane = 0; lane < LANES; lane++) {
            a[from + lane] = Math.fma(decay, carry[lane], x[from + lane]);
        }
        for (int i = from + LANES; i < to; i++) {
            a[i] = Math.fma(decay, a[i - LANES], x[i]);
        }
    }

    /** b_i = a_{i−1} + λ b_{i−1} within each lane; carry holds a_{−1}, then b_{−1}. */
    private static void filterSensitivity(
            double[] a, double decay, int from, int to, double[] carry, double[] da) {
        for (int lane = 0; lane < LANES; lane++) {
            da[from + lane] = Math.fma(decay, carry[LANES + lane], carry[lane]);
        }
        for (int i = from + LANES; i < to; i++) {
            da[i] = Math.fma(decay, da[i - LANES], a[i - LANES]);
        }
    }

    /** g̃_i = g_i + λ g̃_{i+1} within each lane, carry beyond the last step. */
    private static void reverseFilter(
            double[] g, double decay, int from, int to, double[] carry, double[] out) {
        for (int lane = 0; lane < LANES; lane++) {
            out[to - LANES + lane] = Math.fma(decay, carry[lane], g[to - LANES + lane]);
        }
        for (int i = to - LANES - 1; i >= from; i--) {
            out[i] = Math.fma(decay, out[i + LANES], g[i]);
        }
    }

    /**
     * From the ends of lanes filtered without a carry to what each lane carries in.
     *
     * @param power λ to the steps of a lane
     * @param a filtered without a carry
     * @param last index of the last row
     * @param carry overwritten
     */
    static void scan(double power, double[] a, int last, double[] carry) {
        double value = 0;
        for (int lane = 0; lane < LANES; lane++) {
            carry[lane] = value;
            value = Math.fma(power, value, a[last + lane]);
        }
    }

    /** The same with the derivative for λ: {@code carry} holds that of a, then that of da. */
    static void scan(
            double power,
            double powerSensitivity,
            double[] a,
            double[] da,
            int last,
            double[] carry) {
        double value = 0;
        double sensitivity = 0;
        for (int lane = 0; lane < LANES; lane++) {
            carry[lane] = value;
            carry[LANES + lane] = sensitivity;
            double ofPower = Math.fma(powerSensitivity, value, da[last + lane]);
            sensitivity = Math.fma(power, sensitivity, ofPower);
            value = Math.fma(power, value, a[last + lane]);
        }
    }

    /** The same backward, from the first row to what each lane's end gets from beyond. */
    static void reverseScan(double power, double[] out, int first, double[] carry) {
        double value = 0;
        for (int lane = LANES - 1; lane >= 0; lane--) {
            carry[lane] = value;
            value = Math.fma(power, value, out[first + lane]);
        }
    }

    /** base^exponent by squaring. */
    static double power(double base, int exponent) {
        double result = 1;
        double square = base;
        for (int e = exponent; e > 0; e >>= 1) {
            result = (e & 1) == 1 ? result * square : result;
            square *= square;
        }
        return result;
    }

    @Override
    public void hillForward(
            double[] a,
            double shift,
            double slope,
            double[] logRatio,
            double[] h,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            logRatio[i] = a[i] == 0 ? 0 : Elementary.log(a[i]) + shift;
        }
        for (int i = from; i < to; i++) {
            h[i] = a[i] == 0 ? 0 : Elementary.logistic(slope * logRatio[i]);
        }
    }

    @Override
    public void hillBackward(
            double[] g,
            double[] a,
            double[] da,
            double[] logRatio,
            double[] h,
            int from,
            int to,
            double[] scratch,
            double[] sums) {
        for (int i = from; i < to; i++) {
            scratch[i] = g[i] * Math.fma(-h[i], h[i], h[i]);
        }
        sums[0] = sum(scratch, from, to);
        sums[1] = dot(scratch, logRatio, from, to);
        // Where a = 0, D is 0 and the bound only keeps 0 · (b/a) from being NaN.
        for (int i = from; i < to; i++) {
            scratch[i] *= da[i] / Math.max(a[i], Double.MIN_NORMAL);
        }
        sums[2] = sum(scratch, from, to);
    }
}
