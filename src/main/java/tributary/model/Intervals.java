package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.CoordinateKernels;
import tributary.math.Kernels;
import tributary.math.LaneLayout;

import java.util.List;

/**
 * Parameters on (L, U): θ = L + (U − L) λ = U − (U − L) (1 − λ), λ = 1/(1 + e^−q), from the bound
 * nearer to 0, where the distance to it keeps its digits.
 *
 * @param from first packed coordinate
 * @param bound the one nearer to 0; by packed coordinate, to the end of the last vector
 * @param span from there to the other
 * @param lowest value strictly inside the range
 * @param highest value strictly inside the range
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Intervals(int from, double[] bound, double[] span, double[] lowest, double[] highest) {

    static Intervals of(List<Coordinate> packed, int from, int to) {
        int end = from + LaneLayout.padded(to - from);
        var result =
                new Intervals(
                        from, new double[end], new double[end], new double[end], new double[end]);
        for (int i = from; i < to; i++) {
            double lower = packed.get(i).range().lower();
            double upper = packed.get(i).range().upper();
            boolean fromLower = Math.abs(lower) <= Math.abs(upper);
            result.bound[i] = fromLower ? lower : upper;
            result.span[i] = fromLower ? upper - lower : lower - upper;
            result.lowest[i] = Math.nextUp(lower);
            result.highest[i] = Math.nextDown(upper);
        }
        return result;
    }

    /** Writes θ and dθ/dq, and what is after them in the last vector. */
    void constrain(CoordinateArrays p) {
        CoordinateKernels.intervals(p, bound, span, lowest, highest, from, bound.length);
    }

    /** Writes ln(1 + e^q) of what {@link #constrain} has left. */
    void log1p(CoordinateArrays p) {
        Kernels.log1p(p.exponential(), p.log1p(), from, bound.length);
    }
}
