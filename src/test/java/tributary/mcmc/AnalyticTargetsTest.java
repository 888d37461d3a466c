package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tributary.diagnostics.Mcse;
import tributary.diagnostics.Quantiles;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Targets whose moments are known. |z| < 4.5 in Monte-Carlo standard errors: a comparison fails by
 * chance once in 150 000, the whole class for fewer than one seed in 300.
 */
class AnalyticTargetsTest {
    private static final double Z = 4.5;
    private static final NutsOptions OPTIONS = NutsOptions.defaults().withSeed(31);

    @Test
    void independentNormals() {
        Draws draws = Nuts.sample(Densities.normal(10), OPTIONS);
        for (int i = 0; i < 10; i++) {
            checkNormal(draws.column(i), 1);
        }
    }

    @Test
    void correlatedNormals() {
        double rho = 0.9;
        Draws draws = Nuts.sample(Densities.chainNormal(20, rho), OPTIONS);
        for (int i = 0; i < 20; i++) {
            checkNormal(draws.column(i), 1);
        }
        double[][] first = draws.column(7);
        double[][] second = draws.column(8);
        double[][] product = new double[4][1000];
        for (int c = 0; c < 4; c++) {
            for (int d = 0; d < 1000; d++) {
                product[c][d] = first[c][d] * second[c][d];
            }
        }
        check(product, rho);
    }

    /** Scales from 1e-3 to 1e3: hopeless without a metric, as cheap as one scale with it. */
    @Test
    void normalsOfVeryDifferentScales() {
        double[] sds = new double[50];
        for (int i = 0; i < 50; i++) {
            sds[i] = Math.pow(10, -3 + 6 * i / 49.0);
        }
        Draws draws = Nuts.sample(Densities.normalWithSds(sds), OPTIONS.withChains(2));
        for (int i = 0; i < 50; i++) {
            checkNormal(draws.column(i), sds[i]);
        }
        for (int c = 0; c < 2; c++) {
            ChainStatistics statistics = draws.statistics(c);
            for (int i = 10; i < 50; i++) {
                // 500 draws of the last window: ±8 standard errors of a variance.
                double ratio = statistics.inverseMetric()[i] / (sds[i] * sds[i]);
                assertThat(ratio).as("metric of sd %s", sds[i]).isBetween(0.6, 1.6);
            }
            double leapfrogs = Arrays.stream(statistics.leapfrogs()).average().orElse(0);
            assertThat(leapfrogs).isLessThan(32);
        }
    }

    @Test
    void heavyTails() {
        // Student-t with 5 degrees of freedom: variance 5/3, quantiles of ±2.015 at 5 % and 95 %.
        Draws draws = Nuts.sample(Densities.studentT(3, 5), OPTIONS.withDraws(3000));
        for (int i = 0; i < 3; i++) {
            double[][] x = draws.column(i);
            check(x, 0);
            check(map(x, v -> v * v), 5.0 / 3);
            check(map(x, v -> v <= 2.015048373 ? 1 : 0), 0.95);
            check(map(x, v -> v <= -2.015048373 ? 1 : 0), 0.05);
        }
    }

    @Test
    void centralQuantilesOfStudentT3() {
        // Three degrees of freedom have no fourth moment: only probabilities are compared.
        Draws draws = Nuts.sample(Densities.studentT(2, 3), OPTIONS.withDraws(3000));
        for (int i = 0; i < 2; i++) {
            double[][] x = draws.column(i);
            check(map(x, v -> v <= 2.353363435 ? 1 : 0), 0.95);
            check(map(x, v -> v <= 0.764892328 ? 1 : 0), 0.75);
            check(map(x, v -> v <= -2.353363435 ? 1 : 0), 0.05);
            assertThat(Quantiles.of(x, 0.5)).isCloseTo(0, within(Z * Mcse.quantile(x, 0.5)));
        }
    }

    private static void checkNormal(double[][] x, double sd) {
        check(x, 0);
        check(map(x, v -> v * v), sd * sd);
    }

    private static void check(double[][] x, double expected) {
        double mean = Arrays.stream(x).flatMapToDouble(Arrays::stream).average().orElse(0);
        assertThat(mean).isCloseTo(expected, within(Z * Mcse.mean(x)));
    }

    private static double[][] map(double[][] x, DoubleUnaryOperator function) {
        return Arrays.stream(x)
                .map(chain -> Arrays.stream(chain).map(function).toArray())
                .toArray(double[][]::new);
    }
}
