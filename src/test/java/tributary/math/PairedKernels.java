package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.stream.DoubleStream;

/**
 * Compares every array kernel in its scalar and its vector form, raw bits, NaN as one. {@link
 * KernelPairsTest} loads it, and with it this package, once for each width of vectors.
 */
public final class PairedKernels implements IntSupplier {
    private static final int[] SIZES = {0, 1, 7, 8, 9, 52, 104, 157, 1024};
    private static final int[] STARTS = {0, 3};

    /** Rounds over 1024 elements after which the optimising compiler has taken over. */
    private static final int ROUNDS = 30;

    private static final double[] SPECIAL = specialValues();

    private final ArrayKernels vector = new VectorKernels();

    public PairedKernels() {}

    /** Compares everything; returns the width in doubles. */
    @Override
    public int getAsInt() {
        for (int size : SIZES) {
            for (int from : STARTS) {
                compareAll(size, from, size + from);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            compareAll(1024, 0, round);
        }
        return Lanes.WIDTH;
    }

    private void compareAll(int size, int from, int seed) {
        compareElementwise(size, from, seed);
        compareSums(size, from, seed);
        if (size % Kernels.LANES == 0 && size > 0) {
            compareSeries(size, from, seed, size / Kernels.LANES);
            compareSeries(size, from, seed, 1);
        }
        compareHill(size, from, seed);
    }

    private interface Unary {
        void apply(ArrayKernels kernels, double[] x, double[] out, int from, int to);
    }

    private void compareElementwise(int size, int from, int seed) {
        double[] x = input(size, from, seed, -5, 5);
        double[] positive = input(size, from, seed, 0, 20);
        compare("exp", ArrayKernels::exp, x, size, from);
        compare("expm1", ArrayKernels::expm1, x, size, from);
        compare("logistic", ArrayKernels::logistic, x, size, from);
        compare("tanh", ArrayKernels::tanh, x, size, from);
        compare("log", ArrayKernels::log, positive, size, from);
        compare("log1p", ArrayKernels::log1p, positive, size, from);
        compareSpecial(x, positive, size, from);
        compare("fill", (k, v, out, a, b) -> k.fill(1.5, out, a, b), x, size, from);
        compare("scale", (k, v, out, a, b) -> k.scale(-1.5, v, out, a, b), x, size, from);
        compare("axpy", (k, v, out, a, b) -> k.axpy(-1.5, v, out, a, b), x, size, from);
        compare("multiply", (k, v, out, a, b) -> k.multiply(v, positive, out, a, b), x, size, from);
    }

    private void compareSpecial(double[] x, double[] positive, int size, int from) {
        int to = from + size;
        for (double y : new double[] {0.7, -1.3, 0, 300, Double.POSITIVE_INFINITY, Double.NaN}) {
            compare("pow", (k, v, out, a, b) -> k.pow(v, y, out, a, b), positive, size, from);
        }
        compareOutputs("lgamma", to, (k, out) -> k.lgamma(positive, out[0], from, to));
        compareOutputs("digamma", to, (k, out) -> k.digamma(positive, out[0], from, to, out[1]), 1);
        compareOutputs("normal", to, (k, out) -> k.logNormalCdf(x, out[0], out[1], from, to));
    }

    /** The output begins as a copy of the input, so that what lies beyond the range shows. */
    private void compare(String name, Unary kernel, double[] x, int size, int from) {
        double[] expected = x.clone();
        double[] actual = x.clone();
        kernel.apply(ScalarKernels.INSTANCE, x, expected, from, from + size);
        kernel.apply(vector, x, actual, from, from + size);
        assertSame(name, expected, actual, x);
        double[] inPlace = x.clone();
        kernel.apply(vector, inPlace, inPlace, from, from + size);
        assertSame(name + " in place", expected, inPlace, x);
    }

    private void compareSums(int size, int from, int seed) {
        double[] x = ordinary(size + from, seed, -5, 5);
        double[] y = ordinary(size + from, seed + 1, -5, 5);
        double[] w = input(size, from, seed, 0, 2);
        int to = from + size;
        ArrayKernels scalar = ScalarKernels.INSTANCE;
        assertSame("sum", () -> scalar.sum(x, from, to), () -> vector.sum(x, from, to));
        assertSame("dot", () -> scalar.dot(x, y, from, to), () -> vector.dot(x, y, from, to));
        assertSame(
                "dot3", () -> scalar.dot3(x, y, x, from, to), () -> vector.dot3(x, y, x, from, to));
        assertSame("special", () -> scalar.sum(w, from, to), () -> vector.sum(w, from, to));
        compareLaneSums(input(8 * size, 0, seed, -5, 5));
    }

    private void compareLaneSums(double[] lanes) {
        double[] expected = new double[lanes.length / 64 * 8];
        double[] actual = expected.clone();
        ScalarKernels.INSTANCE.sumsOfLanes(lanes, expected, 0, expected.length);
        vector.sumsOfLanes(lanes, actual, 0, actual.length);
        KernelPairs.assertSame("sums of lanes", expected, actual);
    }

    private void compareSeries(int size, int from, int seed, int steps) {
        double[] x = ordinary(size + from, seed, 0, 3);
        int to = from + size;
        for (double decay : new double[] {0, 1e-300, 0.3, 0.97, 1}) {
            compareOutputs(
                    "adstock",
                    size + from,
                    (k, out) -> k.geometricAdstock(x, decay, steps, from, to, out[0], out[1]));
            compareOutputs(
                    "adstock with sensitivity",
                    Math.max(size + from, 2 * Kernels.LANES),
                    (k, out) ->
                            k.geometricAdstock(x, decay, steps, from, to, out[0], out[1], out[2]));
            compareOutputs(
                    "adjoint",
                    size + from,
                    (k, out) ->
                            k.geometricAdstockAdjoint(x, decay, steps, from, to, out[0], out[1]));
        }
    }

    private void compareHill(int size, int from, int seed) {
        int to = from + size;
        double[] a = ordinary(size + from, seed, 0, 3);
        for (int i = 0; i < a.length; i++) {
            a[i] = i % 3 == 0 ? 0 : i % 7 == 0 ? Math.abs(SPECIAL[i % SPECIAL.length]) : a[i];
        }
        double[] g = ordinary(size + from, seed + 1, -1, 1);
        double[] da = ordinary(size + from, seed + 2, 0, 9);
        compareOutputs(
                "hill",
                Math.max(size + from, 3),
                (k, out) -> {
                    k.hillForward(a, -0.4, 1.7, out[0], out[1], from, to);
                    k.hillBackward(g, a, da, out[0], out[1], from, to, out[2], out[3]);
                });
    }

    private interface Outputs {
        void write(ArrayKernels kernels, double[][] out);
    }

    private void compareOutputs(String name, int length, Outputs kernel) {
        compareOutputs(name, length, kernel, 4);
    }

    /** Compares the first arrays; those after them are scratch. */
    private void compareOutputs(String name, int length, Outputs kernel, int compared) {
        double[][] expected = new double[4][length];
        double[][] actual = new double[4][length];
        kernel.write(ScalarKernels.INSTANCE, expected);
        kernel.write(vector, actual);
        for (int k = 0; k < compared; k++) {
            assertSame(name, expected[k], actual[k], expected[0]);
        }
    }

    private static void assertSame(String name, DoubleSupplier expected, DoubleSupplier actual) {
        assertThat(Double.doubleToLongBits(actual.getAsDouble()))
                .as(name)
                .isEqualTo(Double.doubleToLongBits(expected.getAsDouble()));
    }

    private static void assertSame(String name, double[] expected, double[] actual, double[] x) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
                assertThat(Double.toHexString(actual[i]))
                        .as("%s of %s at %d", name, x[i], i)
                        .isEqualTo(Double.toHexString(expected[i]));
            }
        }
    }

    /** Ordinary values with one special value in each eight, another with each seed. */
    private static double[] input(int size, int from, int seed, double low, double high) {
        double[] x = ordinary(size + from, seed, low, high);
        for (int i = seed % Kernels.LANES; i < x.length; i += Kernels.LANES) {
            x[i] = SPECIAL[(seed + i / Kernels.LANES) % SPECIAL.length];
        }
        return x;
    }

    private static double[] ordinary(int length, int seed, double low, double high) {
        var random = new SplittableRandom(seed);
        double[] x = new double[length];
        Arrays.setAll(x, i -> random.nextDouble(low, high));
        return x;
    }

    /** Limits of the number format and every point where a function changes its branch. */
    private static double[] specialValues() {
        double[] points = {
            0,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            1,
            // exp: ordinary range, overflow, underflow; seams of the reduction
            708,
            709.782712893384,
            710,
            745.1332191019411,
            746,
            0.34657359027997264,
            1.0397207708399179,
            // tanh: ordinary range; expm1, tanh, log1p: results of −1 and 1, and the argument
            // itself
            354,
            50,
            25,
            0x1p-54,
            0x1p-27,
            // log: smallest that goes through vectors, seams of the reduction; log1p: largest
            // ordinary argument
            Double.MIN_NORMAL * StrictMath.sqrt(2),
            StrictMath.sqrt(0.5),
            StrictMath.sqrt(2),
            StrictMath.sqrt(2) - 1,
            1 - StrictMath.sqrt(0.5),
            0x1p60,
            // lgamma, digamma: where the formula changes
            0.5,
            1.5,
            2,
            2.5,
            3.5,
            7.5,
            8,
            10,
            // ln Φ: where the density underflows, far tails
            37,
            40,
            1e150,
            1e200,
        };
        return Arrays.stream(points)
                .flatMap(x -> DoubleStream.of(x, Math.nextUp(x), Math.nextDown(x)))
                .flatMap(x -> DoubleStream.of(x, -x))
                .toArray();
    }
}
