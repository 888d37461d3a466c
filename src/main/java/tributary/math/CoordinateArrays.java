package tributary.math;

import java.util.Arrays;

/**
 * What {@link CoordinateKernels} compute on, one entry per coordinate in packed order and room for
 * one whole vector after the last.
 *
 * @param q unconstrained
 * @param exponential e^q of bounded coordinates
 * @param theta natural parameters θ
 * @param slope dθ/dq; 1 where θ = q, which nobody writes
 * @param log1p ln(1 + e^q) of intervals
 * @param logDensity ln p(θ) + ln |dθ/dq| but for a constant
 * @param score its derivative for q
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record CoordinateArrays(
        double[] q,
        double[] exponential,
        double[] theta,
        double[] slope,
        double[] log1p,
        double[] logDensity,
        double[] score) {

    public CoordinateArrays {
        for (double[] other :
                new double[][] {exponential, theta, slope, log1p, logDensity, score}) {
            if (other.length != q.length) {
                throw new IllegalArgumentException(
                        "lengths: " + other.length + " must be " + q.length + ", that of q");
            }
        }
    }

    /** Room for this many coordinates; the slope of those that nothing bounds stays 1. */
    public static CoordinateArrays of(int coordinates) {
        int size = coordinates + Kernels.LANES;
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
