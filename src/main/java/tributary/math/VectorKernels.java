package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import java.util.Arrays;

/**
 * Loops in vectors of {@link Lanes}. What does not fill a vector at the end of a range, and vectors
 * with a lane that is not ordinary, go through {@link ScalarKernels}.
 */
final class VectorKernels implements ArrayKernels {
    private static final int LANES = Kernels.LANES;

    @Override
    public void exp(double[] x, double[] out, int from, int to) {
        VectorElementary.exp(x, out, from, to);
    }

    @Override
    public void expm1(double[] x, double[] out, int from, int to) {
        VectorElementary.expm1(x, out, from, to);
    }

    @Override
    public void log(double[] x, double[] out, int from, int to) {
        VectorElementary.log(x, out, from, to);
    }

    @Override
    public void log1p(double[] x, double[] out, int from, int to) {
        VectorElementary.log1p(x, out, from, to);
    }

    @Override
    public void tanh(double[] x, double[] out, int from, int to) {
        VectorElementary.tanh(x, out, from, to);
    }

    @Override
    public void logistic(double[] x, double[] out, int from, int to) {
        VectorElementary.logistic(x, out, from, to);
    }

    @Override
    public void pow(double[] x, double y, double[] out, int from, int to) {
        VectorPower.pow(x, y, out, from, to);
    }

    @Override
    public void lgamma(double[] x, double[] out, int from, int to) {
        VectorSpecial.lgamma(x, out, from, to);
    }

    @Override
    public void digamma(double[] x, double[] out, int from, int to, double[] scratch) {
        VectorSpecial.digamma(x, out, from, to, scratch);
    }

    @Override
    public void logNormalCdf(double[] x, double[] logCdf, double[] mills, int from, int to) {
        VectorSpecial.logNormalCdf(x, logCdf, mills, from, to);
    }

    @Override
    public void fill(double value, double[] out, int from, int to) {
        Arrays.fill(out, from, to, value);
    }

    @Override
    public void scale(double alpha, double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            fromArray(SPECIES, x, i).mul(alpha).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.scale(alpha, x, out, i, to);
    }

    @Override
    public void multiply(double[] x, double[] y, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            fromArray(SPECIES, x, i).mul(fromArray(SPECIES, y, i)).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.multiply(x, y, out, i, to);
    }

    @Override
    public void axpy(double alpha, double[] x, double[] y, int from, int to) {
        DoubleVector factor = broadcast(SPECIES, alpha);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            factor.fma(fromArray(SPECIES, x, i), fromArray(SPECIES, y, i)).intoArray(y, i);
        }
        ScalarKernels.INSTANCE.axpy(alpha, x, y, i, to);
    }

    @Override
    public void sumsOfLanes(double[] x, double[] out, int from, int to) {
        if (WIDTH == Kernels.LANES) {
            VectorLaneSums.sums(x, out, from, to);
        } else {
            ScalarKernels.INSTANCE.sumsOfLanes(x, out, from, to);
        }
    }

    @Override
    public double sum(double[] x, int from, int to) {
        // Accumulators 0 to 7; those that the width leaves unused fold away.
        DoubleVector v0 = broadcast(SPECIES, 0);
        DoubleVector v1 = broadcast(SPECIES, 0);
        DoubleVector v2 = broadcast(SPECIES, 0);
        DoubleVector v3 = broadcast(SPECIES, 0);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            v0 = v0.add(fromArray(SPECIES, x, i));
            if (WIDTH <= 4) {
                v1 = v1.add(fromArray(SPECIES, x, i + WIDTH));
            }
            if (WIDTH == 2) {
                v2 = v2.add(fromArray(SPECIES, x, i + 2 * WIDTH));
                v3 = v3.add(fromArray(SPECIES, x, i + 3 * WIDTH));
            }
        }
        double a0 = v0.lane(0);
        double a1 = v0.lane(1);
        double a2 = (WIDTH > 2 ? v0 : v1).lane(2 % WIDTH);
        double a3 = (WIDTH > 2 ? v0 : v1).lane(3 % WIDTH);
        double a4 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(4 % WIDTH);
        double a5 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(5 % WIDTH);
        double a6 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(6 % WIDTH);
        double a7 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(7 % WIDTH);
        a0 = i < to ? a0 + x[i] : a0;
        a1 = i + 1 < to ? a1 + x[i + 1] : a1;
        a2 = i + 2 < to ? a2 + x[i + 2] : a2;
        a3 = i + 3 < to ? a3 + x[i + 3] : a3;
        a4 = i + 4 < to ? a4 + x[i + 4] : a4;
        a5 = i + 5 < to ? a5 + x[i + 5] : a5;
        a6 = i + 6 < to ? a6 + x[i + 6] : a6;
        return ScalarKernels.tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        // Accumulators 0 to 7; those that the width leaves unused fold away.
        DoubleVector v0 = broadcast(SPECIES, 0);
        DoubleVector v1 = broadcast(SPECIES, 0);
        DoubleVector v2 = broadcast(SPECIES, 0);
        DoubleVector v3 = broadcast(SPECIES, 0);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            v0 = fromArray(SPECIES, x, i).fma(fromArray(SPECIES, y, i), v0);
            if (WIDTH <= 4) {
                v1 = fromArray(SPECIES, x, i + WIDTH).fma(fromArray(SPECIES, y, i + WIDTH), v1);
            }
            if (WIDTH == 2) {
                v2 =
                        fromArray(SPECIES, x, i + 2 * WIDTH)
                                .fma(fromArray(SPECIES, y, i + 2 * WIDTH), v2);
                v3 =
                        fromArray(SPECIES, x, i + 3 * WIDTH)
                                .fma(fromArray(SPECIES, y, i + 3 * WIDTH), v3);
            }
        }
        double a0 = v0.lane(0);
        double a1 = v0.lane(1);
        double a2 = (WIDTH > 2 ? v0 : v1).lane(2 % WIDTH);
        double a3 = (WIDTH > 2 ? v0 : v1).lane(3 % WIDTH);
        double a4 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(4 % WIDTH);
        double a5 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(5 % WIDTH);
        double a6 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(6 % WIDTH);
        double a7 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(7 % WIDTH);
        a0 = i < to ? Math.fma(x[i], y[i], a0) : a0;
        a1 = i + 1 < to ? Math.fma(x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < to ? Math.fma(x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < to ? Math.fma(x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < to ? Math.fma(x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < to ? Math.fma(x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < to ? Math.fma(x[i + 6], y[i + 6], a6) : a6;
        return ScalarKernels.tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public double dot3(double[] w, double[] x, double[] y, int from, int to) {
        // Accumulators 0 to 7; those that the width leaves unused fold away.
        DoubleVector v0 = broadcast(SPECIES, 0);
        DoubleVector v1 = broadcast(SPECIES, 0);
        DoubleVector v2 = broadcast(SPECIES, 0);
        DoubleVector v3 = broadcast(SPECIES, 0);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            v0 =
                    fromArray(SPECIES, w, i)
                            .mul(fromArray(SPECIES, x, i))
                            .fma(fromArray(SPECIES, y, i), v0);
            if (WIDTH <= 4) {
                v1 =
                        fromArray(SPECIES, w, i + WIDTH)
                                .mul(fromArray(SPECIES, x, i + WIDTH))
                                .fma(fromArray(SPECIES, y, i + WIDTH), v1);
            }
            if (WIDTH == 2) {
                v2 =
                        fromArray(SPECIES, w, i + 2 * WIDTH)
                                .mul(fromArray(SPECIES, x, i + 2 * WIDTH))
                                .fma(fromArray(SPECIES, y, i + 2 * WIDTH), v2);
                v3 =
                        fromArray(SPECIES, w, i + 3 * WIDTH)
                                .mul(fromArray(SPECIES, x, i + 3 * WIDTH))
                                .fma(fromArray(SPECIES, y, i + 3 * WIDTH), v3);
            }
        }
        double a0 = v0.lane(0);
        double a1 = v0.lane(1);
        double a2 = (WIDTH > 2 ? v0 : v1).lane(2 % WIDTH);
        double a3 = (WIDTH > 2 ? v0 : v1).lane(3 % WIDTH);
        double a4 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(4 % WIDTH);
        double a5 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v2).lane(5 % WIDTH);
        double a6 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(6 % WIDTH);
        double a7 = (WIDTH > 4 ? v0 : WIDTH > 2 ? v1 : v3).lane(7 % WIDTH);
        a0 = i < to ? Math.fma(w[i] * x[i], y[i], a0) : a0;
        a1 = i + 1 < to ? Math.fma(w[i + 1] * x[i + 1], y[i + 1], a1) : a1;
        a2 = i + 2 < to ? Math.fma(w[i + 2] * x[i + 2], y[i + 2], a2) : a2;
        a3 = i + 3 < to ? Math.fma(w[i + 3] * x[i + 3], y[i + 3], a3) : a3;
        a4 = i + 4 < to ? Math.fma(w[i + 4] * x[i + 4], y[i + 4], a4) : a4;
        a5 = i + 5 < to ? Math.fma(w[i + 5] * x[i + 5], y[i + 5], a5) : a5;
        a6 = i + 6 < to ? Math.fma(w[i + 6] * x[i + 6], y[i + 6], a6) : a6;
        return ScalarKernels.tree(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    public void geometricAdstock(
            double[] x, double decay, int steps, int from, int to, double[] a, double[] scratch) {
        double power = decay * ScalarKernels.power(decay, steps - 1);
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, LANES, 0);
            filter(x, decay, first, end, scratch, a);
            ScalarKernels.scan(power, a, end - LANES, scratch);
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
        double lowerPower = ScalarKernels.power(decay, steps - 1);
        double power = decay * lowerPower;
        double powerSensitivity = steps * lowerPower;
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, 2 * LANES, 0);
            filter(x, decay, first, end, scratch, a, da);
            ScalarKernels.scan(power, powerSensitivity, a, da, end - LANES, scratch);
            filter(x, decay, first, end, scratch, a, da);
        }
    }

    @Override
    public void geometricAdstockAdjoint(
            double[] g, double decay, int steps, int from, int to, double[] out, double[] scratch) {
        double power = decay * ScalarKernels.power(decay, steps - 1);
        for (int first = from; first < to; first += steps * LANES) {
            int end = first + steps * LANES;
            Arrays.fill(scratch, 0, LANES, 0);
            reverseFilter(g, decay, first, end, scratch, out);
            ScalarKernels.reverseScan(power, out, first, scratch);
            reverseFilter(g, decay, first, end, scratch, out);
        }
    }

    /** a_i = x_i + λ a_{i−1} within each lane, a_{−1} = carry. */
    private static void filter(
            double[] x, double decay, int from, int to, double[] carry, double[] a) {
        DoubleVector factor = broadcast(SPECIES, decay);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector v = fromArray(SPECIES, carry, lane);
            for (int i = from + lane; i < to; i += LANES) {
                v = factor.fma(v, fromArray(SPECIES, x, i));
                v.intoArray(a, i);
            }
        }
    }

    /** The same with b_i = a_{i−1} + λ b_{i−1}; carry holds a_{−1}, then b_{−1}. */
    private static void filter(
            double[] x, double decay, int from, int to, double[] carry, double[] a, double[] da) {
        DoubleVector factor = broadcast(SPECIES, decay);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector v = fromArray(SPECIES, carry, lane);
            DoubleVector b = fromArray(SPECIES, carry, LANES + lane);
            for (int i = from + lane; i < to; i += LANES) {
                b = factor.fma(b, v);
                b.intoArray(da, i);
                v = factor.fma(v, fromArray(SPECIES, x, i));
                v.intoArray(a, i);
            }
        }
    }

    /** g̃_i = g_i + λ g̃_{i+1} within each lane, carry beyond the last step. */
    private static void reverseFilter(
            double[] g, double decay, int from, int to, double[] carry, double[] out) {
        DoubleVector factor = broadcast(SPECIES, decay);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector v = fromArray(SPECIES, carry, lane);
            for (int i = to - LANES + lane; i >= from; i -= LANES) {
                v = factor.fma(v, fromArray(SPECIES, g, i));
                v.intoArray(out, i);
            }
        }
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
        int end = to - (to - from) % WIDTH;
        log(a, logRatio, from, end);
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> none = fromArray(SPECIES, a, i).compare(VectorOperators.EQ, 0);
            DoubleVector ratio = fromArray(SPECIES, logRatio, i).add(shift).blend(0, none);
            ratio.intoArray(logRatio, i);
            ratio.mul(slope).intoArray(h, i);
        }
        logistic(h, h, from, end);
        for (int i = from; i < end; i += WIDTH) {
            VectorMask<Double> none = fromArray(SPECIES, a, i).compare(VectorOperators.EQ, 0);
            fromArray(SPECIES, h, i).blend(0, none).intoArray(h, i);
        }
        ScalarKernels.INSTANCE.hillForward(a, shift, slope, logRatio, h, end, to);
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
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, h, i);
            fromArray(SPECIES, g, i).mul(v.neg().fma(v, v)).intoArray(scratch, i);
        }
        for (; i < to; i++) {
            scratch[i] = g[i] * Math.fma(-h[i], h[i], h[i]);
        }
        sums[0] = sum(scratch, from, to);
        sums[1] = dot(scratch, logRatio, from, to);
        // Where a = 0, D is 0 and the bound only keeps 0 · (b/a) from being NaN.
        for (i = from; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, a, i);
            VectorMask<Double> tiny = v.compare(VectorOperators.LT, Double.MIN_NORMAL);
            DoubleVector ratio = fromArray(SPECIES, da, i).div(v.blend(Double.MIN_NORMAL, tiny));
            fromArray(SPECIES, scratch, i).mul(ratio).intoArray(scratch, i);
        }
        for (; i < to; i++) {
            scratch[i] *= da[i] / Math.max(a[i], Double.MIN_NORMAL);
        }
        sums[2] = sum(scratch, from, to);
    }
}
