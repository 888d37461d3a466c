package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import static tributary.math.Elementary.EXPM1_LOWEST;
import static tributary.math.Elementary.EXPM1_MAGIC;
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
import static tributary.math.Elementary.LOG1P_ORDINARY;
import static tributary.math.Elementary.LOG2_E;
import static tributary.math.Elementary.LOG_0;
import static tributary.math.Elementary.LOG_1;
import static tributary.math.Elementary.LOG_2;
import static tributary.math.Elementary.LOG_3;
import static tributary.math.Elementary.LOG_4;
import static tributary.math.Elementary.LOG_5;
import static tributary.math.Elementary.LOG_6;
import static tributary.math.Elementary.SQRT_HALF_BITS;
import static tributary.math.Elementary.TINY;
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

    /** Added to the bits of x = m 2^k, √½ ≤ m < √2, it leaves k + 1023 above the mantissa. */
    static final long EXPONENT = (1023L << 52) - SQRT_HALF_BITS;

    // A small integer in the low bits of 2^52 reads as that much more.
    static final long INTEGER_BITS = 1075L << 52;
    static final double INTEGER_OFFSET = 0x1p52 + 1023;

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
            DoubleVector given = fromArray(SPECIES, x, i);
            DoubleVector below = given.blend(710, given.compare(GT, 710));
            DoubleVector v = below.blend(EXPM1_LOWEST, below.compare(LT, EXPM1_LOWEST));
            DoubleVector magic = v.fma(LOG2_E, EXPM1_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXPM1_MAGIC).sub(magic);
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
            DoubleVector offset = scale.sub(0.5);
            DoubleVector sum = scale.fma(r, offset);
            DoubleVector lost = scale.fma(r, offset.sub(sum));
            DoubleVector result = sum.add(scale.fma(tail, lost)).mul(2);
            result.blend(given, given.abs().compare(LT, TINY)).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.expm1(x, out, i, to);
    }

    static void tanh(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector given = fromArray(SPECIES, x, i);
            DoubleVector twice = given.abs().mul(-2);
            DoubleVector v = twice.blend(EXPM1_LOWEST, twice.compare(LT, EXPM1_LOWEST));
            DoubleVector magic = v.fma(LOG2_E, EXPM1_MAGIC);
            DoubleVector minusK = broadcast(SPECIES, EXPM1_MAGIC).sub(magic);
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
            DoubleVector offset = scale.sub(0.5);
            DoubleVector sum = scale.fma(r, offset);
            DoubleVector lost = scale.fma(r, offset.sub(sum));
            DoubleVector result = sum.add(scale.fma(tail, lost)).mul(2);
            DoubleVector e = result.blend(twice, twice.compare(GT, -TINY));
            LongVector size = e.div(e.add(2)).abs().reinterpretAsLongs();
            LongVector sign = given.reinterpretAsLongs().and(Long.MIN_VALUE);
            size.or(sign).reinterpretAsDoubles().intoArray(out, i);
        }
        ScalarKernels.INSTANCE.tanh(x, out, i, to);
    }

    static void log(double[] x, double[] out, int from, int to) {
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            VectorMask<Double> zero = v.compare(EQ, 0);
            VectorMask<Double> finite = v.compare(LT, Double.POSITIVE_INFINITY);
            if (!v.compare(GE, Double.MIN_NORMAL).or(zero).and(finite).allTrue()) {
                ScalarKernels.INSTANCE.log(x, out, i, i + WIDTH);
                continue;
            }
            LongVector t = v.reinterpretAsLongs().add(EXPONENT);
            LongVector m = t.and(MANTISSA).add(SQRT_HALF_BITS);
            LongVector n = t.lanewise(LSHR, 52).or(INTEGER_BITS);
            DoubleVector k = n.reinterpretAsDoubles().sub(INTEGER_OFFSET);
            DoubleVector f = m.reinterpretAsDoubles().sub(1);
            DoubleVector s = f.div(f.add(2));
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
            if (!v.compare(GT, -1).and(v.compare(LT, LOG1P_ORDINARY)).allTrue()) {
                ScalarKernels.INSTANCE.log1p(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector u = v.add(1);
            DoubleVector near = u.sub(1);
            DoubleVector lost = broadcast(SPECIES, 1).sub(u.sub(near)).add(v.sub(near));
            LongVector t = u.reinterpretAsLongs().add(EXPONENT);
            LongVector m = t.and(MANTISSA).add(SQRT_HALF_BITS);
            LongVector n = t.lanewise(LSHR, 52).or(INTEGER_BITS);
            LongVector inverseScale = t.and(~MANTISSA).neg().add(2046L << 52);
            DoubleVector k = n.reinterpretAsDoubles().sub(INTEGER_OFFSET);
            VectorMask<Double> unscaled = k.compare(EQ, 0);
            DoubleVector f = m.reinterpretAsDoubles().sub(1).blend(v, unscaled);
            DoubleVector lostOfM = lost.mul(inverseScale.reinterpretAsDoubles()).blend(0, unscaled);
            DoubleVector s = f.div(f.add(2));
            DoubleVector inverse = s.add(s).fma(s.sub(1), broadcast(SPECIES, 1));
            DoubleVector low = k.fma(broadcast(SPECIES, LN2_LO), lostOfM.mul(inverse));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector p = w.fma(broadcast(SPECIES, LOG_6), z.fma(LOG_5, LOG_4));
            p = p.fma(w, z.fma(LOG_3, LOG_2)).fma(w, z.fma(LOG_1, LOG_0));
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector tail = s.fma(z.fma(p, halfSquare), low);
            DoubleVector rest = f.sub(halfSquare.sub(tail));
            DoubleVector result = k.fma(broadcast(SPECIES, LN2_HI), rest);
            result.blend(v, v.abs().compare(LT, TINY)).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.log1p(x, out, i, to);
    }
}
