package tributary.math;

import static jdk.incubator.vector.LongVector.fromArray;

import static tributary.math.Lanes.LONGS;
import static tributary.math.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * Eight sums over eight lanes at once, in the order of {@link Kernels#sumOfLanes}, for vectors of
 * eight: halves are added to halves, then quarters to quarters, then neighbours.
 */
final class VectorLaneSums {
    private static final int LANES = Kernels.LANES;

    /**
     * What is added to what, of two vectors whose lanes are counted through: lanes 0–3 and 4–7 of
     * both; then 0, 1 and 2, 3 of each four; then 0 and 1 of each two.
     */
    private static final long[] ORDER = {
        0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15, //
        0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15, //
        0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15,
    };

    private VectorLaneSums() {}

    /** As {@link ArrayKernels#sumsOfLanes}; written out, for calls would make vectors objects. */
    static void sums(double[] x, double[] out, int from, int to) {
        for (int k = from; k < to; k += LANES) {
            int at = (k - from) * LANES;
            LongVector left = fromArray(LONGS, ORDER, 0);
            LongVector right = fromArray(LONGS, ORDER, LANES);
            LongVector x0 = DoubleVector.fromArray(SPECIES, x, at + 0 * LANES).reinterpretAsLongs();
            LongVector x1 = DoubleVector.fromArray(SPECIES, x, at + 1 * LANES).reinterpretAsLongs();
            LongVector x2 = DoubleVector.fromArray(SPECIES, x, at + 2 * LANES).reinterpretAsLongs();
            LongVector x3 = DoubleVector.fromArray(SPECIES, x, at + 3 * LANES).reinterpretAsLongs();
            LongVector x4 = DoubleVector.fromArray(SPECIES, x, at + 4 * LANES).reinterpretAsLongs();
            LongVector x5 = DoubleVector.fromArray(SPECIES, x, at + 5 * LANES).reinterpretAsLongs();
            LongVector x6 = DoubleVector.fromArray(SPECIES, x, at + 6 * LANES).reinterpretAsLongs();
            LongVector x7 = DoubleVector.fromArray(SPECIES, x, at + 7 * LANES).reinterpretAsLongs();
            DoubleVector s0 =
                    left.selectFrom(x0, x1)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(x0, x1).reinterpretAsDoubles());
            DoubleVector s1 =
                    left.selectFrom(x2, x3)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(x2, x3).reinterpretAsDoubles());
            DoubleVector s2 =
                    left.selectFrom(x4, x5)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(x4, x5).reinterpretAsDoubles());
            DoubleVector s3 =
                    left.selectFrom(x6, x7)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(x6, x7).reinterpretAsDoubles());
            left = fromArray(LONGS, ORDER, 2 * LANES);
            right = fromArray(LONGS, ORDER, 3 * LANES);
            LongVector y0 = s0.reinterpretAsLongs();
            LongVector y1 = s1.reinterpretAsLongs();
            LongVector y2 = s2.reinterpretAsLongs();
            LongVector y3 = s3.reinterpretAsLongs();
            DoubleVector t0 =
                    left.selectFrom(y0, y1)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(y0, y1).reinterpretAsDoubles());
            DoubleVector t1 =
                    left.selectFrom(y2, y3)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(y2, y3).reinterpretAsDoubles());
            left = fromArray(LONGS, ORDER, 4 * LANES);
            right = fromArray(LONGS, ORDER, 5 * LANES);
            LongVector z0 = t0.reinterpretAsLongs();
            LongVector z1 = t1.reinterpretAsLongs();
            DoubleVector u =
                    left.selectFrom(z0, z1)
                            .reinterpretAsDoubles()
                            .add(right.selectFrom(z0, z1).reinterpretAsDoubles());
            u.intoArray(out, k);
        }
    }
}
