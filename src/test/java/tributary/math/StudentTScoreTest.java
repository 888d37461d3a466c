package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normal scores of Student's t: what they say of its distribution, and their derivatives. */
class StudentTScoreTest {
    private static double[] at(double x, double nu) {
        double[] out = new double[3];
        Kernels.studentTScore(x, nu, out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.01, 3, 7.5, 40, 1e6})
    void hasTheSameProbabilityAndGoesBack(double nu) {
        for (double x : new double[] {-1e6, -300, -20, -3, -0.4, -1e-7, 0, 0.1, 2.5, 60, 1e5}) {
            double z = at(x, nu)[0];
            double tail = Kernels.logStudentTCdf(-Math.abs(x), nu);
            assertThat(Kernels.logNormalCdf(-Math.abs(z)))
                    .isCloseTo(tail, within(1e-13 * (1 + Math.abs(tail))));
            assertThat(Math.signum(z)).isEqualTo(Math.signum(x));
            assertThat(at(-x, nu)[0]).isEqualTo(-z + 0.0);
            assertThat(Kernels.studentTOfScore(z, nu))
                    .isCloseTo(x, within(1e-11 * (1e-4 + Math.abs(x))));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.2, 5, 30})
    void derivativesAreThoseOfTheScore(double nu) {
        for (double x : new double[] {-200, -15, -2, -0.3, 0.01, 1.4, 8, 1000}) {
            double[] out = at(x, nu);
            double byX = Derivatives.of(v -> at(v, nu)[0], x);
            double byNu = Derivatives.of(v -> at(x, v)[0], nu);
            assertThat(Derivatives.error(out[1], byX)).isLessThan(1e-8);
            assertThat(Derivatives.error(out[2], byNu)).isLessThan(1e-8);
        }
    }

    @Test
    void ofANormalIsItself() {
        for (double x = -20; x < 8; x += 0.7) {
            double[] out = at(x, Double.POSITIVE_INFINITY);
            assertThat(out[0]).isCloseTo(x, within(1e-13 * (1 + Math.abs(x))));
            assertThat(out[1]).isCloseTo(1, within(1e-12));
            assertThat(out[2]).isZero();
        }
    }
}
