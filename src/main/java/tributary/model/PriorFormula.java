package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.CoordinateKernels;
import tributary.math.LaneLayout;

/**
 * Closed forms of prior and Jacobian together, ln p(θ) + ln |dθ/dq| but for constants, over packed
 * coordinates with two coefficients a and b each, as {@link CoordinateKernels} state them.
 */
enum PriorFormula {
    /** Normal θ = q, and lognormal. */
    NORMAL,
    /** Normal cut off by one bound. */
    HALF_NORMAL,
    /** Gamma and exponential. */
    GAMMA,
    INVERSE_GAMMA,
    /** Beta and uniform. */
    BETA,
    /** Normal cut off by two bounds. */
    TRUNCATED_NORMAL;

    /**
     * Writes the logarithm and its derivative for q over from ≤ i < to, and over the rest of the
     * last vector: the formulas are evaluated in order.
     *
     * @param p log density and score are modified
     * @param a coefficients by packed coordinate
     * @param b coefficients by packed coordinate
     */
    void evaluate(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        int end = from + LaneLayout.padded(to - from);
        switch (this) {
            case NORMAL -> CoordinateKernels.normal(p, a, b, from, end);
            case HALF_NORMAL -> CoordinateKernels.halfNormal(p, a, b, from, end);
            case GAMMA -> CoordinateKernels.gamma(p, a, b, from, end);
            case INVERSE_GAMMA -> CoordinateKernels.inverseGamma(p, a, b, from, end);
            case BETA -> CoordinateKernels.beta(p, a, b, from, end);
            case TRUNCATED_NORMAL -> CoordinateKernels.truncatedNormal(p, a, b, from, end);
        }
    }
}
