package tributary.model;

import java.util.List;

/**
 * Parameters with one bound L: θ = L + e^q above it, θ = L − e^q below.
 *
 * @param from first packed coordinate
 * @param to one past the last
 * @param bound L by packed coordinate
 * @param sign 1 above, −1 below
 * @param lowest value strictly inside the range
 * @param highest value strictly inside the range
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record HalfLines(
        int from, int to, double[] bound, double[] sign, double[] lowest, double[] highest) {

    static HalfLines of(List<Coordinate> packed, int from, int to) {
        var result =
                new HalfLines(
                        from, to, new double[to], new double[to], new double[to], new double[to]);
        for (int i = from; i < to; i++) {
            boolean above = packed.get(i).isAbove();
            double bound = above ? packed.get(i).range().lower() : packed.get(i).range().upper();
            result.bound[i] = bound;
            result.sign[i] = above ? 1 : -1;
            result.lowest[i] = above ? Math.nextUp(bound) : -Double.MAX_VALUE;
            result.highest[i] = above ? Double.MAX_VALUE : Math.nextDown(bound);
        }
        return result;
    }

    /** Writes q, whose exponential {@link #constrain} wants. */
    void exponents(CoordinateArrays p) {
        System.arraycopy(p.q(), from, p.exponential(), from, to - from);
    }

    /** Writes θ and dθ/dq. Rounding may reach L, overflow may reach ∞; NaN stays NaN. */
    void constrain(CoordinateArrays p) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            slope[i] = sign[i] * e[i];
            theta[i] = Math.min(Math.max(bound[i] + slope[i], lowest[i]), highest[i]);
        }
    }
}
