package tributary.math;

/** Plain Java loops; those without a sum are vectorised by the C2 compiler. */
final class ScalarLeapfrogKernels implements LeapfrogArrayKernels {
    private static final ArrayKernels ARRAYS = ScalarKernels.INSTANCE;

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
        for (int i = 0; i < n; i++) {
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
        for (int i = 0; i < n; i++) {
            double kicked = Math.fma(half, gradient[i], p[i]);
            p[i] = kicked;
            v[i] = inverseMass[i] * kicked;
        }
        return 0.5 * ARRAYS.dot(p, v, 0, n);
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
        for (int i = 0; i < n; i++) {
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
        for (int i = 0; i < n; i++) {
            p[i] = Math.fma(half, gradient[i], p[i]);
            v[i] = Math.fma(half, acceleration[i], v[i]);
        }
        return 0.5 * ARRAYS.dot(p, v, 0, n);
    }

    @Override
    public void add(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    @Override
    public void projectSum(
            double[] a, double[] b, double[] first, double[] last, int n, double[] projections) {
        projections[0] = dotSum(first, a, b, n);
        projections[1] = dotSum(last, a, b, n);
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
        projections[0] = dotSum(firstV, sum, nextSum, n);
        projections[1] = dotSum(nextLastV, sum, nextSum, n);
        projections[2] = dotSum(firstV, sum, nextFirstP, n);
        projections[3] = dotSum(nextFirstV, sum, nextFirstP, n);
        projections[4] = dotSum(lastV, lastP, nextSum, n);
        projections[5] = dotSum(nextLastV, lastP, nextSum, n);
    }

    /** Σ w_i (a_i + b_i). */
    private static double dotSum(double[] w, double[] a, double[] b, int n) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i <= n - 8; i += 8) {
            s0 = Math.fma(w[i], a[i] + b[i], s0);
            s1 = Math.fma(w[i + 1], a[i + 1] + b[i + 1], s1);
            s2 = Math.fma(w[i + 2], a[i + 2] + b[i + 2], s2);
            s3 = Math.fma(w[i + 3], a[i + 3] + b[i + 3], s3);
            s4 = Math.fma(w[i + 4], a[i + 4] + b[i + 4], s4);
            s5 = Math.fma(w[i + 5], a[i + 5] + b[i + 5], s5);
            s6 = Math.fma(w[i + 6], a[i + 6] + b[i + 6], s6);
            s7 = Math.fma(w[i + 7], a[i + 7] + b[i + 7], s7);
        }
        s0 = i < n ? Math.fma(w[i], a[i] + b[i], s0) : s0;
        s1 = i + 1 < n ? Math.fma(w[i + 1], a[i + 1] + b[i + 1], s1) : s1;
        s2 = i + 2 < n ? Math.fma(w[i + 2], a[i + 2] + b[i + 2], s2) : s2;
        s3 = i + 3 < n ? Math.fma(w[i + 3], a[i + 3] + b[i + 3], s3) : s3;
        s4 = i + 4 < n ? Math.fma(w[i + 4], a[i + 4] + b[i + 4], s4) : s4;
        s5 = i + 5 < n ? Math.fma(w[i + 5], a[i + 5] + b[i + 5], s5) : s5;
        s6 = i + 6 < n ? Math.fma(w[i + 6], a[i + 6] + b[i + 6], s6) : s6;
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    @Override
    public void project(
            double[][] directions, double[] x, int n, double[] along, double[] scratch) {
        for (int k = 0; k < directions.length; k++) {
            along[k] = ARRAYS.dot(directions[k], x, 0, n);
        }
    }

    @Override
    public void addAlong(double[][] directions, double[] along, double[] y, int n) {
        for (int k = 0; k < directions.length; k++) {
            ARRAYS.axpy(along[k], directions[k], y, 0, n);
        }
    }
}
