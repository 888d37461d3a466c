package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

class LagFilterTest {
    private static final int GEOS = 3;
    private static final int FIRST = 2; // weights do not stand at the beginning of their array

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 52, 157})
    void filterIsTheDirectSumWithinEachSeries(int weeks) {
        CellLayout layout = CellLayout.of(GEOS, weeks);
        for (int lags : new int[] {0, 1, 2, 13, 104, 400}) {
            double[] x = random(layout.length(), 1);
            double[] w = random(FIRST + lags + 1, 2);
            double[] a = new double[x.length];
            Arrays.fill(a, Double.NaN);
            LagFilter.apply(
                    x, w, FIRST, lags, layout.steps(), 0, x.length, a, scratch(layout, lags));
            int padded = layout.lanes().length();
            for (int g = 0; g < GEOS; g++) {
                for (int p = 0; p < padded; p++) {
                    double sum = 0;
                    for (int l = 0; l <= Math.min(lags, p); l++) {
                        sum += w[FIRST + l] * x[index(layout, g, p - l)];
                    }
                    assertThat(a[index(layout, g, p)]).isCloseTo(sum, within(1e-13 * (1 + p)));
                }
            }
        }
    }

    /** Σ_t g_t a_t is linear in w and in x, so its derivatives are its parts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 52, 157})
    void gradientsAreTheAdjointsOfTheFilter(int weeks) {
        CellLayout layout = CellLayout.of(GEOS, weeks);
        int n = layout.length();
        for (int lags : new int[] {0, 1, 2, 13, 104, 400}) {
            double[] x = random(n, 3);
            double[] g = random(n, 4);
            double[] w = random(FIRST + lags + 1, 5);
            double[] a = new double[n];
            double[] scratch = scratch(layout, lags);
            LagFilter.apply(x, w, FIRST, lags, layout.steps(), 0, n, a, scratch);
            double value = Kernels.dot(g, a, 0, n);
            double[] weightsBar = new double[w.length];
            LagFilter.addWeightGradient(
                    g, x, weightsBar, FIRST, lags, layout.steps(), 0, n, scratch);
            double[] xBar = new double[n];
            LagFilter.addInputGradient(g, w, FIRST, lags, layout.steps(), 0, n, xBar, scratch);
            assertThat(Kernels.dot(weightsBar, w, 0, w.length)).isCloseTo(value, within(1e-11 * n));
            assertThat(Kernels.dot(xBar, x, 0, n)).isCloseTo(value, within(1e-11 * n));
            // Another x tells whether each entry is right, and that they are added.
            double[] other = random(n, 6);
            LagFilter.apply(other, w, FIRST, lags, layout.steps(), 0, n, a, scratch);
            assertThat(Kernels.dot(xBar, other, 0, n))
                    .isCloseTo(Kernels.dot(g, a, 0, n), within(1e-11 * n));
            double[] twice = xBar.clone();
            LagFilter.addInputGradient(g, w, FIRST, lags, layout.steps(), 0, n, twice, scratch);
            for (int i = 0; i < n; i++) {
                assertThat(twice[i]).isCloseTo(2 * xBar[i], within(1e-12 * (1 + lags)));
            }
        }
    }

    @Test
    void aRangeOfSeriesLeavesTheOthersAlone() {
        CellLayout layout = CellLayout.of(GEOS, 20);
        double[] x = random(layout.length(), 7);
        double[] w = random(6, 8);
        double[] scratch = scratch(layout, 5);
        double[] all = new double[x.length];
        LagFilter.apply(x, w, 0, 5, layout.steps(), 0, x.length, all, scratch);
        double[] one = new double[x.length];
        LagFilter.apply(x, w, 0, 5, layout.steps(), layout.start(1), layout.start(2), one, scratch);
        for (int i = 0; i < x.length; i++) {
            assertThat(one[i]).isEqualTo(layout.geo(i) == 1 ? all[i] : 0);
        }
    }

    @Test
    void shortArraysAndNegativeLagsAreRefused() {
        double[] x = new double[16];
        assertThatThrownBy(() ->
                        LagFilter.apply(x, x, 0, -1, 2, 0, 16, new double[16], new double[16]))
                .hasMessage("lags: -1 must be ≥ 0");
        assertThatThrownBy(() ->
                        LagFilter.apply(
                                x, new double[3], 0, 3, 2, 0, 16, new double[16], new double[99]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> LagFilter.apply(x, x, 0, 3, 2, 0, 16, new double[16], new double[39]))
                .hasMessage("range: 0 to 40 must lie in 0 to 39");
        assertThatThrownBy(
                        () -> LagFilter.apply(x, x, 0, 3, 3, 0, 16, new double[16], new double[99]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Cell of padded week p of a geo. */
    private static int index(CellLayout layout, int geo, int p) {
        return layout.start(geo) + p % layout.steps() * Kernels.LANES + p / layout.steps();
    }

    private static double[] scratch(CellLayout layout, int lags) {
        return new double[lags > 300 ? LagFilter.scratch(layout.steps()) : 8 * 200];
    }

    private static double[] random(int n, long seed) {
        var random = new SplittableRandom(seed);
        double[] x = new double[n];
        Arrays.setAll(x, i -> random.nextDouble(-1, 1));
        return x;
    }
}
