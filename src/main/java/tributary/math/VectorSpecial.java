package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import static tributary.math.Elementary.LN2_HI;
import static tributary.math.Elementary.LN2_LO;
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
import static tributary.math.SpecialFunctions.DIGAMMA;
import static tributary.math.SpecialFunctions.DIGAMMA_LARGE;
import static tributary.math.SpecialFunctions.DQ_0;
import static tributary.math.SpecialFunctions.DQ_1;
import static tributary.math.SpecialFunctions.DQ_2;
import static tributary.math.SpecialFunctions.DQ_3;
import static tributary.math.SpecialFunctions.HALF_LN_2PI;
import static tributary.math.SpecialFunctions.INV_SQRT_2PI;
import static tributary.math.SpecialFunctions.LGAMMA;
import static tributary.math.SpecialFunctions.LGAMMA_LARGE;
import static tributary.math.SpecialFunctions.MILLS;
import static tributary.math.SpecialFunctions.STIRLING;
import static tributary.math.VectorElementary.EXPONENT;
import static tributary.math.VectorElementary.INTEGER_BITS;
import static tributary.math.VectorElementary.INTEGER_OFFSET;
import static tributary.math.VectorElementary.INVERSE_SCALE;
import static tributary.math.VectorElementary.MANTISSA;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops of the gamma and normal functions of {@link SpecialFunctions}, lane by lane the same bits,
 * written as {@link VectorElementary}: every branch in every lane, then the right one is selected.
 * One transcendental function per loop, so each goes over its range several times, with the output
 * as the place of what one loop hands to the next.
 */
final class VectorSpecial {
    /** Beyond these ln Φ goes through the scalar function. */
    private static final double NORMAL_LOWEST = -1e150;

    private static final double NORMAL_HIGHEST = 37;

    /** Most factors of Γ(x) = (x − 1) (x − 2) … Γ(x − j) for x below {@link #LGAMMA_LARGE}. */
    private static final int LGAMMA_STEPS = 6;

    /** Added and taken away again, it rounds to the nearest integer. */
    private static final double ROUND = 0x1.8p52;

    private VectorSpecial() {}

    static void lgamma(double[] x, double[] out, int from, int to) {
        int end = to - (to - from) % WIDTH;
        lgammaFactor(x, out, from, end);
        VectorElementary.log(out, out, from, end);
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            VectorMask<Double> finite = v.compare(LT, Double.POSITIVE_INFINITY);
            if (!v.compare(GE, Double.MIN_NORMAL).and(finite).allTrue()) {
                ScalarKernels.INSTANCE.lgamma(x, out, i, i + WIDTH);
                continue;
            }
            DoubleVector log = fromArray(SPECIES, out, i);
            DoubleVector n = v.add(ROUND).sub(ROUND);
            DoubleVector t = v.sub(n);
            DoubleVector t2 = t.mul(t);
            DoubleVector even = broadcast(SPECIES, LGAMMA[LGAMMA.length - 2]);
            DoubleVector odd = broadcast(SPECIES, LGAMMA[LGAMMA.length - 1]);
            for (int j = LGAMMA.length - 4; j >= 0; j -= 2) {
                even = even.fma(t2, broadcast(SPECIES, LGAMMA[j]));
                odd = odd.fma(t2, broadcast(SPECIES, LGAMMA[j + 1]));
            }
            DoubleVector p = odd.fma(t, even);
            DoubleVector small = t.mul(p).add(log.blend(log.neg(), n.compare(LT, 2)));
            DoubleVector inverse = broadcast(SPECIES, 1).div(v);
            DoubleVector square = inverse.mul(inverse);
            DoubleVector fourth = square.mul(square);
            even = broadcast(SPECIES, STIRLING[STIRLING.length - 2]);
            odd = broadcast(SPECIES, STIRLING[STIRLING.length - 1]);
            for (int j = STIRLING.length - 4; j >= 0; j -= 2) {
                even = even.fma(fourth, broadcast(SPECIES, STIRLING[j]));
                odd = odd.fma(fourth, broadcast(SPECIES, STIRLING[j + 1]));
            }
            DoubleVector q = odd.fma(square, even);
            DoubleVector series = inverse.mul(q).add(HALF_LN_2PI - 0.5);
            DoubleVector large = v.sub(0.5).fma(log.sub(1), series);
            small.blend(large, v.compare(GE, LGAMMA_LARGE)).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.lgamma(x, out, end, to);
    }

    /** What ln Γ needs the logarithm of. */
    private static void lgammaFactor(double[] x, double[] out, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            DoubleVector n = v.add(ROUND).sub(ROUND);
            DoubleVector product = broadcast(SPECIES, 1);
            for (int j = 1; j <= LGAMMA_STEPS; j++) {
                product = product.mul(v.sub(j), n.compare(GE, j + 2));
            }
            product.blend(v, n.compare(LT, 2))
                    .blend(v.fma(v, v), n.compare(LT, 1))
                    .blend(v, v.compare(GE, LGAMMA_LARGE))
                    .intoArray(out, i);
        }
    }

    static void digamma(double[] x, double[] out, int from, int to, double[] scratch) {
        int end = to - (to - from) % WIDTH;
        digammaSeries(x, out, scratch, from, end);
        VectorElementary.log(out, out, from, end);
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            VectorMask<Double> finite = v.compare(LT, Double.POSITIVE_INFINITY);
            if (v.compare(GE, Double.MIN_NORMAL).and(finite).allTrue()) {
                DoubleVector rest = fromArray(SPECIES, scratch, i);
                fromArray(SPECIES, out, i).sub(rest).intoArray(out, i);
            } else {
                ScalarKernels.INSTANCE.digamma(x, out, i, i + WIDTH, scratch);
            }
        }
        ScalarKernels.INSTANCE.digamma(x, out, end, to, scratch);
    }

    /** ψ(x) = ln y − rest. */
    private static void digammaSeries(double[] x, double[] y, double[] rest, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            VectorMask<Double> shifted = v.compare(LT, DIGAMMA_LARGE);
            DoubleVector w = v.mul(v.add(9));
            DoubleVector q = w.add(DQ_3).fma(w, broadcast(SPECIES, DQ_2));
            q = q.fma(w, broadcast(SPECIES, DQ_1)).fma(w, broadcast(SPECIES, DQ_0));
            DoubleVector slope = w.fma(5, 4 * DQ_3).fma(w, broadcast(SPECIES, 3 * DQ_2));
            slope = slope.fma(w, broadcast(SPECIES, 2 * DQ_1)).fma(w, broadcast(SPECIES, DQ_0));
            DoubleVector denominator = broadcast(SPECIES, 1).blend(w.mul(q), shifted);
            DoubleVector numerator = broadcast(SPECIES, 0).blend(v.fma(2, 9).mul(slope), shifted);
            v = v.blend(v.add(10), shifted);
            DoubleVector r = broadcast(SPECIES, 1).div(v.mul(denominator));
            DoubleVector shift = numerator.mul(v).mul(r);
            DoubleVector inverse = denominator.mul(r);
            DoubleVector square = inverse.mul(inverse);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = broadcast(SPECIES, DIGAMMA[DIGAMMA.length - 2]);
            DoubleVector odd = broadcast(SPECIES, DIGAMMA[DIGAMMA.length - 1]);
            for (int j = DIGAMMA.length - 4; j >= 0; j -= 2) {
                even = even.fma(fourth, broadcast(SPECIES, DIGAMMA[j]));
                odd = odd.fma(fourth, broadcast(SPECIES, DIGAMMA[j + 1]));
            }
            DoubleVector p = odd.fma(square, even);
            DoubleVector series = square.fma(p, inverse.mul(0.5));
            series.add(shift).intoArray(rest, i);
            v.intoArray(y, i);
        }
    }

    static void logNormalCdf(double[] x, double[] logCdf, double[] mills, int from, int to) {
        int end = to - (to - from) % WIDTH;
        millsRatio(x, logCdf, mills, from, end);
        VectorElementary.exp(logCdf, logCdf, from, end);
        inverseMills(x, logCdf, mills, from, end);
        logOfCdf(x, logCdf, from, end);
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            if (!v.compare(GT, NORMAL_LOWEST).and(v.compare(LT, NORMAL_HIGHEST)).allTrue()) {
                ScalarKernels.INSTANCE.logNormalCdf(x, logCdf, mills, i, i + WIDTH);
            }
        }
        ScalarKernels.INSTANCE.logNormalCdf(x, logCdf, mills, end, to);
    }

    /** Mills ratio of |x|, and the exponent −x²/2 of the density where x ≥ 0. */
    private static void millsRatio(
            double[] x, double[] exponent, double[] mills, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector v = fromArray(SPECIES, x, i);
            DoubleVector z = v.abs();
            DoubleVector t = broadcast(SPECIES, 1).sub(broadcast(SPECIES, 10).div(z.add(5)));
            DoubleVector t2 = t.mul(t);
            DoubleVector even = broadcast(SPECIES, MILLS[MILLS.length - 2]);
            DoubleVector odd = broadcast(SPECIES, MILLS[MILLS.length - 1]);
            for (int j = MILLS.length - 4; j >= 0; j -= 2) {
                even = even.fma(t2, broadcast(SPECIES, MILLS[j]));
                odd = odd.fma(t2, broadcast(SPECIES, MILLS[j + 1]));
            }
            DoubleVector p = odd.fma(t, even);
            p.div(z.add(1)).intoArray(mills, i);
            z.mul(z).mul(-0.5).blend(0, v.compare(LT, 0)).intoArray(exponent, i);
        }
    }

    /**
     * φ/Φ; and in place of e^(−x²/2) what the logarithm is taken of: the Mills ratio for x < 0,
     * else Φ − 1.
     */
    private static void inverseMills(double[] x, double[] exp, double[] mills, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector z = fromArray(SPECIES, x, i);
            DoubleVector m = fromArray(SPECIES, mills, i);
            VectorMask<Double> negative = z.compare(LT, 0);
            DoubleVector square = z.mul(z);
            DoubleVector lost = z.fma(z, square.neg());
            DoubleVector density =
                    fromArray(SPECIES, exp, i).mul(INV_SQRT_2PI).mul(lost.fma(-0.5, 1));
            DoubleVector upper = density.mul(m);
            DoubleVector lower = broadcast(SPECIES, 1).sub(upper).blend(m, negative);
            density.blend(1, negative).div(lower).intoArray(mills, i);
            upper.neg().blend(m, negative).intoArray(exp, i);
        }
    }

    /** ln(1 + c) for x ≥ 0; ln c − x²/2 − ½ ln 2π for x < 0. */
    private static void logOfCdf(double[] x, double[] c, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            DoubleVector given = fromArray(SPECIES, x, i);
            DoubleVector v = fromArray(SPECIES, c, i);
            VectorMask<Double> negative = given.compare(LT, 0);
            DoubleVector sum = v.add(1);
            LongVector t = sum.blend(v, negative).reinterpretAsLongs().add(EXPONENT);
            LongVector n = t.lanewise(LSHR, 52).or(INTEGER_BITS);
            DoubleVector k = n.reinterpretAsDoubles().sub(INTEGER_OFFSET);
            LongVector inverseScale =
                    LongVector.broadcast(LONGS, INVERSE_SCALE).sub(t.and(~MANTISSA));
            DoubleVector lost = v.sub(sum.sub(1)).mul(inverseScale.reinterpretAsDoubles());
            DoubleVector m = t.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
            DoubleVector f = m.sub(1);
            DoubleVector s = f.div(m.add(1));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector p = w.fma(broadcast(SPECIES, LOG_6), z.fma(LOG_5, LOG_4));
            p = p.fma(w, z.fma(LOG_3, LOG_2)).fma(w, z.fma(LOG_1, LOG_0));
            DoubleVector inverse = s.fma(broadcast(SPECIES, -2), z.fma(2, 1));
            DoubleVector ofLost = lost.mul(inverse).blend(0, negative);
            DoubleVector low = k.fma(broadcast(SPECIES, LN2_LO), ofLost);
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector tail = s.fma(z.fma(p, halfSquare), low);
            DoubleVector rest = f.sub(halfSquare.sub(tail));
            DoubleVector log = k.fma(broadcast(SPECIES, LN2_HI), rest);
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            DoubleVector upper = log.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
            DoubleVector size = given.abs();
            size.mul(-0.5)
                    .fma(size, log.sub(HALF_LN_2PI))
                    .blend(upper, negative.not())
                    .intoArray(c, i);
        }
    }
}
