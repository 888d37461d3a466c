package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** The Vector API form. */
final class VectorRegressionLoops implements RegressionLoops {
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
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector sum =
                    broadcast(SPECIES, w0)
                            .fma(fromArray(SPECIES, c0, i), fromArray(SPECIES, out, i));
            sum = broadcast(SPECIES, w1).fma(fromArray(SPECIES, c1, i), sum);
            sum = broadcast(SPECIES, w2).fma(fromArray(SPECIES, c2, i), sum);
            broadcast(SPECIES, w3).fma(fromArray(SPECIES, c3, i), sum).intoArray(out, i);
        }
        ScalarRegressionLoops.INSTANCE.addFour(c, w, first, out, i, to);
    }

    @Override
    public void addEight(double[][] c, double[] w, int first, double[] out, int from, int to) {
        double[] c0 = c[first];
        double[] c1 = c[first + 1];
        double[] c2 = c[first + 2];
        double[] c3 = c[first + 3];
        double[] c4 = c[first + 4];
        double[] c5 = c[first + 5];
        double[] c6 = c[first + 6];
        double[] c7 = c[first + 7];
        double w0 = w[first];
        double w1 = w[first + 1];
        double w2 = w[first + 2];
        double w3 = w[first + 3];
        double w4 = w[first + 4];
        double w5 = w[first + 5];
        double w6 = w[first + 6];
        double w7 = w[first + 7];
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector sum =
                    broadcast(SPECIES, w0)
                            .fma(fromArray(SPECIES, c0, i), fromArray(SPECIES, out, i));
            sum = broadcast(SPECIES, w1).fma(fromArray(SPECIES, c1, i), sum);
            sum = broadcast(SPECIES, w2).fma(fromArray(SPECIES, c2, i), sum);
            sum = broadcast(SPECIES, w3).fma(fromArray(SPECIES, c3, i), sum);
            sum = broadcast(SPECIES, w4).fma(fromArray(SPECIES, c4, i), sum);
            sum = broadcast(SPECIES, w5).fma(fromArray(SPECIES, c5, i), sum);
            sum = broadcast(SPECIES, w6).fma(fromArray(SPECIES, c6, i), sum);
            broadcast(SPECIES, w7).fma(fromArray(SPECIES, c7, i), sum).intoArray(out, i);
        }
        ScalarRegressionLoops.INSTANCE.addEight(c, w, first, out, i, to);
    }

    @Override
    public void dotFour(double[][] c, int first, double[] g, int from, int to, double[] lanes) {
        double[] c0 = c[first];
        double[] c1 = c[first + 1];
        double[] c2 = c[first + 2];
        double[] c3 = c[first + 3];
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector s0 = broadcast(SPECIES, 0);
            DoubleVector s1 = broadcast(SPECIES, 0);
            DoubleVector s2 = broadcast(SPECIES, 0);
            DoubleVector s3 = broadcast(SPECIES, 0);
            for (int i = from + lane; i < to; i += LANES) {
                DoubleVector bar = fromArray(SPECIES, g, i);
                s0 = fromArray(SPECIES, c0, i).fma(bar, s0);
                s1 = fromArray(SPECIES, c1, i).fma(bar, s1);
                s2 = fromArray(SPECIES, c2, i).fma(bar, s2);
                s3 = fromArray(SPECIES, c3, i).fma(bar, s3);
            }
            s0.intoArray(lanes, lane);
            s1.intoArray(lanes, LANES + lane);
            s2.intoArray(lanes, 2 * LANES + lane);
            s3.intoArray(lanes, 3 * LANES + lane);
        }
    }

    @Override
    public void dotEight(double[][] c, int first, double[] g, int from, int to, double[] lanes) {
        double[] c0 = c[first];
        double[] c1 = c[first + 1];
        double[] c2 = c[first + 2];
        double[] c3 = c[first + 3];
        double[] c4 = c[first + 4];
        double[] c5 = c[first + 5];
        double[] c6 = c[first + 6];
        double[] c7 = c[first + 7];
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector s0 = broadcast(SPECIES, 0);
            DoubleVector s1 = broadcast(SPECIES, 0);
            DoubleVector s2 = broadcast(SPECIES, 0);
            DoubleVector s3 = broadcast(SPECIES, 0);
            DoubleVector s4 = broadcast(SPECIES, 0);
            DoubleVector s5 = broadcast(SPECIES, 0);
            DoubleVector s6 = broadcast(SPECIES, 0);
            DoubleVector s7 = broadcast(SPECIES, 0);
            for (int i = from + lane; i < to; i += LANES) {
                DoubleVector bar = fromArray(SPECIES, g, i);
                s0 = fromArray(SPECIES, c0, i).fma(bar, s0);
                s1 = fromArray(SPECIES, c1, i).fma(bar, s1);
                s2 = fromArray(SPECIES, c2, i).fma(bar, s2);
                s3 = fromArray(SPECIES, c3, i).fma(bar, s3);
                s4 = fromArray(SPECIES, c4, i).fma(bar, s4);
                s5 = fromArray(SPECIES, c5, i).fma(bar, s5);
                s6 = fromArray(SPECIES, c6, i).fma(bar, s6);
                s7 = fromArray(SPECIES, c7, i).fma(bar, s7);
            }
            s0.intoArray(lanes, lane);
            s1.intoArray(lanes, LANES + lane);
            s2.intoArray(lanes, 2 * LANES + lane);
            s3.intoArray(lanes, 3 * LANES + lane);
            s4.intoArray(lanes, 4 * LANES + lane);
            s5.intoArray(lanes, 5 * LANES + lane);
            s6.intoArray(lanes, 6 * LANES + lane);
            s7.intoArray(lanes, 7 * LANES + lane);
        }
    }

    @Override
    public double residual(
            double[] y, double[] eta, double[] observed, int from, int to, double[] residual) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            broadcast(SPECIES, 0)
                    .blend(
                            fromArray(SPECIES, y, i).sub(fromArray(SPECIES, eta, i)),
                            fromArray(SPECIES, observed, i).compare(VectorOperators.GT, 0))
                    .intoArray(residual, i);
        }
        ScalarRegressionLoops.INSTANCE.residual(y, eta, observed, i, to, residual);
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
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector product = broadcast(SPECIES, 1);
            DoubleVector shares = broadcast(SPECIES, 0);
            for (int i = from + lane; i < to; i += LANES) {
                DoubleVector r =
                        broadcast(SPECIES, 0)
                                .blend(
                                        fromArray(SPECIES, y, i).sub(fromArray(SPECIES, eta, i)),
                                        fromArray(SPECIES, observed, i)
                                                .compare(VectorOperators.GT, 0));
                DoubleVector share = r.div(r.fma(r, broadcast(SPECIES, spread)));
                share.intoArray(weighted, i);
                product = product.mul(r.mul(inverse).fma(r, broadcast(SPECIES, 1)));
                shares = share.fma(r, shares);
            }
            product.intoArray(lanes, lane);
            shares.intoArray(lanes, LANES + lane);
        }
    }
}
