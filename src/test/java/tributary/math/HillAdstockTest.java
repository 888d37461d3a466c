package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Adstock and Hill curve in one against the recursion in week order and powers. */
class HillAdstockTest {
    private static final double TOLERANCE = 1e-12;

    /** Of h where media below 2^−279 gave it. */
    private static final double LEAST = 1e-50;

    /** Series of every length, some of whose media begin late, with β of both signs. */
    @ParameterizedTest
    @CsvSource({
        "0, 1.3, 1",
        "0.3, 0.2, 0.4",
        "0.6, 1, 1.7",
        "0.9, 5, 3",
        "0.99, 0.01, 0.05",
        "0.999999, 1, 2",
        "1e-9, 1e-4, 0.7",
        "0.5, 2, 40",
    })
    void valueAndGradientAreThoseOfTheFormula(double decay, double halfSaturation, double slope) {
        for (int weeks = 1; weeks <= 157; weeks++) {
            double[] x = media(weeks, weeks % 4 == 0 ? weeks / 3 : 0, weeks);
            double[] g = gradient(weeks, weeks + 1000);
            double beta = weeks % 2 == 0 ? 0.8 : -1.4;
            var plain = new Plain(x, g, decay, halfSaturation, slope);
            var fused = new Fused(weeks, 1, x);
            fused.hill.set(decay, halfSaturation, slope);
            double[] value = fused.forward(x, 0, beta);
            for (int t = 0; t < weeks; t++) {
                assertThat(value[t])
                        .isCloseTo(beta * plain.h[t], within(TOLERANCE * Math.abs(value[t]) + LEAST));
            }
            assertClose(fused.backward(g, 0, beta), plain.byBeta, plain.sizes[0]);
            assertClose(fused.hill.decayGradient(), beta * plain.byDecay, plain.sizes[1]);
            assertClose(
                    fused.hill.halfSaturationGradient(),
                    beta * plain.byHalfSaturation,
                    plain.sizes[2]);
            assertClose(fused.hill.slopeGradient(), beta * plain.bySlope, plain.sizes[3]);
        }
    }

    /** Relative to the sum of magnitudes. */
    private static void assertClose(double actual, double expected, double size) {
        assertThat(actual).isCloseTo(expected, within(2 * TOLERANCE * size));
    }

    @ParameterizedTest
    @CsvSource({"0.6, 1.2, 1.4", "0.05, 0.3, 0.5", "0.95, 4, 2.5"})
    void gradientIsTheDerivative(double decay, double halfSaturation, double slope) {
        double[] x = media(61, 5, 3);
        double[] g = gradient(61, 4);
        var fused = new Fused(61, 1, x);
        fused.value(x, g, decay, halfSaturation, slope, 0.7);
        fused.backward(g, 0, 0.7);
        double byDecay = fused.hill.decayGradient();
        double byHalfSaturation = fused.hill.halfSaturationGradient();
        double bySlope = fused.hill.slopeGradient();
        assertDerivative(
                byDecay, Derivatives.of(v -> fused.value(x, g, v, halfSaturation, slope, 0.7), decay));
        assertDerivative(
                byHalfSaturation,
                Derivatives.of(
                        v -> fused.value(x, g, decay, v, slope, 0.7), halfSaturation));
        assertDerivative(
                bySlope, Derivatives.of(v -> fused.value(x, g, decay, halfSaturation, v, 0.7), slope));
    }

    private static void assertDerivative(double gradient, double numeric) {
        assertThat(Derivatives.error(gradient, numeric)).isLessThan(1e-9);
    }

    /** Several series in one tile, one of them in two sums: gradients add up. */
    @Test
    void gradientsOfSeveralSeriesAndSumsAddUp() {
        double[][] x = {media(52, 0, 11), media(52, 20, 12)};
        double[] g = gradient(52, 13);
        double[] other = gradient(52, 14);
        double[] weighted = new double[52];
        Arrays.setAll(weighted, t -> 0.7 * g[t] - 0.2 * other[t]);
        var fused = new Fused(52, 2, x[0], x[1]);
        fused.hill.set(0.4, 0.9, 1.6);
        fused.forward(x[0], 0, 0.7);
        double[] first = fused.forward(x[1], 1, 0.7);
        double[] second = new double[fused.layout.length()];
        fused.tile.addTo(1, -0.2, second, 0);

        var plain = new Plain(x[0], g, 0.4, 0.9, 1.6);
        var both = new Plain(x[1], weighted, 0.4, 0.9, 1.6);
        assertThat(fused.backward(g, 0, 0.7)).isCloseTo(plain.byBeta, within(1e-12));
        assertThat(fused.tile.gather(true, 1, fused.pack(g), 0, 0.7))
                .isCloseTo(new Plain(x[1], g, 0.4, 0.9, 1.6).byBeta, within(1e-12));
        assertThat(fused.tile.gather(false, 1, fused.pack(other), 0, -0.2))
                .isCloseTo(new Plain(x[1], other, 0.4, 0.9, 1.6).byBeta, within(1e-12));
        fused.hill.backward(fused.tile, 1);
        for (int t = 0; t < 52; t++) {
            double h = first[t] / 0.7;
            assertThat(second[fused.layout.index(t)]).isCloseTo(-0.2 * h, within(1e-15));
        }
        assertThat(fused.hill.decayGradient())
                .isCloseTo(0.7 * plain.byDecay + both.byDecay, within(1e-12));
        assertThat(fused.hill.halfSaturationGradient())
                .isCloseTo(0.7 * plain.byHalfSaturation + both.byHalfSaturation, within(1e-12));
        assertThat(fused.hill.slopeGradient())
                .isCloseTo(0.7 * plain.bySlope + both.bySlope, within(1e-12));
    }

    @Test
    void noMediaGiveExactZeros() {
        double[] none = new double[30];
        var fused = new Fused(30, 1, none);
        fused.hill.set(0.5, 0.1, 0.8);
        assertThat(fused.forward(none, 0, 2)).containsOnly(0);
        assertThat(fused.backward(gradient(30, 1), 0, 2)).isZero();
        assertThat(fused.hill.decayGradient()).isZero();
        assertThat(fused.hill.halfSaturationGradient()).isZero();
        assertThat(fused.hill.slopeGradient()).isZero();
    }

    /** Slopes whose powers overflow: h is 0 or 1, and nothing is NaN. */
    @ParameterizedTest
    @CsvSource({"0.3, 1, 1e3", "0.3, 1e-200, 10", "0.3, 1e200, 10", "1e-200, 1, 4", "0, 1e-9, 1e6"})
    void extremeParametersGiveTheLimits(double decay, double halfSaturation, double slope) {
        double[] x = media(40, 3, 5);
        double[] g = gradient(40, 6);
        var plain = new Plain(x, g, decay, halfSaturation, slope);
        var fused = new Fused(40, 1, x);
        fused.hill.set(decay, halfSaturation, slope);
        double[] h = fused.forward(x, 0, 1);
        for (int t = 0; t < 40; t++) {
            assertThat(h[t]).isBetween(0.0, 1.0).isCloseTo(plain.h[t], within(1e-11));
        }
        assertThat(fused.backward(g, 0, 1)).isCloseTo(plain.byBeta, within(1e-9));
        assertThat(fused.hill.decayGradient()).isFinite();
        assertThat(fused.hill.halfSaturationGradient()).isFinite();
        assertThat(fused.hill.slopeGradient()).isFinite();
    }

    @Test
    void parametersThatAreNotNumbersShow() {
        double[] x = media(20, 2, 7);
        for (double[] bad :
                new double[][] {{Double.NaN, 1, 1}, {0.5, Double.NaN, 1}, {0.5, 1, Double.NaN}}) {
            var fused = new Fused(20, 1, x);
            fused.hill.set(bad[0], bad[1], bad[2]);
            assertThat(fused.forward(x, 0, 1)[19]).isNaN();
        }
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> new HillAdstock(0, 1)).hasMessageContaining("steps: 0");
        var fused = new Fused(20, 1, new double[20]);
        double[] room = new double[24];
        assertThatThrownBy(() ->
                        fused.hill.forward(new double[23], 0, fused.tile, 0, 1, room, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fused.hill.forward(room, 0, fused.tile, 1, 1, room, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fused.hill.backward(room, 1, fused.tile, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Media with about 40 % zero weeks, and none before the first. */
    private static double[] media(int weeks, int first, long seed) {
        var random = new SplittableRandom(seed);
        double[] x = new double[weeks];
        Arrays.setAll(x, t -> Math.max(0, random.nextDouble(-2, 3)));
        Arrays.fill(x, 0, first, 0);
        x[weeks - 1] = first == 0 ? 1.5 : x[weeks - 1];
        return x;
    }

    private static double[] gradient(int weeks, long seed) {
        return new SplittableRandom(seed).doubles(weeks, -2, 3).toArray();
    }

    /** The class under test on series in week order. */
    private static final class Fused {
        private final LaneLayout layout;
        private final HillAdstock hill;
        private final HillAdstock.Tile tile;

        Fused(int weeks, int series, double[]... media) {
            layout = new LaneLayout(weeks);
            double largest = Arrays.stream(media).flatMapToDouble(Arrays::stream).max().orElse(0);
            hill = new HillAdstock(layout.steps(), largest);
            tile = new HillAdstock.Tile(series, layout.length());
        }

        double[] pack(double[] series) {
            double[] lanes = new double[layout.length()];
            layout.pack(series, lanes);
            return lanes;
        }

        /** β h in week order. */
        double[] forward(double[] x, int series, double beta) {
            double[] sum = new double[layout.length()];
            hill.forward(pack(x), 0, tile, series, beta, sum, 0);
            double[] weeks = new double[x.length];
            layout.unpack(sum, weeks);
            return weeks;
        }

        double backward(double[] g, int series, double beta) {
            return hill.backward(pack(g), 0, tile, series, beta);
        }

        /** Σ g β h. */
        double value(
                double[] x, double[] g, double decay, double halfSaturation, double slope, double beta) {
            hill.set(decay, halfSaturation, slope);
            double[] value = forward(x, 0, beta);
            double sum = 0;
            for (int t = 0; t < g.length; t++) {
                sum += g[t] * value[t];
            }
            return sum;
        }
    }

    /** Σ g h and its derivatives, h = ã^S/(ã^S + K^S), by the recursions in week order. */
    private static final class Plain {
        private final double[] h;
        private double byBeta;
        private double byDecay;
        private double byHalfSaturation;
        private double bySlope;

        /** Sums of the magnitudes of their terms, in this order. */
        private final double[] sizes = new double[4];

        Plain(double[] x, double[] g, double decay, double halfSaturation, double slope) {
            h = new double[x.length];
            double a = 0;
            double b = 0;
            for (int t = 0; t < x.length; t++) {
                b = a + decay * b;
                a = x[t] + decay * a;
                if (a == 0) {
                    continue;
                }
                double ratio = (1 - decay) * a / halfSaturation;
                h[t] = 1 / (1 + Math.pow(ratio, -slope));
                double d = h[t] / (1 + Math.pow(ratio, slope));
                double toDecay = slope * b / a;
                double byScale = slope / (1 - decay);
                double log = Math.log(ratio);
                byBeta += g[t] * h[t];
                byDecay += g[t] * d * (toDecay - byScale);
                byHalfSaturation -= g[t] * d * slope / halfSaturation;
                bySlope += g[t] * d * log;
                double size = Math.abs(g[t]) * d;
                sizes[0] += Math.abs(g[t]) * h[t];
                sizes[1] += size * (toDecay + byScale);
                sizes[2] += size * slope / halfSaturation;
                sizes[3] += size * (1 + Math.abs(log));
            }
        }
    }
}
