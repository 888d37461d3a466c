package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Draws of a standard normal and Student t below a bound, by inversion. */
class TruncatedBelowTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** ln T(z) comes back to ln u + ln T(bound); the difference is put in units of z. */
    @Test
    void studentTReturnsToTheProbability() {
        var random = new SplittableRandom(5);
        double[] out = new double[3];
        for (int i = 0; i < 20_000; i++) {
            double nu = StrictMath.exp(random.nextDouble(0, 16));
            double bound = bound(i, random);
            double u = i % 2 == 0 ? random.nextDouble() : StrictMath.exp(-random.nextDouble(0, 40));
            double z = Kernels.studentTTruncatedBelow(u, nu, bound);
            double logP = Kernels.log(u) + Kernels.logStudentTCdf(bound, nu);
            Kernels.logStudentTCdf(z, nu, out);
            assertThat(z).isLessThanOrEqualTo(bound);
            assertThat((out[0] - logP) / out[1])
                    .as("u = %s, nu = %s, bound = %s, z = %s", u, nu, bound, z)
                    .isCloseTo(0, within(1e-12 * Math.max(1, Math.abs(z))));
        }
    }

    @Test
    void normalReturnsToTheProbability() {
        var random = new SplittableRandom(6);
        for (int i = 0; i < 20_000; i++) {
            double bound = bound(i, random);
            double u = random.nextDouble();
            double z = Kernels.normalTruncatedBelow(u, bound);
            double logP = Kernels.log(u) + Kernels.logNormalCdf(bound);
            assertThat(z).isLessThanOrEqualTo(bound);
            assertThat((Kernels.logNormalCdf(z) - logP) / Kernels.inverseMills(z))
                    .as("u = %s, bound = %s, z = %s", u, bound, z)
                    .isCloseTo(0, within(1e-13 * Math.max(1, Math.abs(z))));
        }
    }

    private static double bound(int i, SplittableRandom random) {
        return switch (i % 4) {
            case 0 -> INFINITY;
            case 1 -> -StrictMath.exp(random.nextDouble(0, 18));
            default -> random.nextDouble(-6, 8);
        };
    }

    /** Quantiles with a formula: ν = 1 is −cot πp, ν = 2 is (2p − 1)/√(2p(1 − p)). */
    @Test
    void withoutABoundItIsTheQuantile() {
        for (int i = 1; i < 1024; i++) {
            double p = i / 1024.0; // exact, and so is 1 − p
            double cauchy = -1 / StrictMath.tan(Math.PI * p);
            assertThat(Kernels.studentTTruncatedBelow(p, 1, INFINITY))
                    .isCloseTo(cauchy, within(1e-13 * Math.max(1, Math.abs(cauchy))));
            double two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
            assertThat(Kernels.studentTTruncatedBelow(p, 2, INFINITY))
                    .isCloseTo(two, within(1e-14 * Math.max(1, Math.abs(two))));
            double normal = Kernels.normalQuantile(p);
            assertThat(Kernels.normalTruncatedBelow(p, INFINITY))
                    .isCloseTo(normal, within(2e-15 * Math.max(1, Math.abs(normal))));
        }
    }

    @ParameterizedTest
    @CsvSource({"2.1, Infinity", "4, 1.5", "4, -3", "3, -1e4", "1e6, 0", "200, -60"})
    void bothIncreaseWithTheProbability(double nu, double bound) {
        double studentT = Double.NEGATIVE_INFINITY;
        double normal = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < 2000; i++) {
            double nextStudentT = Kernels.studentTTruncatedBelow(i / 2000.0, nu, bound);
            double nextNormal = Kernels.normalTruncatedBelow(i / 2000.0, bound);
            assertThat(nextStudentT).isGreaterThan(studentT);
            assertThat(nextNormal).isGreaterThan(normal);
            studentT = nextStudentT;
            normal = nextNormal;
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 0.8", "2.2, -2", "50, -1", "8, Infinity"})
    void drawsFollowTheLawsBelowTheBound(double nu, double bound) {
        var t = TDistribution.of(nu);
        assertUniform(
                u -> Kernels.studentTTruncatedBelow(u, nu, bound),
                z -> t.cumulativeProbability(z) / t.cumulativeProbability(bound));
        var normal = NormalDistribution.of(0, 1);
        assertUniform(
                u -> Kernels.normalTruncatedBelow(u, bound),
                z -> normal.cumulativeProbability(z) / normal.cumulativeProbability(bound));
    }

    /**
     * Far below, z/bound of a t is Pareto(1, ν), and the excess of a normal Exponential(−bound).
     */
    @Test
    void drawsFollowTheLimitLawsFarBelow() {
        assertUniform(
                u -> Kernels.studentTTruncatedBelow(u, 4, -1e4), z -> StrictMath.pow(z / -1e4, -4));
        assertUniform(
                u -> Kernels.normalTruncatedBelow(u, -1e4), z -> StrictMath.exp(1e4 * (z + 1e4)));
    }

    /** Kolmogorov–Smirnov: D √n > 2.5 has probability 8e-6 for each. */
    private static void assertUniform(DoubleUnaryOperator draw, DoubleUnaryOperator cdf) {
        int n = 10_000;
        var random = RandomStreams.chain(17, 0);
        double[] p = new double[n];
        Arrays.setAll(p, i -> cdf.applyAsDouble(draw.applyAsDouble(random.nextDouble())));
        Arrays.sort(p);
        double distance = 0;
        for (int i = 0; i < n; i++) {
            distance = Math.max(distance, Math.max(p[i] - (double) i / n, (i + 1.0) / n - p[i]));
        }
        assertThat(distance * Math.sqrt(n)).isLessThan(2.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e5, -2, 0, 3, Double.POSITIVE_INFINITY})
    void withoutEndOfDegreesOfFreedomTheTwoAreOne(double bound) {
        for (double u : new double[] {1e-12, 0.2, 0.5, 0.9, 1 - 0x1p-53}) {
            double normal = Kernels.normalTruncatedBelow(u, bound);
            assertThat(Kernels.studentTTruncatedBelow(u, INFINITY, bound)).isEqualTo(normal);
            assertThat(Kernels.studentTTruncatedBelow(u, 1e25, bound))
                    .isCloseTo(normal, within(1e-13 * Math.max(1, Math.abs(normal))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4, 1, -Infinity, -Infinity",
        "1, 4, Infinity, Infinity, Infinity",
        "0.3, 4, -Infinity, -Infinity, -Infinity",
        "-0.1, 4, 1, NaN, NaN",
        "1.1, 4, 1, NaN, NaN",
        "NaN, 4, 1, NaN, NaN",
        "0.3, 4, NaN, NaN, NaN",
    })
    void edges(double u, double nu, double bound, double studentT, double normal) {
        assertThat(
                        new double[] {
                            Kernels.studentTTruncatedBelow(u, nu, bound),
                            Kernels.normalTruncatedBelow(u, bound)
                        })
                .containsExactly(studentT, normal);
    }

    @Test
    void degreesOfFreedomOutOfRangeGiveNan() {
        assertThat(Kernels.studentTTruncatedBelow(0.3, 0, 1)).isNaN();
        assertThat(Kernels.studentTTruncatedBelow(0.3, -1, 1)).isNaN();
        assertThat(Kernels.studentTTruncatedBelow(0.3, Double.NaN, 1)).isNaN();
    }

    /** Pinned bits: these values may never change, on any machine. */
    @Test
    void pinned() {
        assertThat(Double.toHexString(Kernels.studentTTruncatedBelow(0.37, 4.2, 0.6)))
                .isEqualTo("-0x1.620196fd71462p-1");
        assertThat(Double.toHexString(Kernels.studentTTruncatedBelow(0.83, 3.1, INFINITY)))
                .isEqualTo("0x1.200f0ee9fb8eep0");
        assertThat(Double.toHexString(Kernels.studentTTruncatedBelow(0.5, 60, -40)))
                .isEqualTo("-0x1.43dac128c7bf2p5");
        assertThat(Double.toHexString(Kernels.normalTruncatedBelow(0.37, -8.5)))
                .isEqualTo("-0x1.13ab4e86d2c0ap3");
    }
}
