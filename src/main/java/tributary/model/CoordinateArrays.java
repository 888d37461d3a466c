package tributary.model;

import tributary.math.Kernels;

import java.util.Arrays;

/**
 * What {@link Coordinates} compute on, one entry per coordinate in packed order.
 *
 * @param q unconstrained
 * @param exponential e^q of half-lines, e^−q of intervals
 * @param theta natural parameters
 * @param slope dθ/dq; 1 where θ = q, which nobody writes
 * @param logDensity ln p(θ) + ln |dθ/dq| but for the constant
 * @param score its derivative for q, to which the pull-back adds that of everything else
 * @param bar adjoints of θ
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record CoordinateArrays(
        double[] q,
        double[] exponential,
        double[] theta,
        double[] slope,
        double[] logDensity,
        double[] score,
        double[] bar) {
    /** Room for this many coordinates; the slope of those that nothing bounds stays 1. */
    static CoordinateArrays of(int coordinates) {
        int size = coordinates + Kernels.LANES; // formulas go over whole vectors
        double[] slope = new double[size];
        Arrays.fill(slope, 1);
        return new CoordinateArrays(
                new double[size],
                new double[size],
                new double[size],
                slope,
                new double[size],
                new double[size],
                new double[size]);
    }
}
