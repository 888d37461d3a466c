package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class BijectorsTest {
    private static final double[] POINTS = {-5, -2.3, -1, -1e-3, 0, 0.4, 1.7, 3, 5};
    private static final double[] EXTREMES = {-700, -300, -40, -37, 37, 40, 300, 700};

    static Stream<Arguments> bijectors() {
        double infinity = Double.POSITIVE_INFINITY;
        return Stream.of(
                Arguments.of(Bijectors.identity(), -infinity, infinity),
                Arguments.of(Bijectors.positive(), 0, infinity),
                Arguments.of(Bijectors.lower(2.5), 2.5, infinity),
                Arguments.of(Bijectors.upper(-3), -infinity, -3),
                Arguments.of(Bijectors.interval(0, 1), 0, 1),
                Arguments.of(Bijectors.interval(-1, 1), -1, 1),
                Arguments.of(Bijectors.interval(100, 1000), 100, 1000));
    }

    @ParameterizedTest
    @MethodSource("bijectors")
    void roundTrip(Bijector bijector) {
        for (double q : POINTS) {
            assertThat(bijector.unconstrain(bijector.constrain(q))).isCloseTo(q, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("bijectors")
    void derivativesAreThoseOfFiniteDifferences(Bijector bijector) {
        double step = 1e-5;
        for (double q : POINTS) {
            double slope =
                    (bijector.constrain(q + step) - bijector.constrain(q - step)) / (2 * step);
            double curvature =
                    (bijector.logJacobian(q + step) - bijector.logJacobian(q - step)) / (2 * step);
            assertThat(bijector.derivative(q))
                    .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
            assertThat(bijector.logJacobian(q))
                    .isCloseTo(StrictMath.log(Math.abs(bijector.derivative(q))), within(1e-13));
            assertThat(bijector.logJacobianDerivative(q)).isCloseTo(curvature, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("bijectors")
    void staysInsideTheBoundsAndFiniteFarOut(Bijector bijector, double a, double b) {
        for (double q : EXTREMES) {
            assertThat(bijector.constrain(q)).isFinite().isGreaterThan(a).isLessThan(b);
            assertThat(bijector.derivative(q)).isFinite().isNotZero();
            assertThat(bijector.logJacobian(q)).isFinite();
            assertThat(bijector.logJacobianDerivative(q)).isFinite();
        }
        assertThat(bijector.constrain(-1e6)).isFinite().isGreaterThan(a).isLessThan(b);
        assertThat(bijector.constrain(1e6)).isFinite().isGreaterThan(a).isLessThan(b);
        assertThat(bijector.constrain(Double.NaN)).isNaN();
    }

    @Test
    void valuesFarOutKeepTheirDigits() {
        assertThat(Bijectors.interval(0, 1).constrain(-700)).isEqualTo(Kernels.exp(-700));
        assertThat(Bijectors.interval(-1, 0).constrain(700)).isEqualTo(-Kernels.exp(-700));
        assertThat(Bijectors.interval(0, 1).logJacobian(-700)).isEqualTo(-700);
    }

    @Test
    void boundsChooseTheBijector() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Bijectors.between(-infinity, infinity)).isEqualTo(Bijectors.identity());
        assertThat(Bijectors.between(1, infinity)).isEqualTo(Bijectors.lower(1));
        assertThat(Bijectors.between(-infinity, 1)).isEqualTo(Bijectors.upper(1));
        assertThat(Bijectors.between(0, 1)).isEqualTo(Bijectors.interval(0, 1));
    }

    @Test
    void misuseNamesValueAndRange() {
        assertThatThrownBy(() -> Bijectors.interval(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bounds: (1.0, 1.0) must be an open interval of finite length");
        assertThatThrownBy(() -> Bijectors.interval(-1e308, 1e308))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bijectors.lower(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lower bound: NaN must be finite");
        assertThatThrownBy(() -> Bijectors.interval(0, 1).unconstrain(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x: 1.0 must be in (0.0, 1.0)");
        assertThatThrownBy(() -> Bijectors.positive().unconstrain(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
