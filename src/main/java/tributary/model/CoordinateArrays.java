package tributary.model;

/**
 * What {@link Coordinates} compute on, one entry per coordinate in packed order.
 *
 * @param q unconstrained
 * @param exponential e^q of half-lines, e^−|q| of intervals
 * @param theta natural parameters
 * @param slope dθ/dq
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
    /** Room for this many coordinates. */
    static CoordinateArrays of(int size) {
        return new CoordinateArrays(
                new double[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size]);
    }
}
