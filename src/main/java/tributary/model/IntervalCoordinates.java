package tributary.model;

import tributary.math.ExponentialFamily;
import tributary.math.Kernels;

import java.util.List;

/**
 * Coordinates of parameters on an interval, θ = L + (U − L) λ with λ = logistic(q), and their
 * priors in closed form where they have one. With the Jacobian (U − L) λ (1 − λ),
 *
 * <p>ln p(θ) + ln |dθ/dq| = a ln λ + b ln(1 − λ) − ½ ((θ − m)/s)² + constant:
 *
 * <p>beta(a, b) on (0, 1); a = b = 1 for uniform and truncated normal.
 *
 * @param from first packed coordinate
 * @param to one past the last
 * @param lower L by packed coordinate
 * @param upper U
 * @param a a
 * @param b b
 * @param mean m + shift
 * @param inverseSd 1/s or 0
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record IntervalCoordinates(
        int from,
        int to,
        double[] lower,
        double[] upper,
        double[] a,
        double[] b,
        double[] mean,
        double[] inverseSd) {
    static IntervalCoordinates of(List<Coordinate> coordinates, int from) {
        int to = from + coordinates.size();
        double[][] room = new double[6][to];
        var block =
                new IntervalCoordinates(
                        from, to, room[0], room[1], room[2], room[3], room[4], room[5]);
        for (int i = from; i < to; i++) {
            block.set(i, coordinates.get(i - from));
        }
        return block;
    }

    private void set(int i, Coordinate each) {
        ExponentialFamily prior = each.prior();
        lower[i] = each.range().lower();
        upper[i] = each.range().upper();
        a[i] = prior.power() + 1;
        b[i] = prior.complementPower() + 1;
        mean[i] = prior.mean() + each.shift();
        inverseSd[i] = prior.inverseSd();
    }

    /** Σ ln(U − L), the constant of the Jacobians. */
    double logWidths() {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Kernels.log(upper[i] - lower[i]);
        }
        return sum;
    }

    /** The exponents whose exponentials {@link #constrain} reads: −|q|. */
    void exponents(CoordinateArrays p) {
        double[] q = p.q();
        double[] exponents = p.exponential();
        for (int i = from; i < to; i++) {
            exponents[i] = -Math.abs(q[i]);
        }
    }

    /** θ from the nearer bound, so that the distance to it keeps its digits. */
    void constrain(CoordinateArrays p) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] theta = p.theta();
        for (int i = from; i < to; i++) {
            double nearer = (upper[i] - lower[i]) * (e[i] / (1 + e[i]));
            double x = q[i] < 0 ? lower[i] + nearer : upper[i] - nearer;
            theta[i] = Math.min(Math.max(x, Math.nextUp(lower[i])), Math.nextDown(upper[i]));
        }
    }

    /** ln λ = min(q, 0) − ln(1 + e^−|q|) and ln(1 − λ) = −max(q, 0) − ln(1 + e^−|q|). */
    void evaluate(CoordinateArrays p) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        double[] slope = p.slope();
        Kernels.log1p(e, logDensity, from, to);
        for (int i = from; i < to; i++) {
            double z = (theta[i] - mean[i]) * inverseSd[i];
            double far = 1 / (1 + e[i]);
            double near = e[i] * far;
            slope[i] = (upper[i] - lower[i]) * near * far;
            logDensity[i] =
                    a[i] * Math.min(q[i], 0)
                            - b[i] * Math.max(q[i], 0)
                            - (a[i] + b[i]) * logDensity[i]
                            - 0.5 * z * z;
            double balance = q[i] < 0 ? a[i] * far - b[i] * near : a[i] * near - b[i] * far;
            score[i] = balance - z * inverseSd[i] * slope[i];
        }
    }
}
