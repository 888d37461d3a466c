package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.math.CellLayout;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** AR(1) residuals, with gaps, against the multivariate normal density that they have. */
class AutoregressionTest {
    private static final int[][] WEEKS = {IntStream.range(0, 21).toArray(), {4, 5, 8, 9, 13}, {7}};
    private static final CellLayout LAYOUT = CellLayout.of(WEEKS.length, 21);

    @ParameterizedTest
    @CsvSource({"0.6, 0.4", "-0.85, 1.7", "0.98, 0.1", "0, 1"})
    void densityIsThatOfTheMultivariateNormal(double phi, double sigma) {
        Random random = new Random(4);
        Workspace w = new Workspace(2, 4, LAYOUT);
        double[] y = random.doubles(LAYOUT.length(), -1, 1).toArray();
        w.theta[0] = phi;
        w.theta[1] = sigma;
        Arrays.setAll(w.cells[0], i -> random.nextGaussian());
        double[] observed = new double[LAYOUT.length()];
        var series = new AutoregressivePredictor.Series[WEEKS.length];
        double expected = 0;
        for (int g = 0; g < WEEKS.length; g++) {
            int geo = g;
            int[] weeks = WEEKS[g];
            int[] cells = Arrays.stream(weeks).map(t -> LAYOUT.index(geo, t)).toArray();
            Arrays.stream(cells).forEach(i -> observed[i] = 1);
            int[] lags = new int[weeks.length];
            for (int k = 1; k < lags.length; k++) {
                lags[k] = weeks[k] - weeks[k - 1];
            }
            series[g] = new AutoregressivePredictor.Series(cells, lags);
            double[] residual =
                    Arrays.stream(cells).mapToDouble(i -> y[i] - w.cells[0][i]).toArray();
            expected += logNormal(residual, covariance(weeks, phi, sigma));
        }
        new AutoregressivePredictor(y, series, 0, 0, 1).forward(w);
        CellCounts counts = CellCounts.of(observed, LAYOUT);
        int[] scales = {1, 1, 1};
        new GaussianLikelihood(y, observed, counts, 1, scales, 2, 3).forward(w);
        assertThat(w.logDensity).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
    }

    /** σ² φ^|s − t|/(1 − φ²). */
    private static double[][] covariance(int[] weeks, double phi, double sigma) {
        double[][] result = new double[weeks.length][weeks.length];
        for (int i = 0; i < weeks.length; i++) {
            for (int j = 0; j < weeks.length; j++) {
                double power = StrictMath.pow(phi, Math.abs(weeks[i] - weeks[j]));
                result[i][j] = sigma * sigma * power / (1 - phi * phi);
            }
        }
        return result;
    }

    /** −½ ln |Σ| − ½ rᵀ Σ⁻¹ r by Gaussian elimination. */
    private static double logNormal(double[] r, double[][] sigma) {
        int n = r.length;
        double[] x = r.clone();
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum -= 0.5 * StrictMath.log(sigma[k][k]) + 0.5 * x[k] * x[k] / sigma[k][k];
            for (int i = k + 1; i < n; i++) {
                double factor = sigma[i][k] / sigma[k][k];
                x[i] -= factor * x[k];
                for (int j = k; j < n; j++) {
                    sigma[i][j] -= factor * sigma[k][j];
                }
            }
        }
        return sum;
    }
}
