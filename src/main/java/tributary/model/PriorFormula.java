package tributary.model;

import tributary.math.Kernels;
import tributary.math.LaneLayout;

/**
 * Closed forms of prior and Jacobian together, ln p(θ) + ln |dθ/dq| but for constants, over packed
 * coordinates with two coefficients a and b each.
 *
 * <p>Distances from a bound are e = e^q on half-lines; on intervals the part of the way is λ = 1/(1
 * + E) with E = e^−q. Both are the {@code exponential} of {@link CoordinateArrays}. Entries after
 * the last are overwritten too; the formulas are evaluated in order.
 */
enum PriorFormula {
    /** Normal θ = q, and lognormal e, whose Jacobian cancels: −½ ((q − a) b)². */
    NORMAL {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            for (int i = from; i < to; i++) {
                double z = (q[i] - a[i]) * b[i];
                logDensity[i] = -0.5 * z * z;
                score[i] = -z * b[i];
            }
        }
    },

    /** Normal cut off by one bound: q − ½ ((e − a) b)². */
    HALF_NORMAL {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] e = p.exponential();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            for (int i = from; i < to; i++) {
                double z = (e[i] - a[i]) * b[i];
                logDensity[i] = q[i] - 0.5 * z * z;
                score[i] = 1 - z * (b[i] * e[i]);
            }
        }
    },

    /** Gamma and exponential: a q − b e. */
    GAMMA {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] e = p.exponential();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            for (int i = from; i < to; i++) {
                logDensity[i] = a[i] * q[i] - b[i] * e[i];
                score[i] = a[i] - b[i] * e[i];
            }
        }
    },

    /** Inverse gamma: a q − b/e. */
    INVERSE_GAMMA {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] e = p.exponential();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            for (int i = from; i < to; i++) {
                logDensity[i] = a[i] * q[i] - b[i] / e[i];
                score[i] = a[i] + b[i] / e[i];
            }
        }
    },

    /**
     * Beta, and uniform: a ln λ + b ln(1 − λ), where ln λ = −ln(1 + E) and ln(1 − λ) = ln λ − q.
     */
    BETA {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] e = p.exponential();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            Kernels.log1p(e, logDensity, from, from + LaneLayout.padded(to - from));
            for (int i = from; i < to; i++) {
                logDensity[i] = -(a[i] + b[i]) * logDensity[i] - b[i] * q[i];
                double lambda = 1 / (1 + e[i]);
                score[i] = a[i] * (e[i] * lambda) - b[i] * lambda;
            }
        }
    },

    /** Normal cut off by two bounds: ln λ + ln(1 − λ) − ½ ((θ − a) b)². */
    TRUNCATED_NORMAL {
        @Override
        void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
            double[] q = p.q();
            double[] e = p.exponential();
            double[] theta = p.theta();
            double[] slope = p.slope();
            double[] logDensity = p.logDensity();
            double[] score = p.score();
            Kernels.log1p(e, logDensity, from, from + LaneLayout.padded(to - from));
            for (int i = from; i < to; i++) {
                double z = (theta[i] - a[i]) * b[i];
                logDensity[i] = -2 * logDensity[i] - q[i] - 0.5 * z * z;
                score[i] = (e[i] - 1) / (1 + e[i]) - z * b[i] * slope[i];
            }
        }
    };

    /**
     * Writes the logarithm and its derivative for q over from ≤ i < to.
     *
     * @param p log density and score are modified
     * @param a coefficients by packed coordinate
     * @param b coefficients by packed coordinate
     */
    abstract void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to);
}
