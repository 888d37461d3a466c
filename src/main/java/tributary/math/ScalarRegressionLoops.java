package tributary.math;

import java.util.Arrays;

/** Plain Java loops. */
final class ScalarRegressionLoops implements RegressionLoops {
    static final ScalarRegressionLoops INSTANCE = new ScalarRegressionLoops();

    private static final int LANES = Kernels.LANES;

    @Override
    public void addFour(double[][] c, double[] w, int first, double[] out, int from, int to) {
        double[] c0 = c[first];
        double[] c1 = c[first + 1];
        double[] c2 = c[first + 2];
        double[] c3 = c[first + 3];
        double w0 = w[first];
        double w1 = w[first + 1];
        double w2 = w[first + 2];
        double w3 = w[first + 3];
        for (int i = from; i < to; i++) {
            double sum = Math.fma(w0, c0[i], out[i]);
            sum = Math.fma(w1, c1[i], sum);
            sum = Math.fma(w2, c2[i], sum);
            out[i] = Math.fma(w3, c3[i], sum);
        }
    }

    @Override
    public void addEight(double[][] c, double[] w, int first, double[] out, int from, int to) {
        addFour(c, w, first, out, from, to);
        addFour(c, w, first + 4, out, from, to);
    }

    @Override
    public void dotFour(double[][] c, int first, double[] g, int from, int to, double[] lanes) {
        dots(4, c, first, g, from, to, lanes);
    }

    @Override
    public void dotEight(double[][] c, int first, double[] g, int from, int to, double[] lanes) {
        dots(8, c, first, g, from, to, lanes);
    }

    private static void dots(
            int columns, double[][] c, int first, double[] g, int from, int to, double[] lanes) {
        for (int k = 0; k < columns; k++) {
            double[] column = c[first + k];
            Arrays.fill(lanes, k * LANES, (k + 1) * LANES, 0);
            for (int i = from; i < to; i += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    int j = k * LANES + lane;
                    lanes[j] = Math.fma(column[i + lane], g[i + lane], lanes[j]);
                }
            }
        }
    }

    @Override
    public double residual(
            double[] y, double[] eta, double[] observed, int from, int to, double[] residual) {
        for (int i = from; i < to; i++) {
            residual[i] = observed[i] > 0 ? y[i] - eta[i] : 0;
        }
        return Kernels.dot(residual, residual, from, to);
    }

    @Override
    public void studentT(
            double[] y,
            double[] eta,
            double[] observed,
            double spread,
            int from,
            int to,
            double[] weighted,
            double[] lanes) {
        double inverse = 1 / spread;
        Arrays.fill(lanes, 0, LANES, 1);
        Arrays.fill(lanes, LANES, 2 * LANES, 0);
        for (int i = from; i < to; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                int j = i + lane;
                double r = observed[j] > 0 ? y[j] - eta[j] : 0;
                double share = r / Math.fma(r, r, spread);
                weighted[j] = share;
                lanes[lane] *= Math.fma(r * inverse, r, 1);
                lanes[LANES + lane] = Math.fma(share, r, lanes[LANES + lane]);
            }
        }
    }
}
