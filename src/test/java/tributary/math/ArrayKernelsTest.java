package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

class ArrayKernelsTest {
    private static final int EXTRA = 3; // entries beyond n that no kernel may touch

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 63, 100})
    void sumsUseEightAccumulatorsAndTheFixedTree(int n) {
        double[] w = random(n, 1);
        double[] x = random(n, 2);
        double[] y = random(n, 3);
        double[][] lanes = new double[3][8];
        for (int i = 0; i < n; i++) {
            lanes[0][i % 8] += x[i];
            lanes[1][i % 8] = Math.fma(x[i], y[i], lanes[1][i % 8]);
            lanes[2][i % 8] = Math.fma(w[i] * x[i], y[i], lanes[2][i % 8]);
        }
        assertThat(Kernels.sum(x, n)).isEqualTo(tree(lanes[0]));
        assertThat(Kernels.dot(x, y, n)).isEqualTo(tree(lanes[1]));
        assertThat(Kernels.dot3(w, x, y, n)).isEqualTo(tree(lanes[2]));
    }

    private static double tree(double[] a) {
        return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 100})
    void elementwiseKernelsEqualTheScalarFunctionsAndTouchOnlyTheFirstEntries(int n) {
        double[] x = random(n, 4);
        double[] y = random(n, 5);
        double[] out = new double[n + EXTRA];

        Arrays.fill(out, 9);
        Kernels.exp(x, out, 0, n);
        assertEach(out, n, i -> Kernels.exp(x[i]));
        Kernels.logistic(x, out, 0, n);
        assertEach(out, n, i -> Kernels.logistic(x[i]));
        Kernels.log(x, out, 0, n);
        assertEach(out, n, i -> Kernels.log(x[i]));
        Kernels.expm1(x, out, 0, n);
        assertEach(out, n, i -> Kernels.expm1(x[i]));
        Kernels.log1p(x, out, 0, n);
        assertEach(out, n, i -> Kernels.log1p(x[i]));
        Kernels.tanh(x, out, 0, n);
        assertEach(out, n, i -> Kernels.tanh(x[i]));
        Kernels.pow(x, 0.3, out, 0, n);
        assertEach(out, n, i -> Kernels.pow(x[i], 0.3));
        Kernels.lgamma(x, out, 0, n);
        assertEach(out, n, i -> Kernels.lgamma(x[i]));
        double[] second = new double[n];
        Kernels.digamma(x, out, 0, n, second);
        assertEach(out, n, i -> Kernels.digamma(x[i]));
        Kernels.logNormalCdf(x, out, second, 0, n);
        assertEach(out, n, i -> Kernels.logNormalCdf(x[i]));
        for (int i = 0; i < n; i++) {
            assertThat(second[i]).isEqualTo(Kernels.inverseMills(x[i]));
        }
        Kernels.scale(-1.5, x, out, 0, n);
        assertEach(out, n, i -> -1.5 * x[i]);
        Kernels.multiply(x, y, out, 0, n);
        assertEach(out, n, i -> x[i] * y[i]);
        Kernels.fill(0.25, out, 0, n);
        assertEach(out, n, i -> 0.25);
        Kernels.axpy(2.5, x, out, n);
        assertEach(out, n, i -> Math.fma(2.5, x[i], 0.25));
    }

    @Test
    void outputMayBeInput() {
        double[] x = random(20, 6);
        double[] expected = new double[20];
        Kernels.exp(x, expected, 0, 20);
        Kernels.exp(x, x, 0, 20);
        assertThat(x).startsWith(expected);
        Kernels.multiply(expected, expected, x, 0, 20);
        Kernels.multiply(expected, expected, expected, 0, 20);
        assertThat(x).startsWith(expected);
    }

    @Test
    void shortArraysAndNegativeLengthsAreRefused() {
        double[] three = new double[3];
        double[] four = new double[4];
        assertThatThrownBy(() -> Kernels.exp(four, three, 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range: 0 to 4 must lie in 0 to 3");
        assertThatThrownBy(() -> Kernels.sum(four, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range: 0 to -1 must lie in 0 to 4");
        assertThatThrownBy(() -> Kernels.dot3(four, four, three, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Kernels.geometricAdstock(new double[8], 0.5, 1, 0, 8, new double[8], four))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Kernels.geometricAdstock(
                                new double[8], 0.5, 0, 0, 8, new double[8], new double[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps: 0 must be ≥ 1, and 8 times it must divide 8");
    }

    private interface Element {
        double at(int i);
    }

    private static void assertEach(double[] out, int n, Element expected) {
        for (int i = 0; i < n; i++) {
            assertThat(out[i]).isEqualTo(expected.at(i));
        }
        for (int i = n; i < n + EXTRA; i++) {
            assertThat(out[i]).isEqualTo(9);
        }
    }

    /** Positive values of several magnitudes, longer than n. */
    private static double[] random(int n, long seed) {
        var random = new SplittableRandom(seed);
        double[] x = new double[n + EXTRA];
        Arrays.setAll(x, i -> random.nextDouble() * (i % 3 == 0 ? 100 : 0.01) + 1e-9);
        return x;
    }
}
