package tributary.math;

/** Plain Java loops. */
final class ScalarCoordinateLoops implements CoordinateLoops {
    static final ScalarCoordinateLoops INSTANCE = new ScalarCoordinateLoops();

    @Override
    public void halfLines(
            CoordinateArrays p, double[] bound, double[] sign, double[] lowest, int from, int to) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            slope[i] = sign[i] * e[i];
            theta[i] = sign[i] * clamped(bound[i] + e[i], lowest[i], Double.MAX_VALUE);
        }
    }

    @Override
    public void intervals(
            CoordinateArrays p,
            double[] bound,
            double[] span,
            double[] lowest,
            double[] highest,
            int from,
            int to) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            double odds = e[i] > Double.MAX_VALUE ? Double.MAX_VALUE : e[i];
            e[i] = odds;
            double complement = 1 / (odds + 1);
            double lambda = odds * complement;
            slope[i] = Math.abs(span[i]) * lambda * complement;
            double x = bound[i] + span[i] * (span[i] > 0 ? lambda : complement);
            theta[i] = clamped(x, lowest[i], highest[i]);
        }
    }

    /** NaN stays NaN. */
    private static double clamped(double x, double lowest, double highest) {
        double y = x < lowest ? lowest : x;
        return y > highest ? highest : y;
    }

    @Override
    public void normal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double z = (q[i] - a[i]) * b[i];
            logDensity[i] = z * z * -0.5;
            score[i] = -z * b[i];
        }
    }

    @Override
    public void halfNormal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double z = (e[i] - a[i]) * b[i];
            logDensity[i] = q[i] - z * z * 0.5;
            score[i] = 1 - z * (b[i] * e[i]);
        }
    }

    @Override
    public void gamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double rate = b[i] * e[i];
            logDensity[i] = a[i] * q[i] - rate;
            score[i] = a[i] - rate;
        }
    }

    @Override
    public void inverseGamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double rate = b[i] / e[i];
            logDensity[i] = a[i] * q[i] - rate;
            score[i] = a[i] + rate;
        }
    }

    @Override
    public void beta(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] log1p = p.log1p();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double s = q[i] > log1p[i] ? q[i] : log1p[i];
            logDensity[i] = a[i] * (q[i] - s) - b[i] * s;
            double complement = 1 / (e[i] + 1);
            score[i] = a[i] * complement - b[i] * (e[i] * complement);
        }
    }

    @Override
    public void truncatedNormal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        double[] log1p = p.log1p();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            double s = q[i] > log1p[i] ? q[i] : log1p[i];
            double z = (theta[i] - a[i]) * b[i];
            logDensity[i] = q[i] - s - s - z * z * 0.5;
            double complement = 1 / (e[i] + 1);
            score[i] = complement - e[i] * complement - z * b[i] * slope[i];
        }
    }

    @Override
    public void gather(double[] vector, int[] indices, CoordinateArrays p, int from, int to) {
        double[] q = p.q();
        double[] theta = p.theta();
        for (int i = from; i < to; i++) {
            double x = vector[indices[i]];
            q[i] = x;
            theta[i] = x;
        }
    }

    @Override
    public void pullBack(
            double[] bar,
            int[] slots,
            CoordinateArrays p,
            double[] gradient,
            int[] indices,
            int from,
            int to) {
        double[] slope = p.slope();
        double[] score = p.score();
        for (int i = from; i < to; i++) {
            gradient[indices[i]] = Math.fma(bar[slots[i]], slope[i], score[i]);
        }
    }

    @Override
    public void pullBack(
            double[] bar,
            int slot,
            CoordinateArrays p,
            double[] gradient,
            int index,
            int from,
            int to) {
        double[] slope = p.slope();
        double[] score = p.score();
        for (int k = 0; k < to - from; k++) {
            gradient[index + k] = Math.fma(bar[slot + k], slope[from + k], score[from + k]);
        }
    }
}
