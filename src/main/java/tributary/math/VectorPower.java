package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
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
import static tributary.math.Elementary.SQRT_HALF_BITS;
import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;
import static tributary.math.Power.ATANH_0;
import static tributary.math.Power.ATANH_1;
import static tributary.math.Power.ATANH_2;
import static tributary.math.Power.ATANH_3;
import static tributary.math.Power.ATANH_4;
import static tributary.math.Power.ATANH_5;
import static tributary.math.Power.ATANH_6;
import static tributary.math.Power.ATANH_7;
import static tributary.math.Power.LN2;
import static tributary.math.Power.LN2_LOW;
import static tributary.math.Power.ORDINARY;
import static tributary.math.Power.THIRD;
import static tributary.math.Power.THIRD_LOW;
import static tributary.math.Power.TWO_LOG2_E;
import static tributary.math.Power.TWO_LOG2_E_LOW;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** The loop of {@link Power}, lane by lane the same bits, written as {@link VectorElementary}. */
final class VectorPower {
    private VectorPower() {}

    static void pow(double[] x, double y, double[] out, int from, int to) {
        double ofZero = Power.pow(0, y);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            DoubleVector given = fromArray(SPECIES, x, i);
            VectorMask<Double> zero = given.compare(EQ, 0);
            DoubleVector base = given.blend(1, zero);
            // log₂ x = high + low
            LongVector t = base.reinterpretAsLongs().add(VectorElementary.EXPONENT);
            VectorMask<Long> normal = t.compare(LT, VectorElementary.LOG_ORDINARY);
            DoubleVector m =
                    t.and(VectorElementary.MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
            LongVector n = t.lanewise(LSHR, 52).or(VectorElementary.INTEGER_BITS);
            DoubleVector k = n.reinterpretAsDoubles().sub(VectorElementary.INTEGER_OFFSET);
            DoubleVector f = m.sub(1);
            DoubleVector d = m.add(1);
            DoubleVector inverse = broadcast(SPECIES, 1).div(d);
            DoubleVector s = f.mul(inverse);
            DoubleVector minusS = s.neg();
            DoubleVector sLow = minusS.fma(m.sub(d.sub(1)), minusS.fma(d, f)).mul(inverse);
            DoubleVector z = s.mul(s);
            DoubleVector zLow = s.add(s).fma(sLow, s.fma(s, z.neg()));
            DoubleVector third = z.mul(THIRD);
            DoubleVector lost = z.fma(broadcast(SPECIES, THIRD), third.neg());
            DoubleVector thirdLow =
                    zLow.fma(broadcast(SPECIES, THIRD), z.fma(broadcast(SPECIES, THIRD_LOW), lost));
            DoubleVector c0 = z.fma(ATANH_3, ATANH_2).fma(z.mul(z), z.fma(ATANH_1, ATANH_0));
            DoubleVector c4 = z.fma(ATANH_7, ATANH_6).fma(z.mul(z), z.fma(ATANH_5, ATANH_4));
            DoubleVector z2 = z.mul(z);
            DoubleVector w = z2.fma(c4.fma(z2.mul(z2), c0), thirdLow);
            DoubleVector p = s.mul(TWO_LOG2_E);
            lost = s.fma(broadcast(SPECIES, TWO_LOG2_E), p.neg());
            lost = s.fma(broadcast(SPECIES, TWO_LOG2_E_LOW), lost);
            DoubleVector pLow = sLow.fma(broadcast(SPECIES, TWO_LOG2_E), lost);
            DoubleVector q = p.mul(third);
            DoubleVector qLow = p.fma(w, pLow.fma(third, p.fma(third, q.neg())));
            DoubleVector sum = p.add(q);
            DoubleVector sumLow = q.sub(sum.sub(p)).add(pLow.add(qLow));
            DoubleVector shifted = k.add(sum);
            DoubleVector rest = sum.sub(shifted.sub(k)).add(sumLow);
            DoubleVector high = shifted.add(rest);
            DoubleVector low = rest.sub(high.sub(shifted));
            // 2^(y log₂ x)
            DoubleVector exponent = high.mul(y);
            VectorMask<Double> ordinary = exponent.abs().compare(LT, ORDINARY);
            if (!ordinary.and(normal.cast(SPECIES)).allTrue()) {
                ScalarKernels.INSTANCE.pow(x, y, out, i, i + WIDTH);
                continue;
            }
            DoubleVector factor = broadcast(SPECIES, y);
            DoubleVector exponentLow = factor.fma(low, factor.fma(high, exponent.neg()));
            DoubleVector magic = exponent.add(EXP_MAGIC);
            DoubleVector r2 = exponent.sub(magic.sub(EXP_MAGIC));
            DoubleVector lowest = exponentLow.fma(broadcast(SPECIES, LN2), r2.mul(LN2_LOW));
            DoubleVector r = r2.fma(broadcast(SPECIES, LN2), lowest);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector d0 = r.fma(EXP_3, EXP_2).fma(square, r.fma(EXP_1, EXP_0));
            DoubleVector d4 = r.fma(EXP_7, EXP_6).fma(square, r.fma(EXP_5, EXP_4));
            DoubleVector d8 = square.fma(broadcast(SPECIES, EXP_10), r.fma(EXP_9, EXP_8));
            DoubleVector e = square.fma(d8.fma(fourth, d4).fma(fourth, d0), r);
            DoubleVector scale =
                    magic.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            scale.fma(e, scale).blend(ofZero, zero).intoArray(out, i);
        }
        ScalarKernels.INSTANCE.pow(x, y, out, i, to);
    }
}
