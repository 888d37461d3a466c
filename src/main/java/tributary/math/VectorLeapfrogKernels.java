package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;

/**
 * Loops in vectors of {@link Lanes}.
 *
 * <p>Eight logical accumulators are as many lanes as a vector has at most. Where it has fewer, a
 * sum takes several passes, each over every eighth element and its neighbours: lane l of the pass
 * from k on is accumulator k + l. The accumulators then go to an array, where what is left beyond
 * the last whole vector is added one by one.
 */
final class VectorLeapfrogKernels implements LeapfrogArrayKernels {
    /** Logical accumulators. */
    private static final int SUMS = Kernels.LANES;

    @Override
    public void kickAndDriftDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] q,
            double[] pOut,
            double[] qOut,
            int n) {
        double half = 0.5 * stepSize;
        int whole = SPECIES.loopBound(n);
        for (int i = 0; i < whole; i += WIDTH) {
            DoubleVector kicked =
                    fromArray(SPECIES, gradient, i)
                            .fma(broadcast(SPECIES, half), fromArray(SPECIES, p, i));
            kicked.intoArray(pOut, i);
            DoubleVector velocity = fromArray(SPECIES, inverseMass, i).mul(kicked);
            velocity.fma(broadcast(SPECIES, stepSize), fromArray(SPECIES, q, i)).intoArray(qOut, i);
        }
        for (int i = whole; i < n; i++) {
            double kicked = Math.fma(half, gradient[i], p[i]);
            pOut[i] = kicked;
            qOut[i] = Math.fma(stepSize, inverseMass[i] * kicked, q[i]);
        }
    }

    @Override
    public double kickDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] v,
            int n,
            double[] scratch) {
        double half = 0.5 * stepSize;
        for (int k = 0; k < SUMS; k += WIDTH) {
            kickDiagonalFrom(k, half, inverseMass, gradient, p, v, n, scratch);
        }
        for (int i = SPECIES.loopBound(n); i < n; i++) {
            p[i] = Math.fma(half, gradient[i], p[i]);
            v[i] = inverseMass[i] * p[i];
            accumulate(p[i], v[i], scratch, i % SUMS);
        }
        return 0.5 * tree(scratch, 0);
    }

    private static void kickDiagonalFrom(
            int k,
            double half,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] v,
            int n,
            double[] sums) {
        DoubleVector sum = broadcast(SPECIES, 0);
        for (int i = k; i <= n - WIDTH; i += SUMS) {
            DoubleVector kicked =
                    fromArray(SPECIES, gradient, i)
                            .fma(broadcast(SPECIES, half), fromArray(SPECIES, p, i));
            kicked.intoArray(p, i);
            DoubleVector velocity = fromArray(SPECIES, inverseMass, i).mul(kicked);
            velocity.intoArray(v, i);
            sum = kicked.fma(velocity, sum);
        }
        sum.intoArray(sums, k);
    }

    @Override
    public void kickAndDrift(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            double[] q,
            double[] pOut,
            double[] vOut,
            double[] qOut,
            int n) {
        double half = 0.5 * stepSize;
        int whole = SPECIES.loopBound(n);
        for (int i = 0; i < whole; i += WIDTH) {
            fromArray(SPECIES, gradient, i)
                    .fma(broadcast(SPECIES, half), fromArray(SPECIES, p, i))
                    .intoArray(pOut, i);
            DoubleVector velocity =
                    fromArray(SPECIES, acceleration, i)
                            .fma(broadcast(SPECIES, half), fromArray(SPECIES, v, i));
            velocity.intoArray(vOut, i);
            velocity.fma(broadcast(SPECIES, stepSize), fromArray(SPECIES, q, i)).intoArray(qOut, i);
        }
        for (int i = whole; i < n; i++) {
            pOut[i] = Math.fma(half, gradient[i], p[i]);
            double velocity = Math.fma(half, acceleration[i], v[i]);
            vOut[i] = velocity;
            qOut[i] = Math.fma(stepSize, velocity, q[i]);
        }
    }

    @Override
    public double kick(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            int n,
            double[] scratch) {
        double half = 0.5 * stepSize;
        for (int k = 0; k < SUMS; k += WIDTH) {
            kickFrom(k, half, gradient, acceleration, p, v, n, scratch);
        }
        for (int i = SPECIES.loopBound(n); i < n; i++) {
            p[i] = Math.fma(half, gradient[i], p[i]);
            v[i] = Math.fma(half, acceleration[i], v[i]);
            accumulate(p[i], v[i], scratch, i % SUMS);
        }
        return 0.5 * tree(scratch, 0);
    }

    private static void kickFrom(
            int k,
            double half,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            int n,
            double[] sums) {
        DoubleVector sum = broadcast(SPECIES, 0);
        for (int i = k; i <= n - WIDTH; i += SUMS) {
            DoubleVector kicked =
                    fromArray(SPECIES, gradient, i)
                            .fma(broadcast(SPECIES, half), fromArray(SPECIES, p, i));
            kicked.intoArray(p, i);
            DoubleVector velocity =
                    fromArray(SPECIES, acceleration, i)
                            .fma(broadcast(SPECIES, half), fromArray(SPECIES, v, i));
            velocity.intoArray(v, i);
            sum = kicked.fma(velocity, sum);
        }
        sum.intoArray(sums, k);
    }

    @Override
    public void add(double[] a, double[] b, double[] out, int n) {
        int whole = SPECIES.loopBound(n);
        for (int i = 0; i < whole; i += WIDTH) {
            fromArray(SPECIES, a, i).add(fromArray(SPECIES, b, i)).intoArray(out, i);
        }
        for (int i = whole; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    @Override
    public void projectSum(
            double[] a, double[] b, double[] first, double[] last, int n, double[] projections) {
        for (int k = 0; k < SUMS; k += WIDTH) {
            projectSumFrom(k, a, b, first, last, n, projections);
        }
        for (int i = SPECIES.loopBound(n); i < n; i++) {
            double way = a[i] + b[i];
            int k = i % SUMS;
            accumulate(first[i], way, projections, k);
            accumulate(last[i], way, projections, SUMS + k);
        }
        projections[0] = tree(projections, 0);
        projections[1] = tree(projections, SUMS);
    }

    private static void projectSumFrom(
            int k, double[] a, double[] b, double[] first, double[] last, int n, double[] sums) {
        DoubleVector s0 = broadcast(SPECIES, 0);
        DoubleVector s1 = broadcast(SPECIES, 0);
        for (int i = k; i <= n - WIDTH; i += SUMS) {
            DoubleVector way = fromArray(SPECIES, a, i).add(fromArray(SPECIES, b, i));
            s0 = fromArray(SPECIES, first, i).fma(way, s0);
            s1 = fromArray(SPECIES, last, i).fma(way, s1);
        }
        s0.intoArray(sums, k);
        s1.intoArray(sums, SUMS + k);
    }

    @Override
    public void projectSeam(
            double[] sum,
            double[] nextSum,
            double[] lastP,
            double[] nextFirstP,
            double[] firstV,
            double[] lastV,
            double[] nextFirstV,
            double[] nextLastV,
            int n,
            double[] projections) {
        for (int k = 0; k < SUMS; k += WIDTH) {
            projectSeamFrom(
                    k,
                    sum,
                    nextSum,
                    lastP,
                    nextFirstP,
                    firstV,
                    lastV,
                    nextFirstV,
                    nextLastV,
                    n,
                    projections);
        }
        for (int i = SPECIES.loopBound(n); i < n; i++) {
            int k = i % SUMS;
            accumulate(firstV[i], sum[i] + nextSum[i], projections, k);
            accumulate(nextLastV[i], sum[i] + nextSum[i], projections, SUMS + k);
            accumulate(firstV[i], sum[i] + nextFirstP[i], projections, 2 * SUMS + k);
            accumulate(nextFirstV[i], sum[i] + nextFirstP[i], projections, 3 * SUMS + k);
            accumulate(lastV[i], lastP[i] + nextSum[i], projections, 4 * SUMS + k);
            accumulate(nextLastV[i], lastP[i] + nextSum[i], projections, 5 * SUMS + k);
        }
        for (int k = 0; k < 6; k++) {
            projections[k] = tree(projections, k * SUMS);
        }
    }

    private static void projectSeamFrom(
            int k,
            double[] sum,
            double[] nextSum,
            double[] lastP,
            double[] nextFirstP,
            double[] firstV,
            double[] lastV,
            double[] nextFirstV,
            double[] nextLastV,
            int n,
            double[] sums) {
        DoubleVector s0 = broadcast(SPECIES, 0);
        DoubleVector s1 = broadcast(SPECIES, 0);
        DoubleVector s2 = broadcast(SPECIES, 0);
        DoubleVector s3 = broadcast(SPECIES, 0);
        DoubleVector s4 = broadcast(SPECIES, 0);
        DoubleVector s5 = broadcast(SPECIES, 0);
        for (int i = k; i <= n - WIDTH; i += SUMS) {
            DoubleVector v = fromArray(SPECIES, firstV, i);
            DoubleVector w = fromArray(SPECIES, nextLastV, i);
            DoubleVector way = fromArray(SPECIES, sum, i).add(fromArray(SPECIES, nextSum, i));
            s0 = v.fma(way, s0);
            s1 = w.fma(way, s1);
            way = fromArray(SPECIES, sum, i).add(fromArray(SPECIES, nextFirstP, i));
            s2 = v.fma(way, s2);
            s3 = fromArray(SPECIES, nextFirstV, i).fma(way, s3);
            way = fromArray(SPECIES, lastP, i).add(fromArray(SPECIES, nextSum, i));
            s4 = fromArray(SPECIES, lastV, i).fma(way, s4);
            s5 = w.fma(way, s5);
        }
        s0.intoArray(sums, k);
        s1.intoArray(sums, SUMS + k);
        s2.intoArray(sums, 2 * SUMS + k);
        s3.intoArray(sums, 3 * SUMS + k);
        s4.intoArray(sums, 4 * SUMS + k);
        s5.intoArray(sums, 5 * SUMS + k);
    }

    @Override
    public void project(
            double[][] directions, double[] x, int n, double[] along, double[] scratch) {
        int k = 0;
        for (; k <= directions.length - 4; k += 4) {
            projectFour(directions, k, x, n, along, scratch);
        }
        for (; k < directions.length; k++) {
            along[k] = Kernels.dot(directions[k], x, n);
        }
    }

    private static void projectFour(
            double[][] directions, int at, double[] x, int n, double[] along, double[] scratch) {
        double[] w0 = directions[at];
        double[] w1 = directions[at + 1];
        double[] w2 = directions[at + 2];
        double[] w3 = directions[at + 3];
        for (int k = 0; k < SUMS; k += WIDTH) {
            projectFourFrom(k, w0, w1, w2, w3, x, n, scratch);
        }
        for (int i = SPECIES.loopBound(n); i < n; i++) {
            int k = i % SUMS;
            accumulate(w0[i], x[i], scratch, k);
            accumulate(w1[i], x[i], scratch, SUMS + k);
            accumulate(w2[i], x[i], scratch, 2 * SUMS + k);
            accumulate(w3[i], x[i], scratch, 3 * SUMS + k);
        }
        for (int k = 0; k < 4; k++) {
            along[at + k] = tree(scratch, k * SUMS);
        }
    }

    private static void projectFourFrom(
            int k,
            double[] w0,
            double[] w1,
            double[] w2,
            double[] w3,
            double[] x,
            int n,
            double[] sums) {
        DoubleVector s0 = broadcast(SPECIES, 0);
        DoubleVector s1 = broadcast(SPECIES, 0);
        DoubleVector s2 = broadcast(SPECIES, 0);
        DoubleVector s3 = broadcast(SPECIES, 0);
        for (int i = k; i <= n - WIDTH; i += SUMS) {
            DoubleVector value = fromArray(SPECIES, x, i);
            s0 = fromArray(SPECIES, w0, i).fma(value, s0);
            s1 = fromArray(SPECIES, w1, i).fma(value, s1);
            s2 = fromArray(SPECIES, w2, i).fma(value, s2);
            s3 = fromArray(SPECIES, w3, i).fma(value, s3);
        }
        s0.intoArray(sums, k);
        s1.intoArray(sums, SUMS + k);
        s2.intoArray(sums, 2 * SUMS + k);
        s3.intoArray(sums, 3 * SUMS + k);
    }

    @Override
    public void addAlong(double[][] directions, double[] along, double[] y, int n) {
        int k = 0;
        for (; k <= directions.length - 4; k += 4) {
            addFour(directions, k, along, y, n);
        }
        for (; k < directions.length; k++) {
            Kernels.axpy(along[k], directions[k], y, n);
        }
    }

    private static void addFour(double[][] directions, int at, double[] along, double[] y, int n) {
        double[] w0 = directions[at];
        double[] w1 = directions[at + 1];
        double[] w2 = directions[at + 2];
        double[] w3 = directions[at + 3];
        double a0 = along[at];
        double a1 = along[at + 1];
        double a2 = along[at + 2];
        double a3 = along[at + 3];
        int whole = SPECIES.loopBound(n);
        for (int i = 0; i < whole; i += WIDTH) {
            DoubleVector sum =
                    fromArray(SPECIES, w0, i).fma(broadcast(SPECIES, a0), fromArray(SPECIES, y, i));
            sum = fromArray(SPECIES, w1, i).fma(broadcast(SPECIES, a1), sum);
            sum = fromArray(SPECIES, w2, i).fma(broadcast(SPECIES, a2), sum);
            fromArray(SPECIES, w3, i).fma(broadcast(SPECIES, a3), sum).intoArray(y, i);
        }
        for (int i = whole; i < n; i++) {
            double sum = Math.fma(a1, w1[i], Math.fma(a0, w0[i], y[i]));
            y[i] = Math.fma(a3, w3[i], Math.fma(a2, w2[i], sum));
        }
    }

    private static void accumulate(double x, double y, double[] sums, int k) {
        sums[k] = Math.fma(x, y, sums[k]);
    }

    /** Adds up the eight accumulators from {@code at} on, in the order of {@link Kernels}. */
    private static double tree(double[] s, int at) {
        double even = (s[at] + s[at + 4]) + (s[at + 2] + s[at + 6]);
        double odd = (s[at + 1] + s[at + 5]) + (s[at + 3] + s[at + 7]);
        return even + odd;
    }
}
