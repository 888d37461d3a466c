package tributary.math;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Compares {@link CoordinateLoops} in their scalar and their vector form, raw bits, NaN as one.
 * {@link KernelPairsTest} loads it, and with it this package, once for each width of vectors.
 */
public final class PairedCoordinateLoops implements IntSupplier {
    private static final int[] SIZES = {0, 8, 16, 56, 120, 1024};
    private static final int[] STARTS = {0, 8, 3};

    /** Rounds over 1024 elements after which the optimising compiler has taken over. */
    private static final int ROUNDS = 200;

    /** Coordinates whose exponentials are 0, subnormal, the largest, infinite; and coefficients. */
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        -746,
        -740,
        -708,
        709.78,
        710,
        1e6,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private final CoordinateLoops scalar = new ScalarCoordinateLoops();
    private final CoordinateLoops vector = new VectorCoordinateLoops();

    public PairedCoordinateLoops() {}

    /** Compares everything; returns the width in doubles. */
    @Override
    public int getAsInt() {
        for (int size : SIZES) {
            for (int from : STARTS) {
                for (int seed = 0; seed < 8; seed++) {
                    compare(size, from, seed);
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            compare(1024, 0, round);
        }
        return Lanes.WIDTH;
    }

    private void compare(int size, int from, int seed) {
        double[][] input = input(from + size + 5, seed);
        for (Loop loop : LOOPS) {
            CoordinateArrays expected = arrays(input);
            CoordinateArrays actual = arrays(input);
            loop.run(scalar, expected, input, from, from + size);
            loop.run(vector, actual, input, from, from + size);
            String name = "loop from %d, seed %d".formatted(from, seed);
            KernelPairs.assertSame(name, expected.q(), actual.q());
            KernelPairs.assertSame(name, expected.exponential(), actual.exponential());
            KernelPairs.assertSame(name, expected.theta(), actual.theta());
            KernelPairs.assertSame(name, expected.slope(), actual.slope());
            KernelPairs.assertSame(name, expected.logDensity(), actual.logDensity());
            KernelPairs.assertSame(name, expected.score(), actual.score());
        }
    }

    private interface Loop {
        void run(CoordinateLoops loops, CoordinateArrays p, double[][] c, int from, int to);
    }

    /** Every one, what it writes among the arrays of coordinates. */
    private static final Loop[] LOOPS = {
        (loops, p, c, from, to) -> loops.halfLines(p, c[0], signs(c[1]), lowest(c[0]), from, to),
        (loops, p, c, from, to) ->
                loops.intervals(p, c[0], c[1], lowest(c[0]), highest(c[0], c[1]), from, to),
        (loops, p, c, from, to) -> loops.intervals(p, c[0], c[1], c[2], c[3], from, to),
        (loops, p, c, from, to) -> loops.normal(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.halfNormal(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.gamma(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.inverseGamma(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.beta(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.truncatedNormal(p, c[0], c[1], from, to),
        (loops, p, c, from, to) -> loops.gather(c[0], shuffled(c[0]), p, from, to),
        (loops, p, c, from, to) ->
                loops.pullBack(
                        c[0],
                        shuffled(c[1]),
                        p,
                        p.theta(),
                        shuffled(c[2]),
                        from,
                        Math.max(from, to - 3)),
        (loops, p, c, from, to) ->
                loops.pullBack(c[0], 2, p, p.theta(), 1, from, Math.max(from, to - 5))
    };

    /** e^q and ln(1 + e^q) as they are computed, the others anything. */
    private static CoordinateArrays arrays(double[][] input) {
        double[] q = input[4].clone();
        double[] e = q.clone();
        Kernels.exp(q, e, 0, q.length);
        double[] log1p = e.clone();
        Kernels.log1p(e, log1p, 0, q.length);
        return new CoordinateArrays(
                q, e, input[5].clone(), input[6].clone(), log1p, input[7].clone(), q.clone());
    }

    private static double[] signs(double[] x) {
        return Arrays.stream(x).map(each -> each > 0 ? 1 : -1).toArray();
    }

    private static double[] lowest(double[] bound) {
        return Arrays.stream(bound).map(Math::nextUp).toArray();
    }

    private static double[] highest(double[] bound, double[] span) {
        double[] highest = bound.clone();
        Arrays.setAll(highest, i -> Math.nextDown(bound[i] + Math.abs(span[i])));
        return highest;
    }

    /** A permutation, other than those of other lengths and seeds. */
    private static int[] shuffled(double[] x) {
        var random = new SplittableRandom(Double.doubleToLongBits(x[0]));
        int[] result = new int[x.length];
        for (int i = 0; i < result.length; i++) {
            int j = random.nextInt(i + 1);
            result[i] = result[j];
            result[j] = i;
        }
        return result;
    }

    /** Arrays of ordinary values; with odd seeds some special ones among them. */
    private static double[][] input(int length, int seed) {
        var random = new SplittableRandom(seed);
        double[][] x = new double[8][length];
        for (double[] values : x) {
            for (int i = 0; i < length; i++) {
                boolean special = seed % 2 == 1 && random.nextInt(10) == 0;
                values[i] =
                        special
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : random.nextDouble(-5, 5);
            }
        }
        return x;
    }
}
