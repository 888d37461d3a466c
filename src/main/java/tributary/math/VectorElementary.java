package tributary.math;

import static tributary.math.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link Elementary} on vectors, lane by lane the same bits.
 *
 * <p>A method says for which arguments; vectors with any other lane go through the scalar function.
 * Every method is small enough to be inlined into a loop, which has room for one of them: beyond
 * that the JIT compiler gives up and makes every vector an object.
 */
final class VectorElementary {
    private static final long MANTISSA = (1L << 52) - 1;

    /** Added to the bits of x = m 2^k, √½ ≤ m < √2, it leaves k + 1023 above the mantissa. */
    private static final long EXPONENT = (1023L << 52) - Elementary.SQRT_HALF_BITS;

    // A small integer in the low bits of 2^52 reads as that number more.
    private static final long INTEGER_BITS = 1075L << 52;
    private static final double INTEGER_OFFSET = 0x1p52 + 1023;

    private VectorElementary() {}

    /** Whether {@link #exp} may be applied. */
    static boolean isOrdinaryForExp(DoubleVector x) {
        return x.abs().compare(VectorOperators.LT, Elementary.EXP_ORDINARY).allTrue();
    }

    /** e^x for |x| < 708. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector magic = x.fma(broadcast(Elementary.LOG2_E), broadcast(Elementary.EXP_MAGIC));
        DoubleVector minusK = broadcast(Elementary.EXP_MAGIC).sub(magic);
        DoubleVector high = minusK.fma(broadcast(Elementary.LN2_HI), x);
        DoubleVector r = minusK.fma(broadcast(Elementary.LN2_LO), high);
        DoubleVector r2 = r.mul(r);
        DoubleVector scale = powerOfTwo(magic);
        return scale.fma(r2.fma(expPolynomial(r, r2), r), scale);
    }

    /** e^x − 1 for every x. */
    static DoubleVector expm1(DoubleVector x) {
        DoubleVector below = x.blend(710, x.compare(VectorOperators.GT, 710));
        DoubleVector bounded =
                below.blend(
                        Elementary.EXPM1_LOWEST,
                        below.compare(VectorOperators.LT, Elementary.EXPM1_LOWEST));
        DoubleVector result = boundedExpm1(bounded);
        return result.blend(x, x.abs().compare(VectorOperators.LT, Elementary.TINY));
    }

    /** e^x − 1 for −50 ≤ x ≤ 710 but where it is x. */
    private static DoubleVector boundedExpm1(DoubleVector x) {
        DoubleVector magic = x.fma(broadcast(Elementary.LOG2_E), broadcast(Elementary.EXPM1_MAGIC));
        DoubleVector minusK = broadcast(Elementary.EXPM1_MAGIC).sub(magic);
        DoubleVector high = minusK.fma(broadcast(Elementary.LN2_HI), x);
        DoubleVector r = minusK.fma(broadcast(Elementary.LN2_LO), high);
        DoubleVector r2 = r.mul(r);
        DoubleVector lostOfR = minusK.fma(broadcast(Elementary.LN2_LO), high.sub(r));
        DoubleVector tail = r2.fma(expPolynomial(r, r2), lostOfR);
        DoubleVector scale = powerOfTwo(magic);
        DoubleVector offset = scale.sub(0.5);
        DoubleVector sum = scale.fma(r, offset);
        DoubleVector lost = scale.fma(r, offset.sub(sum));
        return sum.add(scale.fma(tail, lost)).mul(2);
    }

    private static DoubleVector powerOfTwo(DoubleVector magic) {
        return magic.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    private static DoubleVector expPolynomial(DoubleVector r, DoubleVector r2) {
        DoubleVector r4 = r2.mul(r2);
        DoubleVector c0 = r.fma(broadcast(Elementary.EXP_1), broadcast(Elementary.EXP_0));
        DoubleVector c2 = r.fma(broadcast(Elementary.EXP_3), broadcast(Elementary.EXP_2));
        DoubleVector c4 = r.fma(broadcast(Elementary.EXP_5), broadcast(Elementary.EXP_4));
        DoubleVector c6 = r.fma(broadcast(Elementary.EXP_7), broadcast(Elementary.EXP_6));
        DoubleVector c8 = r.fma(broadcast(Elementary.EXP_9), broadcast(Elementary.EXP_8));
        DoubleVector d0 = c2.fma(r2, c0);
        DoubleVector d4 = c6.fma(r2, c4);
        DoubleVector d8 = r2.fma(broadcast(Elementary.EXP_10), c8);
        return d8.fma(r4, d4).fma(r4, d0);
    }

    /** Whether {@link #log} may be applied. */
    static boolean isOrdinaryForLog(DoubleVector x) {
        return x.compare(VectorOperators.GE, Double.MIN_NORMAL)
                .or(x.compare(VectorOperators.EQ, 0))
                .and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                .allTrue();
    }

    /** ln x for normal x > 0, and −∞ for ±0. */
    static DoubleVector log(DoubleVector x) {
        LongVector t = x.reinterpretAsLongs().add(EXPONENT);
        DoubleVector f = mantissa(t).sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector k = exponent(t);
        DoubleVector result = logarithm(f, s, k, k.mul(Elementary.LN2_LO));
        return result.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /** Whether {@link #log1p} may be applied. */
    static boolean isOrdinaryForLog1p(DoubleVector x) {
        return x.compare(VectorOperators.GT, -1)
                .and(x.compare(VectorOperators.LT, Elementary.LOG1P_ORDINARY))
                .allTrue();
    }

    /** ln(1 + x) for −1 < x < 2^60. */
    static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(1);
        DoubleVector v = u.sub(1);
        DoubleVector lost = u.sub(v).neg().add(1).add(x.sub(v));
        return logOfSum(x, u, lost).blend(x, x.abs().compare(VectorOperators.LT, Elementary.TINY));
    }

    /** ln(1 + x) = ln(u + lost), u being 1 + x rounded. */
    private static DoubleVector logOfSum(DoubleVector x, DoubleVector u, DoubleVector lost) {
        LongVector t = u.reinterpretAsLongs().add(EXPONENT);
        DoubleVector k = exponent(t);
        VectorMask<Double> near = k.compare(VectorOperators.EQ, 0);
        DoubleVector f = mantissa(t).sub(1).blend(x, near);
        DoubleVector s = f.div(f.add(2));
        DoubleVector inverse = s.add(s).fma(s.sub(1), broadcast(1));
        DoubleVector lostOfM = lost.mul(inverseScale(t)).blend(0, near);
        DoubleVector low = k.fma(broadcast(Elementary.LN2_LO), lostOfM.mul(inverse));
        return logarithm(f, s, k, low);
    }

    /** m of x = m 2^k. */
    private static DoubleVector mantissa(LongVector t) {
        return t.and(MANTISSA).add(Elementary.SQRT_HALF_BITS).reinterpretAsDoubles();
    }

    /** k of x = m 2^k. */
    private static DoubleVector exponent(LongVector t) {
        return t.lanewise(VectorOperators.LSHR, 52)
                .or(INTEGER_BITS)
                .reinterpretAsDoubles()
                .sub(INTEGER_OFFSET);
    }

    /** 2^−k of x = m 2^k. */
    private static DoubleVector inverseScale(LongVector t) {
        return t.and(~MANTISSA).neg().add(2046L << 52).reinterpretAsDoubles();
    }

    /** k ln 2 + ln(1 + f) + what {@code low} adds to k ln 2. */
    private static DoubleVector logarithm(
            DoubleVector f, DoubleVector s, DoubleVector k, DoubleVector low) {
        DoubleVector z = s.mul(s);
        DoubleVector halfSquare = f.mul(0.5).mul(f);
        DoubleVector tail = s.fma(z.fma(logPolynomial(z), halfSquare), low);
        return k.fma(broadcast(Elementary.LN2_HI), f.sub(halfSquare.sub(tail)));
    }

    private static DoubleVector logPolynomial(DoubleVector z) {
        DoubleVector w = z.mul(z);
        DoubleVector c0 = z.fma(broadcast(Elementary.LOG_1), broadcast(Elementary.LOG_0));
        DoubleVector c2 = z.fma(broadcast(Elementary.LOG_3), broadcast(Elementary.LOG_2));
        DoubleVector c4 = z.fma(broadcast(Elementary.LOG_5), broadcast(Elementary.LOG_4));
        return w.fma(broadcast(Elementary.LOG_6), c4).fma(w, c2).fma(w, c0);
    }

    /** 1/(1 + e^−x) for |x| < 708. */
    static DoubleVector logistic(DoubleVector x) {
        return broadcast(1).div(exp(x.neg()).add(1));
    }

    /** tanh x for every x. */
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector twice = x.abs().mul(-2);
        DoubleVector bounded =
                twice.blend(
                        Elementary.EXPM1_LOWEST,
                        twice.compare(VectorOperators.LT, Elementary.EXPM1_LOWEST));
        DoubleVector e =
                boundedExpm1(bounded)
                        .blend(twice, twice.compare(VectorOperators.GT, -Elementary.TINY));
        return copySign(e.div(e.add(2)), x);
    }

    private static DoubleVector copySign(DoubleVector magnitude, DoubleVector sign) {
        return magnitude
                .abs()
                .reinterpretAsLongs()
                .or(sign.reinterpretAsLongs().and(Long.MIN_VALUE))
                .reinterpretAsDoubles();
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
