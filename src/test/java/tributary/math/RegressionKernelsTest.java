package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Products and likelihood sums against their formulas, cell by cell. */
class RegressionKernelsTest {
    private static final int CELLS = 800;
    private static final int FROM = 16;
    private static final int TO = 784; // three chunks

    private final double[] scratch = new double[RegressionKernels.SCRATCH];
    private final double[] y = random(1, -3, 3);
    private final double[] eta = random(2, -3, 3);
    private final double[] observed = new double[CELLS];

    RegressionKernelsTest() {
        Arrays.setAll(observed, i -> i % 6 == 1 ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void productsAreThoseOfTheMatrix(int count) {
        double[][] columns = new double[count][];
        Arrays.setAll(columns, k -> random(10 + k, -1, 1));
        double[] weights = Arrays.copyOf(random(3, -2, 2), count);
        double[] sum = eta.clone();
        RegressionKernels.addProducts(columns, weights, sum, FROM, TO);
        double[] byColumn = new double[count];
        RegressionKernels.products(columns, y, FROM, TO, byColumn, scratch);

        double[] expected = eta.clone();
        for (int k = 0; k < count; k++) {
            Kernels.axpy(weights[k], columns[k], expected, FROM, TO);
            assertThat(byColumn[k]).isEqualTo(Kernels.dot(columns[k], y, FROM, TO));
        }
        assertThat(sum).isEqualTo(expected);
    }

    @Test
    void residualsAreThoseOfTheObservedCells() {
        eta[FROM + 1 + 6] = Double.NEGATIVE_INFINITY;
        observed[FROM + 1 + 6] = 0;
        double[] residual = new double[CELLS];
        Arrays.fill(residual, 9);
        double squares = RegressionKernels.residual(y, eta, observed, FROM, TO - 3, residual);
        double expected = 0;
        for (int i = 0; i < CELLS; i++) {
            boolean inside = i >= FROM && i < TO - 3;
            double r = observed[i] > 0 ? y[i] - eta[i] : 0;
            assertThat(residual[i]).isEqualTo(inside ? r : 9);
            expected += inside ? r * r : 0;
        }
        assertThat(squares).isCloseTo(expected, within(1e-13 * expected));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-4, 1e-12, 1e-30, 1e-200, 1e-300, 1e4, 1e200})
    void studentTIsTheSumOfTheLogarithms(double spread) {
        assertStudentT(spread, FROM, TO);
        assertStudentT(spread, FROM, FROM + 8);
        assertStudentT(spread, FROM, FROM + 256);
        assertStudentT(spread, FROM, FROM + 264);
    }

    /** Products of 32 factors of which each is 10^80 overflow. */
    @ParameterizedTest
    @ValueSource(doubles = {1e20, 1e40, 1e100, 1e150})
    void productsThatOverflowAreTakenApart(double scale) {
        Kernels.scale(scale, y, y, 0, CELLS);
        assertStudentT(1, FROM, TO);
        Arrays.fill(y, FROM, 700, 1);
        assertStudentT(1, FROM, TO);
    }

    private void assertStudentT(double spread, int from, int to) {
        double[] weighted = new double[CELLS];
        Arrays.fill(weighted, 9);
        RegressionKernels.studentT(y, eta, observed, spread, from, to, weighted, scratch);
        double logs = 0;
        double shares = 0;
        for (int i = 0; i < CELLS; i++) {
            if (i < from || i >= to) {
                assertThat(weighted[i]).isEqualTo(9);
                continue;
            }
            double r = observed[i] > 0 ? y[i] - eta[i] : 0;
            assertThat(weighted[i])
                    .isCloseTo(r / (spread + r * r), within(4 * Math.ulp(weighted[i])));
            logs += StrictMath.log1p(r * r / spread);
            shares += r * r / (spread + r * r);
        }
        double rounding = Math.ulp(1.0) * (to - from); // of the factors, whatever is beside the 1
        assertThat(scratch[0]).isCloseTo(logs, within(1e-12 * logs + rounding));
        assertThat(scratch[1]).isCloseTo(shares, within(1e-12 * shares));
    }

    /** A numerical failure must not look like a likelihood. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200})
    void residualsOutOfRangeGiveNoFiniteLogarithm(double bad) {
        for (int cell : new int[] {FROM, FROM + 300, TO - 5}) {
            double before = eta[cell];
            eta[cell] = bad;
            RegressionKernels.studentT(y, eta, observed, 1, FROM, TO, new double[CELLS], scratch);
            assertThat(Double.isFinite(scratch[0])).isFalse();
            eta[cell] = before;
        }
        double[] weighted = new double[CELLS];
        RegressionKernels.studentT(y, eta, observed, Double.NaN, FROM, TO, weighted, scratch);
        assertThat(scratch[0]).isNaN();
    }

    @Test
    void cellsThatDoNotCountMayBeAnything() {
        for (int i = 1; i < CELLS; i += 6) {
            eta[i] = i % 4 == 1 ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        assertStudentT(0.8, FROM, TO);
    }

    @Test
    void misuseIsRefused() {
        double[] shorter = new double[CELLS - 1];
        assertThatThrownBy(() ->
                        RegressionKernels.studentT(y, eta, observed, 1, 0, 7, shorter, scratch))
                .hasMessageContaining("range: 0 to 7 must be a multiple of 8");
        assertThatThrownBy(() ->
                        RegressionKernels.studentT(y, eta, observed, 1, 0, CELLS, shorter, scratch))
                .isInstanceOf(IllegalArgumentException.class);
        double[][] columns = {y, y, y, shorter};
        assertThatThrownBy(
                        () -> RegressionKernels.addProducts(columns, new double[4], eta, 0, CELLS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        RegressionKernels.products(columns, y, 0, CELLS, new double[4], scratch))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        RegressionKernels.products(
                                new double[][] {y}, y, 0, 8, new double[0], scratch))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] random(long seed, double low, double high) {
        return new SplittableRandom(seed).doubles(CELLS, low, high).toArray();
    }
}
