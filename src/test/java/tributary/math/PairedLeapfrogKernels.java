package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Compares every leapfrog kernel in its scalar and its vector form, raw bits, NaN as one. {@link
 * KernelPairsTest} loads it, and with it this package, once for each width of vectors.
 */
public final class PairedLeapfrogKernels implements IntSupplier {
    private static final int[] SIZES = {0, 1, 7, 8, 9, 50, 52, 104, 157, 1024};

    /** Numbers of directions: none, single ones, blocks and both. */
    private static final int[] RANKS = {0, 1, 4, 7};

    /** Rounds over 1024 elements after which the optimising compiler has taken over. */
    private static final int ROUNDS = 250;

    /** Beyond the n entries of a kernel: these must stay as they are. */
    private static final int SPARE = 3;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private final LeapfrogArrayKernels scalar = new ScalarLeapfrogKernels();
    private final LeapfrogArrayKernels vector = new VectorLeapfrogKernels();

    public PairedLeapfrogKernels() {}

    /** Compares everything; returns the width in doubles. */
    @Override
    public int getAsInt() {
        for (int n : SIZES) {
            for (int seed = 0; seed < 12; seed++) {
                compareAll(n, seed);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            compareAll(1024, round);
        }
        return Lanes.WIDTH;
    }

    private void compareAll(int n, int seed) {
        double[][] x = input(8, n, seed);
        compare(
                "kickAndDriftDiagonal",
                x,
                (k, a, s) -> k.kickAndDriftDiagonal(0.3, a[0], a[1], a[2], a[3], a[4], a[5], n));
        compare(
                "kickAndDriftDiagonal in place",
                x,
                (k, a, s) -> k.kickAndDriftDiagonal(-0.3, a[0], a[1], a[2], a[3], a[2], a[3], n));
        compare(
                "kickDiagonal",
                x,
                (k, a, s) -> s[0] = k.kickDiagonal(0.3, a[0], a[1], a[2], a[3], n, s));
        compare(
                "kickAndDrift",
                x,
                (k, a, s) ->
                        k.kickAndDrift(0.3, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], n));
        compare(
                "kickAndDrift in place",
                x,
                (k, a, s) ->
                        k.kickAndDrift(0.3, a[0], a[1], a[2], a[3], a[4], a[2], a[3], a[4], n));
        compare("kick", x, (k, a, s) -> s[0] = k.kick(0.3, a[0], a[1], a[2], a[3], n, s));
        compare("add", x, (k, a, s) -> k.add(a[0], a[1], a[2], n));
        compare("add in place", x, (k, a, s) -> k.add(a[0], a[1], a[0], n));
        compare("projectSum", x, (k, a, s) -> k.projectSum(a[0], a[1], a[2], a[3], n, s));
        compare(
                "projectSeam",
                x,
                (k, a, s) -> k.projectSeam(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], n, s));
        for (int rank : RANKS) {
            double[][] directions = input(rank, n, seed + 100);
            double[] along = input(1, rank, seed + 200)[0];
            compare("project", x, (k, a, s) -> k.project(directions, a[0], n, a[1], s), rank);
            compare("addAlong", x, (k, a, s) -> k.addAlong(directions, along, a[0], n));
        }
    }

    private interface Kernel {
        void run(LeapfrogArrayKernels kernels, double[][] arrays, double[] scratch);
    }

    /** All arrays afterwards, and of scratch what the kernel returns there. */
    private void compare(String name, double[][] x, Kernel kernel) {
        compare(name, x, kernel, 0);
    }

    /** The same where the kernel writes {@code entries} entries to the second array. */
    private void compare(String name, double[][] x, Kernel kernel, int entries) {
        double[][] expected = copy(x, entries);
        double[][] actual = copy(x, entries);
        double[] expectedScratch = new double[LeapfrogKernels.PROJECTIONS];
        double[] actualScratch = new double[LeapfrogKernels.PROJECTIONS];
        kernel.run(scalar, expected, expectedScratch);
        kernel.run(vector, actual, actualScratch);
        for (int k = 0; k < x.length; k++) {
            assertSame(name, expected[k], actual[k], expected[k].length);
        }
        int results = name.equals("projectSeam") ? 6 : name.equals("projectSum") ? 2 : 1;
        assertSame(name, expectedScratch, actualScratch, name.equals("project") ? 0 : results);
    }

    private static double[][] copy(double[][] x, int entries) {
        double[][] copy = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
            copy[k] = k == 1 && entries > x[k].length ? new double[entries] : x[k].clone();
        }
        return copy;
    }

    private static void assertSame(String name, double[] expected, double[] actual, int length) {
        for (int i = 0; i < length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
                assertThat(Double.toHexString(actual[i]))
                        .as("%s at %d of %d", name, i, length)
                        .isEqualTo(Double.toHexString(expected[i]));
            }
        }
    }

    /** Arrays of ordinary values; with odd seeds some special ones among them. */
    private static double[][] input(int arrays, int n, int seed) {
        var random = new SplittableRandom(seed);
        double[][] x = new double[arrays][n + SPARE];
        for (double[] values : x) {
            for (int i = 0; i < values.length; i++) {
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
