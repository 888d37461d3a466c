package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Natural parameters and priors of many coordinates against their formulas, one by one. */
class CoordinateKernelsTest {
    private static final int FROM = 3;
    private static final int TO = 43;
    private static final int SIZE = 50;
    private static final double LARGEST = Double.MAX_VALUE;

    private final double[] a = random(1, 0.2, 3);
    private final double[] b = random(2, 0.2, 3);
    private final CoordinateArrays p = CoordinateArrays.of(SIZE - Kernels.LANES);

    CoordinateKernelsTest() {
        System.arraycopy(random(3, -4, 4), 0, p.q(), 0, SIZE);
        compute();
    }

    private void compute() {
        Kernels.exp(p.q(), p.exponential(), 0, SIZE);
        Kernels.log1p(p.exponential(), p.log1p(), 0, SIZE);
    }

    private static double[] random(long seed, double low, double high) {
        return new SplittableRandom(seed).doubles(SIZE, low, high).toArray();
    }

    private static double[] filled(double value) {
        double[] x = new double[SIZE];
        Arrays.fill(x, value);
        return x;
    }

    private interface Kernel {
        void run(CoordinateArrays p, double[] a, double[] b, int from, int to);
    }

    private interface Formula {
        double of(double q, double a, double b);
    }

    /** The logarithm, and as score its central difference; nothing beyond the range. */
    private void assertFormula(Kernel kernel, Formula formula) {
        Arrays.fill(p.logDensity(), 9);
        Arrays.fill(p.score(), 9);
        kernel.run(p, a, b, FROM, TO);
        double h = 1e-5;
        for (int i = 0; i < SIZE; i++) {
            if (i < FROM || i >= TO) {
                assertThat(p.logDensity()[i]).isEqualTo(9);
                assertThat(p.score()[i]).isEqualTo(9);
                continue;
            }
            double first = a[i];
            double second = b[i];
            DoubleUnaryOperator f = q -> formula.of(q, first, second);
            double q = p.q()[i];
            double value = f.applyAsDouble(q);
            double slope = (f.applyAsDouble(q + h) - f.applyAsDouble(q - h)) / (2 * h);
            assertThat(p.logDensity()[i]).isCloseTo(value, within(1e-13 * (1 + Math.abs(value))));
            assertThat(p.score()[i]).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void priorsWithTheirJacobians() {
        assertFormula(CoordinateKernels::normal, (q, m, s) -> -0.5 * Math.pow((q - m) * s, 2));
        assertFormula(
                CoordinateKernels::halfNormal,
                (q, m, s) -> q - 0.5 * Math.pow((Math.exp(q) - m) * s, 2));
        assertFormula(CoordinateKernels::gamma, (q, k, rate) -> k * q - rate * Math.exp(q));
        assertFormula(CoordinateKernels::inverseGamma, (q, k, rate) -> k * q - rate * Math.exp(-q));
        assertFormula(
                CoordinateKernels::beta,
                (q, k, l) -> -k * Math.log1p(Math.exp(-q)) - l * Math.log1p(Math.exp(q)));
    }

    @Test
    void priorCutOffByTwoBounds() {
        CoordinateKernels.intervals(
                p, filled(0), filled(2), filled(Double.MIN_VALUE), filled(1.9999), 0, 48);
        assertFormula(
                CoordinateKernels::truncatedNormal,
                (q, m, s) ->
                        -Math.log1p(Math.exp(-q))
                                - Math.log1p(Math.exp(q))
                                - 0.5 * Math.pow((2 / (1 + Math.exp(-q)) - m) * s, 2));
    }

    @Test
    void halfLinesBeginStrictlyBesideTheirBound() {
        double[] q = {-0.3, -1e6, 1e6, -0.0, Double.NaN};
        System.arraycopy(q, 0, p.q(), FROM, q.length);
        compute();
        Arrays.fill(p.theta(), 9);
        CoordinateKernels.halfLines(p, filled(2), filled(1), filled(Math.nextUp(2.0)), FROM, TO);
        assertThat(Arrays.copyOfRange(p.theta(), FROM - 1, FROM + 5))
                .containsExactly(
                        9, 2 + Kernels.exp(-0.3), Math.nextUp(2.0), LARGEST, 3, Double.NaN);
        assertThat(p.theta()[TO]).isEqualTo(9);
        CoordinateKernels.halfLines(p, filled(-2), filled(-1), filled(Math.nextUp(-2.0)), FROM, TO);
        assertThat(Arrays.copyOfRange(p.theta(), FROM - 1, FROM + 5))
                .containsExactly(
                        9, 2 - Kernels.exp(-0.3), Math.nextDown(2.0), -LARGEST, 1, Double.NaN);
        assertThat(p.slope()[FROM]).isEqualTo(-Kernels.exp(-0.3));
    }

    /** From the bound nearer to 0, here in both directions. */
    @Test
    void intervalsEndStrictlyInsideTheirBounds() {
        double[] q = {0, -1e6, 1e6, -40, 40, Double.NaN};
        System.arraycopy(q, 0, p.q(), FROM, q.length);
        compute();
        double[] low = filled(Double.MIN_VALUE);
        double[] high = filled(Math.nextDown(3.0));
        CoordinateKernels.intervals(p, filled(0), filled(3), low, high, FROM, TO);
        double tail = 3 * Kernels.exp(-40);
        double ulp = Math.ulp(tail);
        assertThat(p.theta()[FROM]).isEqualTo(1.5);
        assertThat(p.theta()[FROM + 1]).isEqualTo(Double.MIN_VALUE);
        assertThat(p.theta()[FROM + 2]).isEqualTo(Math.nextDown(3.0));
        assertThat(p.theta()[FROM + 3]).isCloseTo(tail, within(2 * ulp));
        assertThat(p.theta()[FROM + 5]).isNaN();
        assertThat(p.slope()[FROM]).isEqualTo(0.75);
        assertThat(p.slope()[FROM + 4]).isCloseTo(tail, within(2 * ulp));
        low = filled(Math.nextUp(-3.0));
        high = filled(-Double.MIN_VALUE);
        CoordinateKernels.intervals(p, filled(0), filled(-3), low, high, FROM, TO);
        assertThat(p.theta()[FROM]).isEqualTo(-1.5);
        assertThat(p.theta()[FROM + 1]).isEqualTo(Math.nextUp(-3.0));
        assertThat(p.theta()[FROM + 2]).isCloseTo(0, within(1e-307)).isNegative();
        assertThat(p.theta()[FROM + 4]).isCloseTo(-tail, within(2 * ulp));
        assertThat(p.slope()[FROM]).isEqualTo(0.75);
    }

    /** ln λ and ln(1 − λ) go on as q and −q where e^q has overflowed or vanished. */
    @ParameterizedTest
    @ValueSource(doubles = {-1e6, -800, -710, 710, 800, 1e6})
    void tailsOfIntervalsHaveNoEnd(double q) {
        Arrays.fill(p.q(), q);
        compute();
        CoordinateKernels.intervals(
                p, filled(0), filled(1), filled(Double.MIN_VALUE), filled(0.9999), 0, 48);
        Kernels.log1p(p.exponential(), p.log1p(), 0, 48);
        CoordinateKernels.beta(p, filled(1.5), filled(3), FROM, TO);
        assertThat(p.logDensity()[FROM]).isEqualTo(q < 0 ? 1.5 * q : -3 * q);
        assertThat(p.score()[FROM]).isCloseTo(q < 0 ? 1.5 : -3, within(1e-14));
        CoordinateKernels.truncatedNormal(p, filled(0), filled(0), FROM, TO);
        assertThat(p.logDensity()[FROM]).isEqualTo(-Math.abs(q));
        assertThat(p.score()[FROM]).isCloseTo(q < 0 ? 1 : -1, within(1e-14));
    }

    @Test
    void coordinatesFromPlacesInAnyOrder() {
        int[] indices = new int[SIZE];
        Arrays.setAll(indices, i -> i * 7 % SIZE);
        double[] before = p.q().clone();
        CoordinateKernels.gather(a, indices, p, FROM, TO);
        for (int i = 0; i < SIZE; i++) {
            boolean inside = i >= FROM && i < TO;
            assertThat(p.q()[i]).isEqualTo(inside ? a[indices[i]] : before[i]);
            assertThat(p.theta()[i]).isEqualTo(inside ? a[indices[i]] : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 40})
    void gradientsOfPlacesInAnyOrder(int length) {
        int[] indices = new int[SIZE];
        int[] slots = new int[SIZE];
        Arrays.setAll(indices, i -> i * 7 % SIZE);
        Arrays.setAll(slots, i -> i * 3 % SIZE + 2);
        double[] bar = Arrays.copyOf(random(4, -1, 1), SIZE + 2);
        System.arraycopy(b, 0, p.slope(), 0, SIZE);
        System.arraycopy(a, 0, p.score(), 0, SIZE);
        double[] gradient = filled(9);
        CoordinateKernels.pullBack(bar, slots, p, gradient, indices, FROM, FROM + length);
        double[] together = filled(9);
        CoordinateKernels.pullBack(bar, 5, p, together, 4, FROM, FROM + length);
        for (int i = 0; i < SIZE; i++) {
            boolean inside = i >= FROM && i < FROM + length;
            double expected = inside ? Math.fma(bar[slots[i]], b[i], a[i]) : 9;
            assertThat(gradient[indices[i]]).isEqualTo(expected);
            int k = i - FROM;
            double next = inside ? Math.fma(bar[5 + k], b[i], a[i]) : 9;
            assertThat(together[(4 + k) % SIZE]).isEqualTo(next);
        }
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> CoordinateKernels.gamma(p, a, b, 0, 7))
                .hasMessageContaining("range: 0 to 7 must be a multiple of 8");
        assertThatThrownBy(() -> CoordinateKernels.gamma(p, a, new double[7], 0, 8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CoordinateKernels.halfLines(p, a, b, new double[7], 0, 8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CoordinateKernels.intervals(p, a, b, a, new double[7], 0, 8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CoordinateKernels.pullBack(a, 45, p, b, 0, 0, 6))
                .isInstanceOf(IllegalArgumentException.class);
        int[] outside = {0, 1, 2, 3, SIZE, 5, 6, 7};
        assertThatThrownBy(() -> CoordinateKernels.gather(a, outside, p, 0, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CoordinateKernels.gather(a, new int[15], p, 0, 16))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CoordinateKernels.pullBack(a, new int[7], p, b, outside, 0, 6))
                .isInstanceOf(IndexOutOfBoundsException.class);
        double[] longer = new double[SIZE + 1];
        assertThatThrownBy(() -> new CoordinateArrays(longer, a, a, a, a, a, a))
                .hasMessageContaining("lengths: 50 must be 51");
    }
}
