package tributary.model;

import java.util.List;

/**
 * Parameters on (L, U): θ = L + (U − L) λ = U − (U − L) (1 − λ), λ = 1/(1 + e^−q), from the bound
 * nearer to 0, where the distance to it keeps its digits.
 *
 * @param from first packed coordinate
 * @param to one past the last
 * @param bound the one nearer to 0, by packed coordinate
 * @param up U − L where that is L, else 0
 * @param down L − U where it is U, else 0
 * @param lowest value strictly inside the range
 * @param highest value strictly inside the range
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Intervals(
        int from,
        int to,
        double[] bound,
        double[] up,
        double[] down,
        double[] lowest,
        double[] highest) {

    static Intervals of(List<Coordinate> packed, int from, int to) {
        var result =
                new Intervals(
                        from,
                        to,
                        new double[to],
                        new double[to],
                        new double[to],
                        new double[to],
                        new double[to]);
        for (int i = from; i < to; i++) {
            double lower = packed.get(i).range().lower();
            double upper = packed.get(i).range().upper();
            boolean fromLower = Math.abs(lower) <= Math.abs(upper);
            result.bound[i] = fromLower ? lower : upper;
            result.up[i] = fromLower ? upper - lower : 0;
            result.down[i] = fromLower ? 0 : lower - upper;
            result.lowest[i] = Math.nextUp(lower);
            result.highest[i] = Math.nextDown(upper);
        }
        return result;
    }

    /** Writes −q, whose exponential {@link #constrain} wants. */
    void exponents(CoordinateArrays p) {
        double[] q = p.q();
        double[] exponents = p.exponential();
        for (int i = from; i < to; i++) {
            exponents[i] = -q[i];
        }
    }

    /** Writes θ and dθ/dq = (U − L) λ (1 − λ); 1 − λ = e^−q λ. */
    void constrain(CoordinateArrays p) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i++) {
            e[i] = Math.min(e[i], Double.MAX_VALUE);
            double lambda = 1 / (1 + e[i]);
            double complement = e[i] * lambda;
            slope[i] = (up[i] - down[i]) * lambda * complement;
            double x = bound[i] + up[i] * lambda + down[i] * complement;
            theta[i] = Math.min(Math.max(x, lowest[i]), highest[i]);
        }
    }
}
