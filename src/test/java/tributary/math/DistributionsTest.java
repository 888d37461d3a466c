package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Log densities and samples against Commons Statistics, scores against central differences. */
class DistributionsTest {
    record Case(
            String name,
            UnivariateDensity density,
            DoubleUnaryOperator logDensity,
            DoubleUnaryOperator cdf) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name, UnivariateDensity density, ContinuousDistribution reference) {
        return new Case(name, density, reference::logDensity, reference::cumulativeProbability);
    }

    private static Case folded(
            String name,
            UnivariateDensity density,
            ContinuousDistribution symmetric,
            double scale) {
        return new Case(
                name,
                density,
                x -> Math.log(2 / scale) + symmetric.logDensity(x / scale),
                x -> 1 - 2 * symmetric.survivalProbability(x / scale));
    }

    private static Case studentT(double nu, double mean, double scale) {
        var t = TDistribution.of(nu);
        return new Case(
                "student_t " + nu,
                Distributions.studentT(nu, mean, scale),
                x -> t.logDensity((x - mean) / scale) - Math.log(scale),
                x -> t.cumulativeProbability((x - mean) / scale));
    }

    private static Case inverseGamma(double shape, double scale) {
        var gamma = GammaDistribution.of(shape, 1 / scale);
        return new Case(
                "inverse_gamma " + shape,
                Distributions.inverseGamma(shape, scale),
                x -> gamma.logDensity(1 / x) - 2 * Math.log(x),
                x -> gamma.survivalProbability(1 / x));
    }

    private static Case gamma(double shape, double rate) {
        return of(
                "gamma " + shape,
                Distributions.gamma(shape, rate),
                GammaDistribution.of(shape, 1 / rate));
    }

    private static Case truncatedNormal(double mean, double sd, double a, double b) {
        return of(
                "truncated_normal " + a + " " + b,
                Distributions.truncatedNormal(mean, sd, a, b),
                TruncatedNormalDistribution.of(mean, sd, a, b));
    }

    static Stream<Case> cases() {
        double infinity = Double.POSITIVE_INFINITY;
        return Stream.of(
                of("normal", Distributions.normal(-2.7, 0.7), NormalDistribution.of(-2.7, 0.7)),
                folded(
                        "half_normal",
                        Distributions.halfNormal(0.3),
                        NormalDistribution.of(0, 1),
                        0.3),
                of(
                        "lognormal",
                        Distributions.logNormal(0.2, 0.4),
                        LogNormalDistribution.of(0.2, 0.4)),
                of("beta", Distributions.beta(1, 3), BetaDistribution.of(1, 3)),
                of("beta small", Distributions.beta(0.3, 0.6), BetaDistribution.of(0.3, 0.6)),
                of("beta large", Distributions.beta(40, 70), BetaDistribution.of(40, 70)),
                gamma(2, 0.1),
                gamma(0.3, 4),
                gamma(50, 2),
                inverseGamma(3, 2),
                inverseGamma(0.7, 0.2),
                of("exponential", Distributions.exponential(5), ExponentialDistribution.of(0.2)),
                studentT(4, 1.5, 0.8),
                studentT(0.9, -1, 2),
                studentT(60, 0, 1),
                folded(
                        "half_student_t",
                        Distributions.halfStudentT(3, 2.5),
                        TDistribution.of(3),
                        2.5),
                folded(
                        "half_cauchy",
                        Distributions.halfCauchy(0.5),
                        CauchyDistribution.of(0, 1),
                        0.5),
                of("laplace", Distributions.laplace(1, 0.4), LaplaceDistribution.of(1, 0.4)),
                of(
                        "uniform",
                        Distributions.uniform(-2, 5),
                        UniformContinuousDistribution.of(-2, 5)),
                of("pareto", Distributions.pareto(1.3, 5), ParetoDistribution.of(1.3, 5)),
                of("pareto heavy", Distributions.pareto(40, 0.4), ParetoDistribution.of(40, 0.4)),
                truncatedNormal(0, 0.5, -1, 1),
                truncatedNormal(1, 2, 0, infinity),
                truncatedNormal(1, 2, -infinity, -4),
                truncatedNormal(0, 1, 5, 6),
                truncatedNormal(0, 100, -1, 1));
    }

    private static double[] sample(UnivariateDensity density, int n) {
        var random = RandomStreams.chain(42, 0);
        double[] x = new double[n];
        Arrays.setAll(x, i -> density.sample(random));
        return x;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logDensityIsThatOfCommonsStatistics(Case c) {
        for (double x : sample(c.density, 500)) {
            double expected = c.logDensity.applyAsDouble(x);
            assertThat(c.density.logDensity(x))
                    .as("x = %s", x)
                    .isCloseTo(expected, within(2e-12 * (1 + Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoreIsTheDerivative(Case c) {
        for (double x : sample(c.density, 200)) {
            double step = 1e-6 * Math.min(1, room(c.density, x));
            double difference =
                    (c.density.logDensity(x + step) - c.density.logDensity(x - step)) / (2 * step);
            // Rounding of the log densities, and the third derivative, which goes with 1/room³.
            double size = 1 + Math.abs(c.density.logDensity(x));
            assertThat(c.density.score(x))
                    .as("x = %s", x)
                    .isCloseTo(
                            difference,
                            within(1e-15 * size / step + 1e-7 * (1 + Math.abs(difference))));
        }
    }

    /** Distance to the nearest point at which the density is not smooth. */
    private static double room(UnivariateDensity density, double x) {
        double kink =
                density instanceof LaplaceDensity ? Math.abs(x - 1) : Double.POSITIVE_INFINITY;
        return Math.min(kink, Math.min(x - density.lower(), density.upper() - x));
    }

    /** Kolmogorov–Smirnov: D √n > 2.5 has probability 8e-6 for each of the cases. */
    @ParameterizedTest
    @MethodSource("cases")
    void samplesFollowTheDistribution(Case c) {
        int n = 20_000;
        double[] x = sample(c.density, n);
        Arrays.sort(x);
        assertThat(x[0]).isGreaterThanOrEqualTo(c.density.lower());
        assertThat(x[n - 1]).isLessThanOrEqualTo(c.density.upper());
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double p = c.cdf.applyAsDouble(x[i]);
            distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
        }
        assertThat(distance * Math.sqrt(n)).isLessThan(2.5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outsideTheSupportTheLogDensityIsMinusInfinity(Case c) {
        UnivariateDensity density = c.density;
        if (Double.isFinite(density.lower())) {
            assertThat(density.logDensity(density.lower() - 0.1))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
        if (Double.isFinite(density.upper())) {
            assertThat(density.logDensity(density.upper() + 0.1))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(density.logDensity(Double.NaN)).isNaN();
        assertThat(density.logDensity(Double.NEGATIVE_INFINITY)).isLessThan(-1e300);
    }

    /** Far in a tail the mass underflows and the conditional density is nearly exponential. */
    @Test
    void truncatedNormalWorksWhereItsMassUnderflows() {
        UnivariateDensity density =
                Distributions.truncatedNormal(0, 1, 60, Double.POSITIVE_INFINITY);
        // p(60) = φ(60)/(1 − Φ(60)) = inverse Mills ratio at −60.
        assertThat(density.logDensity(60))
                .isCloseTo(Kernels.log(Kernels.inverseMills(-60)), within(1e-11));
        double[] x = sample(density, 20_000);
        double mean = Arrays.stream(x).average().orElseThrow();
        assertThat(Arrays.stream(x).min().orElseThrow()).isGreaterThanOrEqualTo(60);
        // E = φ/(1 − Φ) = 60.0166…; sd about 1/60, 5 standard errors, false-alarm rate 6e-7.
        assertThat(mean)
                .isCloseTo(Kernels.inverseMills(-60), within(5.0 / 60 / Math.sqrt(x.length)));
    }

    @Test
    void verySmallShapesNeitherUnderflowToTheBoundaryNorGiveNan() {
        for (double x : sample(Distributions.beta(1e-3, 1e-3), 200)) {
            assertThat(x).isGreaterThan(0).isLessThan(1);
        }
        for (double x : sample(Distributions.gamma(1e-3, 1), 200)) {
            assertThat(x).isFinite().isPositive();
        }
        for (double x : sample(Distributions.inverseGamma(1e-3, 1), 200)) {
            assertThat(x).isFinite().isPositive();
        }
    }

    @Test
    void parametersOutOfRangeAreNamed() {
        assertRefused(() -> Distributions.normal(0, -1), "sd: -1.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.normal(Double.NaN, 1), "mean: NaN must be finite");
        assertRefused(() -> Distributions.halfNormal(0), "sd: 0.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.beta(0, 1), "a: 0.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.gamma(1, Double.NaN), "rate: NaN must be in (0, ∞)");
        assertRefused(() -> Distributions.studentT(-3, 0, 1), "nu: -3.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.pareto(0, 5), "minimum: 0.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.pareto(3, -1), "shape: -1.0 must be in (0, ∞)");
        assertRefused(() -> Distributions.uniform(2, 2), "b: 2.0 must be > a = 2.0");
        assertRefused(
                () -> Distributions.uniform(0, Double.POSITIVE_INFINITY),
                "b: Infinity must be finite");
        assertRefused(() -> Distributions.truncatedNormal(0, 1, 3, 2), "b: 2.0 must be > a = 3.0");
        assertRefused(
                () -> Distributions.truncatedNormal(0, 1, 1e200, 1e201),
                "bounds: (1.0E200, 1.0E201) must hold some of the normal's mass");
    }

    private static void assertRefused(Runnable factory, String message) {
        assertThatThrownBy(factory::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
