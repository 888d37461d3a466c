package tributary.math;

import java.util.Arrays;

/** Plain Java loops, written so that the C2 compiler vectorises the elementwise ones. */
final class ScalarKernels implements ArrayKernels {
    private static final int LANES = Kernels.LANES;

    @Override
    public void exp(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Elementary.exp(x[i]);
        }
    }

    @Override
    public void log(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Elementary.log(x[i]);
        }
    }

    @Override
    public void logistic(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Elementary.logistic(x[i]);
        }
    }

    @Override
    public void fill(double value, double[] out, int n) {
        Arrays.fill(out, 0, n, value);
    }

    @Override
    public void scale(double alpha, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = alpha * x[i];
        }
    }

    @Override
    public void multiply(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    @Override
    public void axpy(double alpha, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(alpha, x[i], y[i]);
        }
    }

    @Override
    public double sum(double[] x, int n) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
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
        a0 = i < n ? a0 + x[i] : a0;
        a1 = i + 1 < n ? a1 + x[i + 1] : a1;
        a2 = i + 2 < n ? a2 + x[i + 2] : a2;
        a3 = i + 3 < n ? a3 + x[i + 3] : a3;
        a4 = i + 4 < n ? a4 + x[i + 4] : a4;
        a5 = i + 5 < n ? a5 + x[i + 5] : a5;
        a6 = i + 6 < n ? a6 + x[i + 6] : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot(double[] x, double[] y, int n) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            a0 = Math.fma(x[i], y[i], a0);
            a1 = Math.fma(x[i + 1], y[i + 1], a1);
            a2 = Math.fma(x[i + 2], y[i + 2], a2);
            a3 = Math.fma(x[i + 3], y[i + 3], a3);
            a4 = Math.fma(x[i + 4], y[i + 4], a4);
            a5 = Math.fma(x[i + 5], y[i + 5], a5);
            a6 = Math.fma(x[i + 6], y[i + 6], a6);
            a7 = Math.fma(x[i + 7], y[i + 7], a7);
        }
        a0 = i < n ? Math.fma(x[i], y[i], a0) : a0;
        a1 = i + 1 < n ? Math.fma(x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < n ? Math.fma(x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < n ? Math.fma(x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < n ? Math.fma(x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < n ? Math.fma(x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < n ? Math.fma(x[i + 6], y[i + 6], a6) : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot3(double[] w, double[] x, double[] y, int n) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            a0 = Math.fma(w[i] * x[i], y[i], a0);
            a1 = Math.fma(w[i + 1] * x[i + 1], y[i + 1], a1);
            a2 = Math.fma(w[i + 2] * x[i + 2], y[i + 2], a2);
            a3 = Math.fma(w[i + 3] * x[i + 3], y[i + 3], a3);
            a4 = Math.fma(w[i + 4] * x[i + 4], y[i + 4], a4);
            a5 = Math.fma(w[i + 5] * x[i + 5], y[i + 5], a5);
            a6 = Math.fma(w[i + 6] * x[i + 6], y[i + 6], a6);
            a7 = Math.fma(w[i + 7] * x[i + 7], y[i + 7], a7);
        }
        a0 = i < n ? Math.fma(w[i] * x[i], y[i], a0) : a0;
        a1 = i + 1 < n ? Math.fma(w[i + 1] * x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < n ? Math.fma(w[i + 2] * x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < n ? Math.fma(w[i + 3] * x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < n ? Math.fma(w[i + 4] * x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < n ? Math.fma(w[i + 5] * x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < n ? Math.fma(w[i + 6] * x[i + 6], y[i + 6], a6) : a6;
        return tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    private static double tree(
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
            double[] x, double decay, int steps, double[] a, double[] scratch) {
        int n = steps * LANES;
        Arrays.fill(scratch, 0, LANES, 0);
        filter(x, decay, n, scratch, a);
        double power = decay * power(decay, steps - 1);
        double carry = 0;
        for (int lane = 0; lane < LANES; lane++) {
            scratch[lane] = carry;
            carry = Math.fma(power, carry, a[n - LANES + lane]);
        }
        filter(x, decay, n, scratch, a);
    }

    @Override
    public void geometricAdstock(
            double[] x, double decay, int steps, double[] a, double[] da, double[] scratch) {
        int n = steps * LANES;
        Arrays.fill(scratch, 0, 2 * LANES, 0);
        filter(x, decay, n, scratch, a);
        filterSensitivity(a, decay, n, scratch, da);
        double lowerPower = power(decay, steps - 1);
        double power = decay * lowerPower;
        double powerSensitivity = steps * lowerPower; // d(λ^m)/dλ
        double carry = 0;
        double sensitivity = 0;
        for (int lane = 0; lane < LANES; lane++) {
            scratch[lane] = carry;
            scratch[LANES + lane] = sensitivity;
            int end = n - LANES + lane;
            sensitivity = Math.fma(power, sensitivity, Math.fma(powerSensitivity, carry, da[end]));
            carry = Math.fma(power, carry, a[end]);
        }
        filter(x, decay, n, scratch, a);
        filterSensitivity(a, decay, n, scratch, da);
    }

    @Override
    public void geometricAdstockAdjoint(
            double[] g, double decay, int steps, double[] out, double[] scratch) {
        int n = steps * LANES;
        Arrays.fill(scratch, 0, LANES, 0);
        reverseFilter(g, decay, n, scratch, out);
        double power = decay * power(decay, steps - 1);
        double carry = 0;
        for (int lane = LANES - 1; lane >= 0; lane--) {
            scratch[lane] = carry;
            carry = Math.fma(power, carry, out[lane]);
        }
        reverseFilter(g, decay, n, scratch, out);
    }

    /** a_i = x_i + λ a_{i−1} within each lane, a_{−1} = carry. */
    private static void filter(double[] x, double decay, int n, double[] carry, double[] a) {
        for (int lane = 0; lane < LANES; lane++) {
            a[lane] = Math.fma(decay, carry[lane], x[lane]);
        }
        for (int i = LANES; i < n; i++) {
            a[i] = Math.fma(decay, a[i - LANES], x[i]);
        }
    }

    /** b_i = a_{i−1} + λ b_{i−1} within each lane; carry holds a_{−1}, then b_{−1}. */
    private static void filterSensitivity(
            double[] a, double decay, int n, double[] carry, double[] da) {
        for (int lane = 0; lane < LANES; lane++) {
            da[lane] = Math.fma(decay, carry[LANES + lane], carry[lane]);
        }
        for (int i = LANES; i < n; i++) {
            da[i] = Math.fma(decay, da[i - LANES], a[i - LANES]);
        }
    }

    /** g̃_i = g_i + λ g̃_{i+1} within each lane, carry beyond the last step. */
    private static void reverseFilter(
            double[] g, double decay, int n, double[] carry, double[] out) {
        for (int lane = 0; lane < LANES; lane++) {
            out[n - LANES + lane] = Math.fma(decay, carry[lane], g[n - LANES + lane]);
        }
        for (int i = n - LANES - 1; i >= 0; i--) {
            out[i] = Math.fma(decay, out[i + LANES], g[i]);
        }
    }

    /** base^exponent by squaring. */
    private static double power(double base, int exponent) {
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
            double[] a, double shift, double slope, double[] logRatio, double[] h, int n) {
        for (int i = 0; i < n; i++) {
            logRatio[i] = a[i] == 0 ? 0 : Elementary.log(a[i]) + shift;
        }
        for (int i = 0; i < n; i++) {
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
            int n,
            double[] scratch,
            double[] sums) {
        for (int i = 0; i < n; i++) {
            scratch[i] = g[i] * Math.fma(-h[i], h[i], h[i]);
        }
        sums[0] = sum(scratch, n);
        sums[1] = dot(scratch, logRatio, n);
        // Where a = 0, D is 0 and the bound only keeps 0 · (b/a) from being NaN.
        for (int i = 0; i < n; i++) {
            scratch[i] *= da[i] / Math.max(a[i], Double.MIN_NORMAL);
        }
        sums[2] = sum(scratch, n);
    }
}
