package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import static tributary.math.Elementary.EXP_0;
import static tributary.math.Elementary.EXP_1;
import static tributary.math.Elementary.EXP_10;
import static tributary.math.Elementary.EXP_2;
import static tributary.math.Elementary.EXP_3;
import static tributary.math.Elementary.EXP_4;
import static tributary.math.Elementary.EXP_5;
import static tributary.math.Elementary.EXP_6;
import static tributary.math.Elementary.EXP_7;
import static tributary.math.Elementary.EXP_8;
import static tributary.math.Elementary.EXP_9;
import static tributary.math.Elementary.EXP_MAGIC;
import static tributary.math.Elementary.EXP_ORDINARY;
import static tributary.math.Elementary.LN2_HI;
import static tributary.math.Elementary.LN2_LO;
import static tributary.math.Elementary.LOG2_E;
import static tributary.math.Elementary.LOG_0;
import static tributary.math.Elementary.LOG_1;
import static tributary.math.Elementary.LOG_2;
import static tributary.math.Elementary.LOG_3;
import static tributary.math.Elementary.LOG_4;
import static tributary.math.Elementary.LOG_5;
import static tributary.math.Elementary.LOG_6;
import static tributary.math.Elementary.SQRT_HALF_BITS;
import static tributary.math.Lanes.LONGS;
import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops of the functions of {@link Elementary}, lane by lane the same bits.
 *
 * <p>A vector with a lane beyond the ordinary range (overflow, subnormal numbers, infinities) goes
 * through the scalar function, as does what does not fill a vector.
 *
 * <p>Why the same polynomial stands here more than once: the JIT compiler inlines the methods of
 * the Vector API always, ours only while a method is small (18,000 nodes, some fifty operations on
 * vectors). Beyond that vectors are handed over as objects, thirty times slower, and whether that
 * happens depends on the caller's caller. So a loop calls nothing but the Vector API.
 */
final class VectorElementary {
    static final long MANTISSA = (1L << 52) - 1;

    private static final int BIAS = 2048 + 1021;

    /**
     * Added to the bits of x = m 2^k, √½ ≤ m < √2, it leaves k + {@link #BIAS} above the mantissa,
     * for the smallest k = −1021 as the most negative of integers: so all others, and 0, negative
     * numbers, ∞ and NaN too, lie beyond those of the normal x (the sum wraps around), and one
     * comparison tells them apart.
     */
    static final long EXPONENT = Long.sum((long) BIAS << 52, -SQRT_HALF_BITS);

    /** That of ∞. */
    static final long LOG_ORDINARY = (2047L << 52) + EXPONENT;

    /** That of the largest 1 + x whose rounding error ln(1 + x) accounts for. */
    private static final long LOG1P_ORDINARY =
            Double.doubleToRawLongBits(Elementary.LOG1P_ORDINARY) + EXPONENT;

    // A small integer in the low bits of 2^52 reads as that much more.
    static final long INTEGER_BITS = 1075L << 52;
    static final double INTEGER_OFFSET = 0x1p52 + BIAS;

    /** Less (k + BIAS) 2^52 it is the bits of 2^−k. */
    static final long INVERSE_SCALE = (BIAS + 1023L) << 52;

    private VectorElementary() {}

    static void exp(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            if (!v.abs().compare(LT, EXP_ORDINARY).allTrue()) {
                ScalarKernels.INSTANCE.exp(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector magic = v.fma(LOG2_E, EXP_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXP_MAGIC).sub(magic);
            DoubleVector high = minusK.fma(broadcast(SPECIES, LN2_HI), v);
            DoubleVector r = minusK.fma(broadcast(SPECIES, LN2_LO), high);
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector d0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
            DoubleVector d4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
            DoubleVector d8 = r2.fma(broadcast(SPECIES, EXP_10), r.fma(EXP_9, EXP_8));
            DoubleVector p = d8.fma(r4, d4).fma(r4, d0);
            DoubleVector scale =
                    magic.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            scale.fma(r2.fma(p, r), scale).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.exp(x, out, i, to);
    }

    static void logistic(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i).neg();
            if (!v.abs().compare(LT, EXP_ORDINARY).allTrue()) {
                ScalarKernels.INSTANCE.logistic(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector magic = v.fma(LOG2_E, EXP_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXP_MAGIC).sub(magic);
            DoubleVector high = minusK.fma(broadcast(SPECIES, LN2_HI), v);
            DoubleVector r = minusK.fma(broadcast(SPECIES, LN2_LO), high);
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector d0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
            DoubleVector d4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
            DoubleVector d8 = r2.fma(broadcast(SPECIES, EXP_10), r.fma(EXP_9, EXP_8));
            DoubleVector p = d8.fma(r4, d4).fma(r4, d0);
            DoubleVector scale =
                    magic.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            DoubleVector e = scale.fma(r2.fma(p, r), scale);
            broadcast(SPECIES, 1).div(e.add(1)).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.logistic(x, out, i, to);
    }

    static void expm1(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            if (!v.abs().compare(LT, EXP_ORDINARY).allTrue()) {
                ScalarKernels.INSTANCE.expm1(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector magic = v.fma(LOG2_E, EXP_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXP_MAGIC).sub(magic);
            DoubleVector high = minusK.fma(broadcast(SPECIES, LN2_HI), v);
            DoubleVector r = minusK.fma(broadcast(SPECIES, LN2_LO), high);
            DoubleVector lostOfR = minusK.fma(broadcast(SPECIES, LN2_LO), high.sub(r));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector d0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
            DoubleVector d4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
            DoubleVector d8 = r2.fma(broadcast(SPECIES, EXP_10), r.fma(EXP_9, EXP_8));
            DoubleVector tail = r2.fma(d8.fma(r4, d4).fma(r4, d0), lostOfR);
            DoubleVector scale =
                    magic.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            DoubleVector offset = scale.sub(1);
            DoubleVector sum = scale.fma(r, offset);
            DoubleVector lost = scale.fma(r, offset.sub(sum));
            LongVector size = sum.add(scale.fma(tail, lost)).reinterpretAsLongs();
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            size.or(sign).reinterpretAsDoubles().intoArray(out, i);
        }
        ScalarKernels.INSTANCE.expm1(x, out, i, to);
    }

    static void tanh(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector given = fromArray(SPECIES, x, i);
            DoubleVector v = given.abs().mul(-2);
            if (!v.compare(GT, -EXP_ORDINARY).allTrue()) {
                ScalarKernels.INSTANCE.tanh(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector magic = v.fma(LOG2_E, EXP_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXP_MAGIC).sub(magic);
            DoubleVector high = minusK.fma(broadcast(SPECIES, LN2_HI), v);
            DoubleVector r = minusK.fma(broadcast(SPECIES, LN2_LO), high);
            DoubleVector lostOfR = minusK.fma(broadcast(SPECIES, LN2_LO), high.sub(r));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector d0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
            DoubleVector d4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
            DoubleVector d8 = r2.fma(broadcast(SPECIES, EXP_10), r.fma(EXP_9, EXP_8));
            DoubleVector tail = r2.fma(d8.fma(r4, d4).fma(r4, d0), lostOfR);
            DoubleVector scale =
                    magic.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            DoubleVector offset = scale.sub(1);
            DoubleVector sum = scale.fma(r, offset);
            DoubleVector lost = scale.fma(r, offset.sub(sum));
            DoubleVector e = sum.add(scale.fma(tail, lost));
            LongVector size = e.div(e.add(2)).reinterpretAsLongs().and(Long.MAX_VALUE);
            LongVector sign = given.reinterpretAsLongs().and(Long.MIN_VALUE);
            size.or(sign).reinterpretAsDoubles().intoArray(out, i);
        }
        ScalarKernels.INSTANCE.tanh(x, out, i, to);
    }

    static void log(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            LongVector t = v.reinterpretAsLongs().add(EXPONENT);
            VectorMask<Double> zero = v.compare(EQ, 0);
            if (!t.compare(LT, LOG_ORDINARY).or(zero.cast(LONGS)).allTrue()) {
                ScalarKernels.INSTANCE.log(x, out, i, i + WIDTH);
                continue;
            }
            LongVector n = t.lanewise(LSHR, 52).or(INTEGER_BITS);
            DoubleVector k = n.reinterpretAsDoubles().sub(INTEGER_OFFSET);
            DoubleVector m = t.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
            DoubleVector f = m.sub(1);
            DoubleVector s = f.div(m.add(1));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector p = w.fma(broadcast(SPECIES, LOG_6), z.fma(LOG_5, LOG_4));
            p = p.fma(w, z.fma(LOG_3, LOG_2)).fma(w, z.fma(LOG_1, LOG_0));
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector tail = s.fma(z.fma(p, halfSquare), k.mul(LN2_LO));
            DoubleVector rest = f.sub(halfSquare.sub(tail));
            DoubleVector result = k.fma(broadcast(SPECIES, LN2_HI), rest);
            result.blend(Double.NEGATIVE_INFINITY, zero).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.log(x, out, i, to);
    }

    static void log1p(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            DoubleVector u = v.add(1);
            LongVector t = u.reinterpretAsLongs().add(EXPONENT);
            if (!t.compare(LT, LOG1P_ORDINARY).allTrue()) {
                ScalarKernels.INSTANCE.log1p(x, out, i, i + WIDTH);
                continue;
            }
            LongVector n = t.lanewise(LSHR, 52).or(INTEGER_BITS);
            DoubleVector k = n.reinterpretAsDoubles().sub(INTEGER_OFFSET);
            LongVector inverseScale =
                    LongVector.broadcast(LONGS, INVERSE_SCALE).sub(t.and(~MANTISSA));
            DoubleVector lost = v.sub(u.sub(1)).mul(inverseScale.reinterpretAsDoubles());
            DoubleVector m = t.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
            DoubleVector f = m.sub(1);
            DoubleVector s = f.div(m.add(1));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector p = w.fma(broadcast(SPECIES, LOG_6), z.fma(LOG_5, LOG_4));
            p = p.fma(w, z.fma(LOG_3, LOG_2)).fma(w, z.fma(LOG_1, LOG_0));
            DoubleVector inverse = s.fma(broadcast(SPECIES, -2), z.fma(2, 1));
            DoubleVector low = k.fma(broadcast(SPECIES, LN2_LO), lost.mul(inverse));
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector tail = s.fma(z.fma(p, halfSquare), low);
            DoubleVector rest = f.sub(halfSquare.sub(tail));
            DoubleVector result = k.fma(broadcast(SPECIES, LN2_HI), rest);
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            result.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(out, i);
        }
        ScalarKernels.INSTANCE.log1p(x, out, i, to);
    }
}
