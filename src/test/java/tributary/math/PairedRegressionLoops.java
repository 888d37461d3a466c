package tributary.math;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Compares {@link RegressionLoops} in their scalar and their vector form, raw bits, NaN as one.
 * {@link KernelPairsTest} loads it, and with it this package, once for each width of vectors.
 */
public final class PairedRegressionLoops implements IntSupplier {
    private static final int LANES = Kernels.LANES;
    private static final int[] SIZES = {0, 1, 7, 8, 9, 16, 52, 104, 157, 160, 1024};
    private static final int[] STARTS = {0, 8, 3};

    /** Rounds over 1024 elements after which the optimising compiler has taken over. */
    private static final int ROUNDS = 250;

    private static final double[] WEIGHTS = {9, 1.5, -0.3, 0, 2.2, -1, 0.7, 1e-3, -4};

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        1e-90,
        1e300,
        -1e300,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private final RegressionLoops scalar = new ScalarRegressionLoops();
    private final RegressionLoops vector = new VectorRegressionLoops();

    public PairedRegressionLoops() {}

    /** Compares everything; returns the width in doubles. */
    @Override
    public int getAsInt() {
        for (int size : SIZES) {
            for (int from : STARTS) {
                for (int seed = 0; seed < 6; seed++) {
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
        double[][] input = input(11, from + size + 5, seed);
        for (double spread : new double[] {0.7, 1e-300, 1e300}) {
            double[][] expected = results(scalar, input, spread, from, from + size);
            double[][] actual = results(vector, input, spread, from, from + size);
            for (int k = 0; k < expected.length; k++) {
                String name = "output %d from %d, seed %d".formatted(k, from, seed);
                KernelPairs.assertSame(name, expected[k], actual[k]);
            }
        }
    }

    /** What each loop has written; those over whole steps where the range is one. */
    private static double[][] results(
            RegressionLoops loops, double[][] input, double spread, int from, int to) {
        double[] y = input[0];
        double[] eta = input[1];
        double[] observed = observed(y.length);
        double[] sum = input[2].clone();
        loops.addFour(input, eta, 1, sum, from, to);
        double[] sumOfEight = input[2].clone();
        loops.addEight(input, WEIGHTS, 1, sumOfEight, from, to);
        double[] residual = input[2].clone();
        double[] squares = {loops.residual(y, eta, observed, from, to, residual)};
        double[] dots = new double[4 * LANES];
        double[] eightDots = new double[8 * LANES];
        double[] weighted = input[2].clone();
        double[] lanes = new double[2 * LANES];
        if ((to - from) % LANES == 0) {
            loops.dotFour(input, 3, y, from, to, dots);
            loops.dotEight(input, 3, y, from, to, eightDots);
            loops.studentT(y, eta, observed, spread, from, to, weighted, lanes);
        }
        return new double[][] {
            sum, sumOfEight, residual, squares, dots, eightDots, weighted, lanes
        };
    }

    private static double[] observed(int length) {
        double[] observed = new double[length];
        for (int i = 0; i < length; i++) {
            observed[i] = i % 5 == 3 ? 0 : 1;
        }
        return observed;
    }

    /** Arrays of ordinary values; with odd seeds some special ones among them. */
    private static double[][] input(int arrays, int length, int seed) {
        var random = new SplittableRandom(seed);
        double[][] x = new double[arrays][length];
        for (double[] values : x) {
            for (int i = 0; i < length; i++) {
                boolean special = seed % 2 == 1 && random.nextInt(40) == 0;
                values[i] =
                        special
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : random.nextDouble(-5, 5);
            }
        }
        return x;
    }
}
