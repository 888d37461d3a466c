package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** ln Φ₂ against references of {@code bivariate_normal.py}, identities and edges. */
class BivariateNormalTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static List<String[]> references() {
        try (InputStream in =
                Objects.requireNonNull(
                        BivariateNormalTest.class.getResourceAsStream("bivariate_normal.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bounds from −30 to 3.5, ρ to ±0.99: of Φ₂ and its derivatives, relative. */
    @Test
    void relativeErrorsAreBelowTenToTheMinusTen() {
        double[] score = new double[3];
        assertThat(references()).hasSize(252);
        for (String[] row : references()) {
            double[] r = Arrays.stream(row).mapToDouble(Double::parseDouble).toArray();
            String point = "a = %s, b = %s, rho = %s".formatted(r[0], r[1], r[2]);
            double log = Kernels.logBivariateNormalCdf(r[0], r[1], r[2]);
            double error = new BigDecimal(log).subtract(new BigDecimal(row[3])).doubleValue();
            // Near 0 the logarithm keeps its relative accuracy.
            double allowed = Math.min(1e-10, 1e-10 * Math.abs(r[3]) + 1e-16);
            assertThat(error).as(point).isCloseTo(0, within(allowed));
            Kernels.bivariateNormalScore(r[0], r[1], r[2], log, score);
            for (int k = 0; k < 3; k++) {
                double allowedHere = 1e-10 * Math.abs(r[4 + k]) + Double.MIN_NORMAL;
                assertThat(score[k])
                        .as(point + ", derivative " + k)
                        .isCloseTo(r[4 + k], within(allowedHere));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "0.3", "-0.3", "0.95", "-0.95", "0.9999", "-0.9999"})
    void quadrantAndMargins(double rho) {
        double quadrant = 0.25 + StrictMath.asin(rho) / (2 * Math.PI);
        double log = Kernels.logBivariateNormalCdf(0, 0, rho);
        assertThat(log).isCloseTo(StrictMath.log(quadrant), within(1e-11));
        for (double a : new double[] {-700, -30, -2, -1e-200, 0, 1e-9, 1.5, 40, 1e50}) {
            double margin = Kernels.logNormalCdf(a);
            for (double b : new double[] {INFINITY, 1e150}) {
                assertThat(Kernels.logBivariateNormalCdf(a, b, rho)).isEqualTo(margin);
                assertThat(Kernels.logBivariateNormalCdf(b, a, rho)).isEqualTo(margin);
            }
            assertThat(Kernels.logBivariateNormalCdf(a, -INFINITY, rho)).isEqualTo(-INFINITY);
        }
    }

    @Test
    void withoutCorrelationItIsTheProduct() {
        for (double a = -40; a < 6; a += 1.37) {
            for (double b = -40; b < 6; b += 1.13) {
                double product = Kernels.logNormalCdf(a) + Kernels.logNormalCdf(b);
                assertThat(Kernels.logBivariateNormalCdf(a, b, 0))
                        .isCloseTo(product, within(1e-13 * (1 + Math.abs(product))));
            }
        }
    }

    /** Φ₂(a, b; ρ) + Φ₂(a, −b; −ρ) = Φ(a). */
    @Test
    void halvesAddUp() {
        for (double rho : new double[] {-0.9, -0.2, 0.5, 0.97}) {
            for (double a = -20; a < 4; a += 0.9) {
                for (double b = -6; b < 6; b += 0.7) {
                    double one = Kernels.logBivariateNormalCdf(a, b, rho);
                    double two = Kernels.logBivariateNormalCdf(a, -b, -rho);
                    double all = Kernels.logNormalCdf(a);
                    double sum = StrictMath.exp(one - all) + StrictMath.exp(two - all);
                    assertThat(sum).isCloseTo(1, within(1e-11));
                }
            }
        }
    }

    @Test
    void truncatedIsTheInverse() {
        for (double rho : new double[] {-0.95, -0.3, 0, 0.6, 0.99}) {
            for (double a : new double[] {-30, -3, 0.2, 6, INFINITY}) {
                for (double b : new double[] {-30, -1, 0.5, 7, INFINITY}) {
                    double all = Kernels.logBivariateNormalCdf(a, b, rho);
                    for (double u : new double[] {1e-9, 0.01, 0.5, 0.97}) {
                        double z = Kernels.bivariateNormalTruncatedBelow(u, a, b, rho);
                        assertThat(z).isLessThanOrEqualTo(a);
                        double share = Kernels.logBivariateNormalCdf(z, b, rho) - all;
                        assertThat(share).isCloseTo(StrictMath.log(u), within(1e-7));
                    }
                }
            }
        }
        assertThat(Kernels.bivariateNormalTruncatedBelow(2, 0, 0, 0)).isNaN();
    }
}
