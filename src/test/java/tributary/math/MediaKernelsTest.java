package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Adstock and Hill kernels against the plain recursions in week order and finite differences. */
class MediaKernelsTest {
    private static final double[] DECAYS = {0, 1e-12, 0.3, 0.9, 0.999, 1 - 0x1p-53};

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 52, 104, 157, 1024})
    void laneLayoutIsASeriesCutIntoEightSegments(int weeks) {
        var layout = new LaneLayout(weeks);
        double[] series = media(weeks, 1);
        double[] lanes = new double[layout.length()];
        Arrays.fill(lanes, 9);
        layout.pack(series, lanes);

        int m = (weeks + 7) / 8;
        for (int p = 0; p < 8 * m; p++) {
            int week = p - (8 * m - weeks);
            assertThat(lanes[p % m * 8 + p / m]).isEqualTo(week < 0 ? 0 : series[week]);
        }
        double[] back = new double[weeks];
        layout.unpack(lanes, back);
        assertThat(back).isEqualTo(series);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 52, 104, 157, 1024})
    void adstockIsTheRecursionAlongTheWholeSeries(int weeks) {
        double[] x = media(weeks, 2);
        for (double decay : DECAYS) {
            var adstock = new Adstocked(x, decay);
            double a = 0;
            double b = 0;
            for (int t = 0; t < weeks; t++) {
                b = a + decay * b;
                a = x[t] + decay * a;
                assertThat(adstock.a[t]).isCloseTo(a, within(1e-13 * a));
                assertThat(adstock.da[t]).isCloseTo(b, within(1e-13 * b));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 104, 157})
    void adstockWithoutSensitivityHasTheSameBits(int weeks) {
        var layout = new LaneLayout(weeks);
        double[] x = new double[layout.length()];
        layout.pack(media(weeks, 3), x);
        double[] a = new double[x.length];
        double[] alone = new double[x.length];
        for (double decay : DECAYS) {
            Kernels.geometricAdstock(
                    x, decay, layout.steps(), 0, x.length, a, new double[x.length], new double[16]);
            Kernels.geometricAdstock(
                    x, decay, layout.steps(), 0, layout.length(), alone, new double[8]);
            assertThat(alone).isEqualTo(a);
        }
    }

    @Test
    void sensitivityIsTheDerivativeForTheDecay() {
        double[] x = media(104, 4);
        double step = 1e-6;
        var at = new Adstocked(x, 0.7);
        var up = new Adstocked(x, 0.7 + step);
        var down = new Adstocked(x, 0.7 - step);
        for (int t = 0; t < x.length; t++) {
            double difference = (up.a[t] - down.a[t]) / (2 * step);
            assertThat(at.da[t]).isCloseTo(difference, within(1e-7 * (1 + difference)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 52, 104, 157, 1024})
    void adjointIsTheReverseRecursionAndTheTransposeOfTheFilter(int weeks) {
        var layout = new LaneLayout(weeks);
        double[] x = media(weeks, 5);
        double[] g = media(weeks, 6);
        for (int t = 0; t < weeks; t += 2) {
            g[t] = -g[t];
        }
        double[] lanes = new double[layout.length()];
        double[] out = new double[layout.length()];
        double[] adjoint = new double[weeks];
        for (double decay : DECAYS) {
            layout.pack(g, lanes);
            Kernels.geometricAdstockAdjoint(
                    lanes, decay, layout.steps(), 0, layout.length(), out, new double[8]);
            layout.unpack(out, adjoint);
            double expected = 0;
            double size = 0;
            for (int t = weeks - 1; t >= 0; t--) {
                expected = g[t] + decay * expected;
                size = Math.abs(g[t]) + decay * size;
                assertThat(adjoint[t]).isCloseTo(expected, within(1e-13 * size));
            }
            // ⟨g, A x⟩ = ⟨Aᵀ g, x⟩
            double[] a = new Adstocked(x, decay).a;
            double[] magnitudes = Arrays.stream(g).map(Math::abs).toArray();
            assertThat(Kernels.dot(adjoint, x, weeks))
                    .isCloseTo(
                            Kernels.dot(g, a, weeks),
                            within(1e-12 * Kernels.dot(magnitudes, a, weeks) + 1e-300));
        }
    }

    @Test
    void hillIsThePowerFormula() {
        double[] a = media(104, 7);
        double decay = 0.4;
        double halfSaturation = 1.7;
        double slope = 1.3;
        double[] logRatio = new double[104];
        double[] h = new double[104];
        double shift = Kernels.log((1 - decay) / halfSaturation);
        Kernels.hillForward(a, shift, slope, logRatio, h, 0, 104);
        for (int t = 0; t < 104; t++) {
            double s = StrictMath.pow((1 - decay) * a[t], slope);
            double k = StrictMath.pow(halfSaturation, slope);
            assertThat(h[t]).isCloseTo(s / (s + k), within(1e-14 * h[t]));
        }
    }

    @Test
    void hillSumsAreTheGradientsForSlopeHalfSaturationAndDecay() {
        double[] x = media(104, 8);
        double[] g = media(104, 9);
        g[3] = -40;
        double decay = 0.6;
        double logK = 0.3;
        double slope = 1.4;
        var hill = new Hill(x, g, decay, logK, slope);
        double step = 1e-5;
        double bySlope =
                difference(
                        new Hill(x, g, decay, logK, slope + step),
                        new Hill(x, g, decay, logK, slope - step),
                        step);
        double byLogK =
                difference(
                        new Hill(x, g, decay, logK + step, slope),
                        new Hill(x, g, decay, logK - step, slope),
                        step);
        double byDecay =
                difference(
                        new Hill(x, g, decay + step, logK, slope),
                        new Hill(x, g, decay - step, logK, slope),
                        step);
        assertThat(hill.sums[1]).isCloseTo(bySlope, within(1e-8 * (1 + Math.abs(bySlope))));
        assertThat(-slope * hill.sums[0]).isCloseTo(byLogK, within(1e-8 * (1 + Math.abs(byLogK))));
        assertThat(slope * (hill.sums[2] - hill.sums[0] / (1 - decay)))
                .isCloseTo(byDecay, within(1e-8 * (1 + Math.abs(byDecay))));
    }

    private static double difference(Hill up, Hill down, double step) {
        return (up.value - down.value) / (2 * step);
    }

    @Test
    void zeroMediaGiveExactZeros() {
        var hill = new Hill(new double[20], media(20, 10), 0.5, 0.1, 0.8);
        assertThat(hill.h).containsOnly(0);
        assertThat(hill.logRatio).containsOnly(0);
        assertThat(hill.value).isZero();
        assertThat(hill.sums).containsExactly(0, 0, 0);
    }

    /** Media that decay to nothing: a underflows to 0 while its sensitivity does not. */
    @Test
    void underflowingAdstockGivesNoNan() {
        double[] x = new double[64];
        x[0] = 1;
        double[] g = new double[64];
        Arrays.fill(g, 1);
        for (double decay : new double[] {0, 1e-300, 1e-20, 1e-8}) {
            var hill = new Hill(x, g, decay, 0.1, 0.4);
            assertThat(hill.sums[0]).isFinite();
            assertThat(hill.sums[1]).isFinite();
            assertThat(hill.sums[2]).isFinite();
        }
    }

    /** Adstock of a series in week order, through the lanes. */
    private static final class Adstocked {
        private final double[] a;
        private final double[] da;

        Adstocked(double[] x, double decay) {
            var layout = new LaneLayout(x.length);
            int n = layout.length();
            double[] lanes = new double[n];
            double[] laneA = new double[n];
            double[] laneDa = new double[n];
            layout.pack(x, lanes);
            Kernels.geometricAdstock(
                    lanes,
                    decay,
                    layout.steps(),
                    0,
                    layout.length(),
                    laneA,
                    laneDa,
                    new double[16]);
            a = new double[x.length];
            da = new double[x.length];
            layout.unpack(laneA, a);
            layout.unpack(laneDa, da);
        }
    }

    /** value = Σ g h of the normalised geometric adstock, with the backward sums. */
    private static final class Hill {
        private final double[] logRatio;
        private final double[] h;
        private final double value;
        private final double[] sums = new double[3];

        Hill(double[] x, double[] g, double decay, double logK, double slope) {
            int n = x.length;
            var adstock = new Adstocked(x, decay);
            logRatio = new double[n];
            h = new double[n];
            Kernels.hillForward(adstock.a, Kernels.log1p(-decay) - logK, slope, logRatio, h, 0, n);
            value = Kernels.dot(g, h, n);
            Kernels.hillBackward(g, adstock.a, adstock.da, logRatio, h, 0, n, new double[n], sums);
        }
    }

    /** Non-negative media with about 40 % zero weeks. */
    private static double[] media(int weeks, long seed) {
        var random = new SplittableRandom(seed);
        double[] x = new double[weeks];
        Arrays.setAll(x, t -> Math.max(0, random.nextDouble(-2, 3)));
        return x;
    }
}
