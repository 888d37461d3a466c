package tributary.math;

import java.util.Objects;

/**
 * Natural parameters of many unconstrained coordinates, their priors and Jacobians, over whole
 * vectors; bits as in {@link Kernels}.
 *
 * <p>Ranges are whole steps of eight coordinates. Where a group of coordinates is shorter, entries
 * after its last are overwritten too, so groups are computed in order. Distances from a bound are e
 * = e^q on half-lines; on intervals e are the odds of the part of the way λ = e/(1 + e). Nothing
 * allocates.
 */
public final class CoordinateKernels {
    private static final CoordinateLoops LOOPS =
            Kernels.implementation().isVector()
                    ? new VectorCoordinateLoops()
                    : ScalarCoordinateLoops.INSTANCE;

    private CoordinateKernels() {}

    /**
     * θ = s (B + e) and its slope s e: above L where s = 1 and B = L, below where s = −1 and B =
     * −L. NaN stays NaN.
     *
     * @param bound B
     * @param sign s
     * @param lowest of s θ, where e is lost in rounding
     */
    public static void halfLines(
            CoordinateArrays p, double[] bound, double[] sign, double[] lowest, int from, int to) {
        checkWhole(p, from, to);
        Kernels.check(from, to, bound, sign);
        Kernels.check(from, to, lowest);
        LOOPS.halfLines(p, bound, sign, lowest, from, to);
    }

    /**
     * θ = B + w λ where w > 0, else B + w (1 − λ), and its slope |w| λ (1 − λ): the interval
     * between B and B + w. An e that overflowed becomes the largest double; NaN stays NaN.
     *
     * @param bound B
     * @param span w
     * @param lowest of θ, where the distance from a bound is lost in rounding
     * @param highest of θ
     */
    public static void intervals(
            CoordinateArrays p,
            double[] bound,
            double[] span,
            double[] lowest,
            double[] highest,
            int from,
            int to) {
        checkWhole(p, from, to);
        Kernels.check(from, to, bound, span);
        Kernels.check(from, to, lowest, highest);
        LOOPS.intervals(p, bound, span, lowest, highest, from, to);
    }

    /** Normal θ = q, and lognormal e, whose Jacobian cancels: −½ ((q − a) b)². */
    public static void normal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.normal(p, a, b, from, to);
    }

    /** Normal cut off by one bound: q − ½ ((e − a) b)². */
    public static void halfNormal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.halfNormal(p, a, b, from, to);
    }

    /** Gamma and exponential: a q − b e. */
    public static void gamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.gamma(p, a, b, from, to);
    }

    /** Inverse gamma: a q − b/e. */
    public static void inverseGamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.inverseGamma(p, a, b, from, to);
    }

    /** Beta, and uniform: a ln λ + b ln(1 − λ), of which {@code log1p} is −ln(1 − λ). */
    public static void beta(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.beta(p, a, b, from, to);
    }

    /** Normal cut off by two bounds: ln λ + ln(1 − λ) − ½ ((θ − a) b)², with the same. */
    public static void truncatedNormal(
            CoordinateArrays p, double[] a, double[] b, int from, int to) {
        check(p, a, b, from, to);
        LOOPS.truncatedNormal(p, a, b, from, to);
    }

    /**
     * q_i = vector[indices_i], and θ_i the same, which is what it stays where nothing bounds it.
     *
     * @param indices of those after the last too
     * @throws IndexOutOfBoundsException if an index is not one of the vector
     */
    public static void gather(
            double[] vector, int[] indices, CoordinateArrays p, int from, int to) {
        checkWhole(p, from, to);
        Objects.checkFromToIndex(from, to, indices.length);
        LOOPS.gather(vector, indices, p, from, to);
    }

    /**
     * gradient[indices_i] = score_i + slope_i bar[slots_i] by fma for from ≤ i < to, any number of
     * them.
     *
     * @param bar adjoints of θ; not modified
     * @param slots of as many as fill the last vector
     * @param p not modified
     * @param indices no two the same; as many
     * @throws IndexOutOfBoundsException if an index is not one of its array
     */
    public static void pullBack(
            double[] bar,
            int[] slots,
            CoordinateArrays p,
            double[] gradient,
            int[] indices,
            int from,
            int to) {
        int end = from + LaneLayout.padded(to - from);
        Kernels.check(from, end, p.q());
        Objects.checkFromToIndex(from, end, slots.length);
        Objects.checkFromToIndex(from, end, indices.length);
        LOOPS.pullBack(bar, slots, p, gradient, indices, from, to);
    }

    /**
     * The same of consecutive slots and indices.
     *
     * @param slot of coordinate {@code from}
     * @param index of coordinate {@code from}
     */
    public static void pullBack(
            double[] bar,
            int slot,
            CoordinateArrays p,
            double[] gradient,
            int index,
            int from,
            int to) {
        Kernels.check(from, to, p.q());
        Kernels.check(slot, slot + to - from, bar);
        Kernels.check(index, index + to - from, gradient);
        LOOPS.pullBack(bar, slot, p, gradient, index, from, to);
    }

    private static void check(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        checkWhole(p, from, to);
        Kernels.check(from, to, a, b);
    }

    private static void checkWhole(CoordinateArrays p, int from, int to) {
        Kernels.check(from, to, p.q());
        if ((to - from) % Kernels.LANES != 0) {
            throw new IllegalArgumentException(
                    "range: " + from + " to " + to + " must be a multiple of " + Kernels.LANES);
        }
    }
}
