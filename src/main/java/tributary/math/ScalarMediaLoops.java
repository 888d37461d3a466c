package tributary.math;

import java.util.Arrays;

/** Plain Java loops. */
final class ScalarMediaLoops implements MediaLoops {
    private static final int LANES = Kernels.LANES;

    @Override
    public void ends(double[] x, int from, int steps, double decay, double[] ends, int at) {
        Arrays.fill(ends, at, at + 2 * LANES, 0);
        for (int i = 0; i < steps * LANES; i++) {
            int a = at + i % LANES;
            int b = a + LANES;
            ends[b] = Math.fma(ends[b], decay, ends[a]);
            ends[a] = Math.fma(ends[a], decay, x[from + i]);
        }
    }

    @Override
    public void logarithm(
            double[] x,
            int from,
            int steps,
            double decay,
            double[] starts,
            int startsAt,
            double[] a,
            double[] b,
            double[] w,
            int at) {
        for (int lane = 0; lane < LANES; lane++) {
            double before = starts[startsAt + lane];
            b[lane] = Math.fma(starts[startsAt + LANES + lane], decay, before);
            a[lane] = Math.fma(before, decay, x[from + lane]);
        }
        for (int i = LANES; i < steps * LANES; i++) {
            b[i] = Math.fma(b[i - LANES], decay, a[i - LANES]);
            a[i] = Math.fma(a[i - LANES], decay, x[from + i]);
        }
        for (int i = 0; i < steps * LANES; i++) {
            w[at + i] = BaseTwo.log2(a[i] + TINY);
        }
    }

    @Override
    public void saturation(
            double[] a,
            double[] b,
            double[] w,
            int at,
            int steps,
            double slope,
            double intercept,
            boolean bounded,
            double beta,
            double[] h,
            double[] p,
            double[] sum,
            int sumFrom) {
        for (int i = 0; i < steps * LANES; i++) {
            double v = Math.fma(w[at + i], -slope, intercept);
            double d = BaseTwo.exp2(bounded ? BaseTwo.bounded(v) : v) + 1;
            double r = 1 / ((a[i] + TINY) * d);
            double value = a[i] * r;
            h[at + i] = value;
            p[at + i] = b[i] * (d * r);
            sum[sumFrom + i] = Math.fma(value, beta, sum[sumFrom + i]);
        }
    }

    @Override
    public void gradient(
            double[] g,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double beta,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt) {
        for (int lane = 0; lane < LANES; lane++) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int i = lane; i < steps * LANES; i += LANES) {
                double gh = g[gFrom + i] * h[at + i];
                double d = Math.fma(-gh, h[at + i], gh);
                s0 += gh;
                s1 += d;
                s2 = Math.fma(d, w[at + i], s2);
                s3 = Math.fma(d, p[at + i], s3);
            }
            betaBar[betaAt + lane] = s0;
            int at1 = sumsAt + lane;
            int at2 = at1 + LANES;
            int at3 = at2 + LANES;
            sums[at1] = Math.fma(s1, beta, sums[at1]);
            sums[at2] = Math.fma(s2, beta, sums[at2]);
            sums[at3] = Math.fma(s3, beta, sums[at3]);
        }
    }

    @Override
    public void add(double[] h, int at, int steps, double beta, double[] sum, int sumFrom) {
        for (int i = 0; i < steps * LANES; i++) {
            sum[sumFrom + i] = Math.fma(h[at + i], beta, sum[sumFrom + i]);
        }
    }

    @Override
    public void gather(
            double[] h,
            int at,
            int steps,
            double[] g,
            int gFrom,
            double beta,
            boolean first,
            double[] combined,
            double[] lanes,
            int lanesAt) {
        Arrays.fill(lanes, lanesAt, lanesAt + LANES, 0);
        for (int i = 0; i < steps * LANES; i++) {
            double bar = g[gFrom + i];
            int lane = lanesAt + i % LANES;
            lanes[lane] = Math.fma(bar, h[at + i], lanes[lane]);
            combined[i] = Math.fma(bar, beta, first ? 0 : combined[i]);
        }
    }

    @Override
    public void gradientOfTwo(
            double[] g0,
            double beta0,
            double[] g1,
            double beta1,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt) {
        for (int lane = 0; lane < LANES; lane++) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            double s4 = 0;
            for (int i = lane; i < steps * LANES; i += LANES) {
                double first = g0[gFrom + i];
                double second = g1[gFrom + i];
                double value = h[at + i];
                s0 = Math.fma(first, value, s0);
                s4 = Math.fma(second, value, s4);
                double gh = Math.fma(second, beta1, first * beta0) * value;
                double d = Math.fma(-gh, value, gh);
                s1 += d;
                s2 = Math.fma(d, w[at + i], s2);
                s3 = Math.fma(d, p[at + i], s3);
            }
            betaBar[betaAt + lane] = s0;
            betaBar[betaAt + LANES + lane] = s4;
            sums[sumsAt + lane] += s1;
            sums[sumsAt + LANES + lane] += s2;
            sums[sumsAt + 2 * LANES + lane] += s3;
        }
    }
}
