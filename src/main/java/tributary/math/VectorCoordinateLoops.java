package tributary.math;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import static tributary.math.Lanes.SPECIES;
import static tributary.math.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;

/** The Vector API form. */
final class VectorCoordinateLoops implements CoordinateLoops {
    /** Processors with shorter vectors may lack the instruction; then vectors would be objects. */
    private static final boolean HAS_SCATTER = WIDTH == Kernels.LANES;

    @Override
    public void halfLines(
            CoordinateArrays p, double[] bound, double[] sign, double[] lowest, int from, int to) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector direction = fromArray(SPECIES, sign, i);
            DoubleVector distance = fromArray(SPECIES, e, i);
            direction.mul(distance).intoArray(slope, i);
            DoubleVector low = fromArray(SPECIES, lowest, i);
            DoubleVector x = fromArray(SPECIES, bound, i).add(distance);
            DoubleVector y = x.blend(low, x.compare(LT, low));
            DoubleVector inside = y.blend(Double.MAX_VALUE, y.compare(GT, Double.MAX_VALUE));
            direction.mul(inside).intoArray(theta, i);
        }
    }

    @Override
    public void intervals(
            CoordinateArrays p,
            double[] bound,
            double[] span,
            double[] lowest,
            double[] highest,
            int from,
            int to) {
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector given = fromArray(SPECIES, e, i);
            DoubleVector odds = given.blend(Double.MAX_VALUE, given.compare(GT, Double.MAX_VALUE));
            odds.intoArray(e, i);
            DoubleVector complement = broadcast(SPECIES, 1).div(odds.add(1));
            DoubleVector lambda = odds.mul(complement);
            DoubleVector width = fromArray(SPECIES, span, i);
            width.abs().mul(lambda).mul(complement).intoArray(slope, i);
            DoubleVector way = complement.blend(lambda, width.compare(GT, 0));
            DoubleVector low = fromArray(SPECIES, lowest, i);
            DoubleVector high = fromArray(SPECIES, highest, i);
            DoubleVector x = fromArray(SPECIES, bound, i).add(width.mul(way));
            DoubleVector y = x.blend(low, x.compare(LT, low));
            y.blend(high, y.compare(GT, high)).intoArray(theta, i);
        }
    }

    @Override
    public void normal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector scale = fromArray(SPECIES, b, i);
            DoubleVector z = fromArray(SPECIES, q, i).sub(fromArray(SPECIES, a, i)).mul(scale);
            z.mul(z).mul(-0.5).intoArray(logDensity, i);
            z.neg().mul(scale).intoArray(score, i);
        }
    }

    @Override
    public void halfNormal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector x = fromArray(SPECIES, e, i);
            DoubleVector scale = fromArray(SPECIES, b, i);
            DoubleVector z = x.sub(fromArray(SPECIES, a, i)).mul(scale);
            fromArray(SPECIES, q, i).sub(z.mul(z).mul(0.5)).intoArray(logDensity, i);
            broadcast(SPECIES, 1).sub(z.mul(scale.mul(x))).intoArray(score, i);
        }
    }

    @Override
    public void gamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector rate = fromArray(SPECIES, b, i).mul(fromArray(SPECIES, e, i));
            DoubleVector shape = fromArray(SPECIES, a, i);
            shape.mul(fromArray(SPECIES, q, i)).sub(rate).intoArray(logDensity, i);
            shape.sub(rate).intoArray(score, i);
        }
    }

    @Override
    public void inverseGamma(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector rate = fromArray(SPECIES, b, i).div(fromArray(SPECIES, e, i));
            DoubleVector shape = fromArray(SPECIES, a, i);
            shape.mul(fromArray(SPECIES, q, i)).sub(rate).intoArray(logDensity, i);
            shape.add(rate).intoArray(score, i);
        }
    }

    @Override
    public void beta(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] log1p = p.log1p();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector x = fromArray(SPECIES, q, i);
            DoubleVector odds = fromArray(SPECIES, e, i);
            DoubleVector first = fromArray(SPECIES, a, i);
            DoubleVector second = fromArray(SPECIES, b, i);
            DoubleVector log = fromArray(SPECIES, log1p, i);
            DoubleVector s = log.blend(x, x.compare(GT, log));
            first.mul(x.sub(s)).sub(second.mul(s)).intoArray(logDensity, i);
            DoubleVector complement = broadcast(SPECIES, 1).div(odds.add(1));
            first.mul(complement).sub(second.mul(odds.mul(complement))).intoArray(score, i);
        }
    }

    @Override
    public void truncatedNormal(CoordinateArrays p, double[] a, double[] b, int from, int to) {
        double[] q = p.q();
        double[] e = p.exponential();
        double[] theta = p.theta();
        double[] slope = p.slope();
        double[] log1p = p.log1p();
        double[] logDensity = p.logDensity();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector x = fromArray(SPECIES, q, i);
            DoubleVector odds = fromArray(SPECIES, e, i);
            DoubleVector scale = fromArray(SPECIES, b, i);
            DoubleVector log = fromArray(SPECIES, log1p, i);
            DoubleVector s = log.blend(x, x.compare(GT, log));
            DoubleVector z = fromArray(SPECIES, theta, i).sub(fromArray(SPECIES, a, i)).mul(scale);
            x.sub(s).sub(s).sub(z.mul(z).mul(0.5)).intoArray(logDensity, i);
            DoubleVector complement = broadcast(SPECIES, 1).div(odds.add(1));
            complement
                    .sub(odds.mul(complement))
                    .sub(z.mul(scale).mul(fromArray(SPECIES, slope, i)))
                    .intoArray(score, i);
        }
    }

    @Override
    public void gather(double[] vector, int[] indices, CoordinateArrays p, int from, int to) {
        if (!HAS_SCATTER) {
            ScalarCoordinateLoops.INSTANCE.gather(vector, indices, p, from, to);
            return;
        }
        double[] q = p.q();
        double[] theta = p.theta();
        for (int i = from; i < to; i += WIDTH) {
            DoubleVector x = fromArray(SPECIES, vector, 0, indices, i);
            x.intoArray(q, i);
            x.intoArray(theta, i);
        }
    }

    @Override
    public void pullBack(
            double[] bar,
            int[] slots,
            CoordinateArrays p,
            double[] gradient,
            int[] indices,
            int from,
            int to) {
        if (!HAS_SCATTER) {
            ScalarCoordinateLoops.INSTANCE.pullBack(bar, slots, p, gradient, indices, from, to);
            return;
        }
        double[] slope = p.slope();
        double[] score = p.score();
        for (int i = from; i < to; i += WIDTH) {
            fromArray(SPECIES, bar, 0, slots, i)
                    .fma(fromArray(SPECIES, slope, i), fromArray(SPECIES, score, i))
                    .intoArray(gradient, 0, indices, i, SPECIES.indexInRange(i, to));
        }
    }

    @Override
    public void pullBack(
            double[] bar,
            int slot,
            CoordinateArrays p,
            double[] gradient,
            int index,
            int from,
            int to) {
        double[] slope = p.slope();
        double[] score = p.score();
        int k = 0;
        for (; k <= to - from - WIDTH; k += WIDTH) {
            fromArray(SPECIES, bar, slot + k)
                    .fma(fromArray(SPECIES, slope, from + k), fromArray(SPECIES, score, from + k))
                    .intoArray(gradient, index + k);
        }
        ScalarCoordinateLoops.INSTANCE.pullBack(
                bar, slot + k, p, gradient, index + k, from + k, to);
    }
}
