package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import static tributary.math.Lanes.LONGS;
import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

import java.util.Arrays;

/**
 * The Vector API form: a step of eight lanes is one vector, two or four.
 *
 * <p>Loops call the Vector API and nothing else, and logarithm and power are in loops of their own:
 * anything more and the JIT compiler may make every vector an object. Hence {@link BaseTwo} is
 * written out here.
 */
final class VectorMediaLoops implements MediaLoops {
    private static final int LANES = Kernels.LANES;

    @Override
    public void ends(double[] x, int from, int steps, double decay, double[] ends, int at) {
        int end = from + steps * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector media = broadcast(SPECIES, 0);
            DoubleVector sensitivity = broadcast(SPECIES, 0);
            for (int i = from + lane; i < end; i += LANES) {
                sensitivity = sensitivity.fma(broadcast(SPECIES, decay), media);
                media = media.fma(broadcast(SPECIES, decay), fromArray(SPECIES, x, i));
            }
            media.intoArray(ends, at + lane);
            sensitivity.intoArray(ends, at + LANES + lane);
        }
    }

    @Override
    public void logarithm(
            double[] x,
            int from,
            int steps,
            double decay,
            double[] starts,
            int startsAt,
            double[] a,
            double[] b,
            double[] w,
            int at) {
        int end = steps * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector media = fromArray(SPECIES, starts, startsAt + lane);
            DoubleVector sensitivity = fromArray(SPECIES, starts, startsAt + LANES + lane);
            for (int i = lane; i < end; i += LANES) {
                sensitivity = sensitivity.fma(broadcast(SPECIES, decay), media);
                media = media.fma(broadcast(SPECIES, decay), fromArray(SPECIES, x, from + i));
                media.intoArray(a, i);
                sensitivity.intoArray(b, i);

                // log₂(a + tiny)
                LongVector bits = media.add(TINY).reinterpretAsLongs();
                DoubleVector m = bits.and(BaseTwo.MANTISSA).or(BaseTwo.ONE).reinterpretAsDoubles();
                DoubleVector e =
                        bits.lanewise(VectorOperators.LSHR, 52)
                                .or(BaseTwo.INTEGER_BITS)
                                .reinterpretAsDoubles()
                                .sub(BaseTwo.INTEGER_OFFSET);
                LongVector entry = bits.lanewise(VectorOperators.LSHR, 48);
                LongVector reciprocal;
                LongVector centre;
                if (WIDTH == LANES) {
                    reciprocal = pick(BaseTwo.RECIPROCAL, 0, entry.and(15));
                    centre = pick(BaseTwo.LOG2, 0, entry.and(15));
                } else {
                    reciprocal = lookUp(BaseTwo.RECIPROCAL, entry);
                    centre = lookUp(BaseTwo.LOG2, entry);
                }
                DoubleVector f = m.fma(reciprocal.reinterpretAsDoubles(), broadcast(SPECIES, -1));
                DoubleVector whole = centre.reinterpretAsDoubles().add(e);
                DoubleVector f2 = f.mul(f);
                DoubleVector p0 =
                        f.fma(broadcast(SPECIES, BaseTwo.LOG_1), broadcast(SPECIES, BaseTwo.LOG_0));
                DoubleVector p2 =
                        f.fma(broadcast(SPECIES, BaseTwo.LOG_3), broadcast(SPECIES, BaseTwo.LOG_2));
                DoubleVector p4 =
                        f.fma(broadcast(SPECIES, BaseTwo.LOG_5), broadcast(SPECIES, BaseTwo.LOG_4));
                p4 = f2.fma(broadcast(SPECIES, BaseTwo.LOG_6), p4);
                p4.fma(f2, p2).fma(f2, p0).fma(f, whole).intoArray(w, at + i);
            }
        }
    }

    @Override
    public void saturation(
            double[] a,
            double[] b,
            double[] w,
            int at,
            int steps,
            double slope,
            double intercept,
            boolean bounded,
            double beta,
            double[] h,
            double[] p,
            double[] sum,
            int sumFrom) {
        int end = steps * LANES;
        if (bounded) {
            bound(w, at, end, slope, intercept, h);
        }
        for (int i = 0; i < end; i += WIDTH) {
            DoubleVector v =
                    bounded
                            ? fromArray(SPECIES, h, at + i)
                            : fromArray(SPECIES, w, at + i)
                                    .fma(broadcast(SPECIES, -slope), broadcast(SPECIES, intercept));

            // 2^v
            DoubleVector t = v.add(BaseTwo.SIXTEENTHS);
            DoubleVector f = v.sub(t.sub(BaseTwo.SIXTEENTHS));
            LongVector bits = t.reinterpretAsLongs();
            LongVector entry;
            if (WIDTH == LANES) {
                entry = pick(BaseTwo.EXP2, 0, bits.and(15));
            } else {
                entry = lookUp(BaseTwo.EXP2, bits);
            }
            DoubleVector power =
                    entry.add(bits.lanewise(VectorOperators.LSHL, 48)).reinterpretAsDoubles();
            DoubleVector f2 = f.mul(f);
            DoubleVector p0 =
                    f.fma(broadcast(SPECIES, BaseTwo.EXP_1), broadcast(SPECIES, BaseTwo.EXP_0));
            DoubleVector p2 =
                    f.fma(broadcast(SPECIES, BaseTwo.EXP_3), broadcast(SPECIES, BaseTwo.EXP_2));
            DoubleVector p4 =
                    f.fma(broadcast(SPECIES, BaseTwo.EXP_5), broadcast(SPECIES, BaseTwo.EXP_4));
            DoubleVector d = p4.fma(f2, p2).fma(f2, p0).mul(power).add(1);

            DoubleVector media = fromArray(SPECIES, a, i);
            DoubleVector r = broadcast(SPECIES, 1).div(media.add(TINY).mul(d));
            DoubleVector value = media.mul(r);
            value.intoArray(h, at + i);
            fromArray(SPECIES, b, i).mul(d.mul(r)).intoArray(p, at + i);
            value.fma(broadcast(SPECIES, beta), fromArray(SPECIES, sum, sumFrom + i))
                    .intoArray(sum, sumFrom + i);
        }
    }

    /**
     * out = intercept − S w within the bounds; compare and blend, for min and max mind the sign of
     * 0.
     */
    private static void bound(
            double[] w, int at, int end, double slope, double intercept, double[] out) {
        double largest = BaseTwo.LARGEST;
        for (int i = at; i < at + end; i += WIDTH) {
            DoubleVector v =
                    fromArray(SPECIES, w, i)
                            .fma(broadcast(SPECIES, -slope), broadcast(SPECIES, intercept));
            DoubleVector below = v.blend(largest, v.compare(VectorOperators.GT, largest));
            below.blend(-largest, below.compare(VectorOperators.LT, -largest)).intoArray(out, i);
        }
    }

    /** Entries of a table of twice as many as there are lanes. */
    private static LongVector pick(long[] table, int at, LongVector entry) {
        return (LongVector)
                entry.selectFrom(
                        LongVector.fromArray(LONGS, table, at),
                        LongVector.fromArray(LONGS, table, at + WIDTH));
    }

    /** Entries of a table of sixteen at the low four bits, where two vectors do not hold it. */
    private static LongVector lookUp(long[] table, LongVector entry) {
        LongVector rest = entry.and(2 * WIDTH - 1);
        LongVector result = pick(table, 0, rest);
        for (int at = 2 * WIDTH; at < 2 * LANES; at += 2 * WIDTH) {
            result =
                    result.blend(
                            pick(table, at, rest),
                            entry.and(15 & -2 * WIDTH).compare(VectorOperators.EQ, at));
        }
        return result;
    }

    @Override
    public void gradient(
            double[] g,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double beta,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt) {
        int end = steps * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector s0 = broadcast(SPECIES, 0);
            DoubleVector s1 = broadcast(SPECIES, 0);
            DoubleVector s2 = broadcast(SPECIES, 0);
            DoubleVector s3 = broadcast(SPECIES, 0);
            for (int i = lane; i < end; i += LANES) {
                DoubleVector value = fromArray(SPECIES, h, at + i);
                DoubleVector gh = fromArray(SPECIES, g, gFrom + i).mul(value);
                DoubleVector d = gh.neg().fma(value, gh);
                s0 = s0.add(gh);
                s1 = s1.add(d);
                s2 = d.fma(fromArray(SPECIES, w, at + i), s2);
                s3 = d.fma(fromArray(SPECIES, p, at + i), s3);
            }
            s0.intoArray(betaBar, betaAt + lane);
            DoubleVector factor = broadcast(SPECIES, beta);
            int at1 = sumsAt + lane;
            int at2 = at1 + LANES;
            int at3 = at2 + LANES;
            s1.fma(factor, fromArray(SPECIES, sums, at1)).intoArray(sums, at1);
            s2.fma(factor, fromArray(SPECIES, sums, at2)).intoArray(sums, at2);
            s3.fma(factor, fromArray(SPECIES, sums, at3)).intoArray(sums, at3);
        }
    }

    @Override
    public void add(double[] h, int at, int steps, double beta, double[] sum, int sumFrom) {
        for (int i = 0; i < steps * LANES; i += WIDTH) {
            fromArray(SPECIES, h, at + i)
                    .fma(broadcast(SPECIES, beta), fromArray(SPECIES, sum, sumFrom + i))
                    .intoArray(sum, sumFrom + i);
        }
    }

    @Override
    public void gather(
            double[] h,
            int at,
            int steps,
            double[] g,
            int gFrom,
            double beta,
            boolean first,
            double[] combined,
            double[] lanes,
            int lanesAt) {
        int end = steps * LANES;
        if (first) {
            Arrays.fill(combined, 0, end, 0);
        }
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector sum = broadcast(SPECIES, 0);
            for (int i = lane; i < end; i += LANES) {
                DoubleVector bar = fromArray(SPECIES, g, gFrom + i);
                sum = bar.fma(fromArray(SPECIES, h, at + i), sum);
                bar.fma(broadcast(SPECIES, beta), fromArray(SPECIES, combined, i))
                        .intoArray(combined, i);
            }
            sum.intoArray(lanes, lanesAt + lane);
        }
    }

    @Override
    public void gradientOfTwo(
            double[] g0,
            double beta0,
            double[] g1,
            double beta1,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt) {
        int end = steps * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            DoubleVector s0 = broadcast(SPECIES, 0);
            DoubleVector s1 = broadcast(SPECIES, 0);
            DoubleVector s2 = broadcast(SPECIES, 0);
            DoubleVector s3 = broadcast(SPECIES, 0);
            DoubleVector s4 = broadcast(SPECIES, 0);
            for (int i = lane; i < end; i += LANES) {
                DoubleVector first = fromArray(SPECIES, g0, gFrom + i);
                DoubleVector second = fromArray(SPECIES, g1, gFrom + i);
                DoubleVector value = fromArray(SPECIES, h, at + i);
                s0 = first.fma(value, s0);
                s4 = second.fma(value, s4);
                DoubleVector gh =
                        second.fma(broadcast(SPECIES, beta1), first.mul(beta0)).mul(value);
                DoubleVector d = gh.neg().fma(value, gh);
                s1 = s1.add(d);
                s2 = d.fma(fromArray(SPECIES, w, at + i), s2);
                s3 = d.fma(fromArray(SPECIES, p, at + i), s3);
            }
            s0.intoArray(betaBar, betaAt + lane);
            s4.intoArray(betaBar, betaAt + LANES + lane);
            int at1 = sumsAt + lane;
            int at2 = at1 + LANES;
            int at3 = at2 + LANES;
            s1.add(fromArray(SPECIES, sums, at1)).intoArray(sums, at1);
            s2.add(fromArray(SPECIES, sums, at2)).intoArray(sums, at2);
            s3.add(fromArray(SPECIES, sums, at3)).intoArray(sums, at3);
        }
    }
}
