package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.CoordinateKernels;
import tributary.math.LaneLayout;

import java.util.List;

/**
 * Parameters with one bound L: θ = L + e^q above it, θ = L − e^q = −(−L + e^q) below.
 *
 * @param from first packed coordinate
 * @param bound L above, −L below; by packed coordinate, to the end of the last vector
 * @param sign 1 above, −1 below
 * @param lowest number above {@code bound}
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record HalfLines(int from, double[] bound, double[] sign, double[] lowest) {

    static HalfLines of(List<Coordinate> packed, int from, int to) {
        int end = from + LaneLayout.padded(to - from);
        var result = new HalfLines(from, new double[end], new double[end], new double[end]);
        for (int i = from; i < to; i++) {
            boolean above = packed.get(i).isAbove();
            double bound = above ? packed.get(i).range().lower() : -packed.get(i).range().upper();
            result.bound[i] = bound;
            result.sign[i] = above ? 1 : -1;
            result.lowest[i] = Math.nextUp(bound);
        }
        return result;
    }

    /** Writes θ and dθ/dq, and what is after them in the last vector. */
    void constrain(CoordinateArrays p) {
        CoordinateKernels.halfLines(p, bound, sign, lowest, from, bound.length);
    }
}
