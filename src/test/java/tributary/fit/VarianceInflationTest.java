package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class VarianceInflationTest {
    /** Longley (1967), the six regressors of R's data set {@code longley}, 1947 to 1962. */
    private static final double[][] LONGLEY = {
        {
            83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2,
            115.7, 116.9
        },
        {
            234.289, 259.426, 258.054, 284.599, 328.975, 346.999, 365.385, 363.112, 397.469, 419.18,
            442.769, 444.546, 482.704, 502.601, 518.173, 554.894
        },
        {
            235.6, 232.5, 368.2, 335.1, 209.9, 193.2, 187, 357.8, 290.4, 282.2, 293.6, 468.1, 381.3,
            393.1, 480.6, 400.7
        },
        {
            159, 145.6, 161.6, 165, 309.9, 359.4, 354.7, 335, 304.8, 285.7, 279.8, 263.7, 255.2,
            251.4, 257.2, 282.7
        },
        {
            107.608, 108.632, 109.773, 110.929, 112.075, 113.27, 115.094, 116.219, 117.388, 118.734,
            120.445, 121.95, 123.366, 125.368, 127.852, 130.081
        },
        {
            1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960,
            1961, 1962
        },
    };

    /** {@code car::vif(lm(Employed ~ ., longley))}, to the digits that R prints. */
    private static final double[] LONGLEY_VIF = {
        135.53244, 1788.51348, 33.61889, 3.58893, 399.15102, 758.98060
    };

    @Test
    void agreesWithR() {
        var inflation = VarianceInflation.of(LONGLEY, new int[16]);
        for (int j = 0; j < LONGLEY_VIF.length; j++) {
            assertThat(inflation.factor(j)).isCloseTo(LONGLEY_VIF[j], within(1e-5));
        }
        assertThat(inflation.correlation(0, 1)).isCloseTo(0.9915892, within(1e-7));
    }

    private static double[][] columns(Random random, int count, int rows) {
        double[][] columns = new double[count][rows];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < rows; i++) {
                double alike = j > 0 ? columns[j - 1][i] / 10 : 0;
                columns[j][i] = 10 + 3 * j + random.nextGaussian() + 0.7 * alike * 10;
            }
        }
        return columns;
    }

    /** R² by the normal equations of each column on the others and a dummy per intercept. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void isThatOfTheRegressionsOnTheOthers(int groups) {
        var random = new Random(7);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[][] x = columns(random, 5, 60);
            int[] intercept = new int[60];
            Arrays.setAll(intercept, i -> i % groups);
            var inflation = VarianceInflation.of(x, intercept);
            for (int j = 0; j < x.length; j++) {
                double expected = byRegression(x, j, intercept, groups);
                assertThat(inflation.factor(j)).isCloseTo(expected, within(1e-10 * expected));
            }
        }
    }

    private static double byRegression(double[][] x, int j, int[] intercept, int groups) {
        int others = x.length - 1;
        int n = x[j].length;
        double[][] z = new double[others + groups][n];
        for (int k = 0, to = 0; k < x.length; k++) {
            if (k != j) {
                z[to++] = x[k];
            }
        }
        for (int i = 0; i < n; i++) {
            z[others + intercept[i]][i] = 1;
        }
        double[] b = solve(z, x[j]);
        double residual = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            double fitted = 0;
            for (int k = 0; k < b.length; k++) {
                fitted += b[k] * z[k][i];
            }
            residual += (x[j][i] - fitted) * (x[j][i] - fitted);
            double deviation = x[j][i] - mean(x[j], intercept, intercept[i]);
            total += deviation * deviation;
        }
        return total / residual;
    }

    private static double mean(double[] x, int[] intercept, int group) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            sum += intercept[i] == group ? x[i] : 0;
            count += intercept[i] == group ? 1 : 0;
        }
        return sum / count;
    }

    /** Normal equations by Gauss and Jordan. */
    private static double[] solve(double[][] z, double[] y) {
        int p = z.length;
        double[][] a = new double[p][p + 1];
        for (int k = 0; k < p; k++) {
            for (int l = 0; l < p; l++) {
                a[k][l] = dot(z[k], z[l]);
            }
            a[k][p] = dot(z[k], y);
        }
        for (int k = 0; k < p; k++) {
            for (int l = 0; l < p; l++) {
                double times = a[l][k] / a[k][k];
                for (int m = k; m <= p && l != k; m++) {
                    a[l][m] -= times * a[k][m];
                }
            }
        }
        double[] b = new double[p];
        Arrays.setAll(b, k -> a[k][p] / a[k][k]);
        return b;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Test
    void aColumnThatOthersDetermineIsInfiniteAndTheRestIsNot() {
        double[][] free = columns(new Random(3), 4, 40);
        double[] sum = new double[40];
        Arrays.setAll(sum, i -> 2 * free[0][i] - 3 * free[1][i] + 5);
        double[][] x = {free[0], free[1], sum, free[2], free[3]};
        var inflation = VarianceInflation.of(x, new int[40]);
        for (int j = 0; j < 3; j++) {
            assertThat(inflation.factor(j)).isEqualTo(Double.POSITIVE_INFINITY);
        }
        var without = VarianceInflation.of(free, new int[40]);
        assertThat(inflation.factor(3)).isCloseTo(without.factor(2), within(1e-8));
        assertThat(inflation.factor(4)).isCloseTo(without.factor(3), within(1e-8));
    }

    @Test
    void aColumnThatDoesNotVaryHasNoFactorAndTakesNonetheless() {
        double[] constant = new double[30];
        Arrays.fill(constant, 0.1);
        double[] byGeo = new double[30];
        Arrays.setAll(byGeo, i -> i % 2 == 0 ? 0.1 : 700.3);
        double[] free = columns(new Random(5), 1, 30)[0];
        double[] broken = free.clone();
        broken[3] = Double.NaN;
        int[] geo = new int[30];
        Arrays.setAll(geo, i -> i % 2);
        var inflation = VarianceInflation.of(new double[][] {constant, byGeo, free, broken}, geo);
        assertThat(inflation.factor(0)).isNaN();
        assertThat(inflation.factor(1)).isNaN();
        assertThat(inflation.factor(2)).isCloseTo(1, within(1e-12));
        assertThat(inflation.factor(3)).isNaN();
        assertThat(inflation.correlation(0, 2)).isZero();
        assertThat(VarianceInflation.of(new double[][] {byGeo}, new int[30]).factor(0))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void moreColumnsThanRowsDetermineEachOther() {
        double[][] x = columns(new Random(9), 6, 5);
        var inflation = VarianceInflation.of(x, new int[5]);
        for (int j = 0; j < x.length; j++) {
            assertThat(inflation.factor(j)).isEqualTo(Double.POSITIVE_INFINITY);
        }
        assertThat(VarianceInflation.of(new double[0][], new int[5])).isNotNull();
    }
}
