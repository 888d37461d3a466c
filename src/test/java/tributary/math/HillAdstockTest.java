package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            fused.set(decay, halfSaturation, slope);
            double[] value = fused.forward(x, 0, beta);
            for (int t = 0; t < weeks; t++) {
                assertThat(value[t])
                        .isCloseTo(
                                beta * plain.h[t], within(TOLERANCE * Math.abs(value[t]) + LEAST));
            }
            assertClose(fused.backward(g, 0, beta), plain.byBeta, plain.sizes[0]);
            double[] byParameter = fused.gradient();
            for (int k = 0; k < 3; k++) {
                assertClose(byParameter[k], beta * plain.byParameter[k], plain.sizes[1 + k]);
            }
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
        double[] gradient = fused.gradient();
        assertDerivative(
                gradient[0],
                Derivatives.of(v -> fused.value(x, g, v, halfSaturation, slope, 0.7), decay));
        assertDerivative(
                gradient[1],
                Derivatives.of(v -> fused.value(x, g, decay, v, slope, 0.7), halfSaturation));
        assertDerivative(
                gradient[2],
                Derivatives.of(v -> fused.value(x, g, decay, halfSaturation, v, 0.7), slope));
    }

    private static void assertDerivative(double gradient, double numeric) {
        assertThat(Derivatives.error(gradient, numeric)).isLessThan(1e-9);
    }

    /** Several series in one tile, one of them in two sums: gradients add up. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradientsOfSeveralSeriesAndSumsAddUp(boolean gathered) {
        double[][] x = {media(52, 0, 11), media(52, 20, 12)};
        double[][] g = {gradient(52, 13), gradient(52, 14)};
        double[] both = new double[52];
        Arrays.setAll(both, t -> 0.7 * g[0][t] - 0.2 * g[1][t]);
        var fused = new Fused(52, 2, x[0], x[1]);
        fused.set(0.4, 0.9, 1.6);
        fused.forward(x[0], 0, 0.7);
        double[] first = fused.forward(x[1], 1, 0.7);
        double[] second = new double[fused.layout.length()];
        fused.tile.addTo(1, -0.2, second, 0);
        for (int t = 0; t < 52; t++) {
            double h = first[t] / 0.7;
            assertThat(second[fused.layout.index(t)]).isCloseTo(-0.2 * h, within(1e-15));
        }

        var alone = new Plain(x[0], g[0], 0.4, 0.9, 1.6);
        assertThat(fused.backward(g[0], 0, 0.7)).isCloseTo(alone.byBeta, within(1e-12));
        double[] byBeta = gathered ? fused.gather(g, 1) : fused.backwardOfTwo(g, 1);
        for (int k = 0; k < 2; k++) {
            double expected = new Plain(x[1], g[k], 0.4, 0.9, 1.6).byBeta;
            assertThat(byBeta[k]).isCloseTo(expected, within(1e-12));
        }
        var together = new Plain(x[1], both, 0.4, 0.9, 1.6);
        for (int k = 0; k < 3; k++) {
            double expected = 0.7 * alone.byParameter[k] + together.byParameter[k];
            assertThat(fused.gradient()[k]).isCloseTo(expected, within(1e-12));
        }
    }

    /** Several channels with parameters of their own, more than fill a vector. */
    @Test
    void channelsDoNotMix() {
        int channels = 11;
        double[][] x = new double[channels][];
        double[][] g = new double[channels][];
        double[] largest = new double[channels];
        Arrays.fill(largest, 3);
        var layout = new LaneLayout(90);
        var hill = new HillAdstock(layout.steps(), largest);
        var tile = new HillAdstock.Tile(channels, layout.length(), channels, channels);
        for (int u = 0; u < channels; u++) {
            x[u] = media(90, u, u);
            g[u] = gradient(90, 50 + u);
            hill.set(u, 0.09 * u, 0.3 + 0.2 * u, 0.5 + 0.1 * u);
        }
        hill.open();
        double[] lanes = new double[layout.length()];
        for (int u = 0; u < channels; u++) {
            layout.pack(x[u], lanes);
            hill.ends(u, lanes, 0, tile);
        }
        hill.join(tile);
        for (int u = 0; u < channels; u++) {
            layout.pack(x[u], lanes);
            hill.forward(u, lanes, 0, tile, u, 1, new double[lanes.length], 0);
        }
        for (int u = 0; u < channels; u++) {
            layout.pack(g[u], lanes);
            hill.backward(u, lanes, 0, tile, u, 1, u);
        }
        tile.reduce();
        hill.close();
        for (int u = 0; u < channels; u++) {
            var alone = new Plain(x[u], g[u], 0.09 * u, 0.3 + 0.2 * u, 0.5 + 0.1 * u);
            assertClose(tile.betaBar(u), alone.byBeta, alone.sizes[0]);
            assertClose(hill.decayBar(u), alone.byParameter[0], alone.sizes[1]);
            assertClose(hill.halfSaturationBar(u), alone.byParameter[1], alone.sizes[2]);
            assertClose(hill.slopeBar(u), alone.byParameter[2], alone.sizes[3]);
        }
    }

    @Test
    void noMediaGiveExactZeros() {
        double[] none = new double[30];
        var fused = new Fused(30, 1, none);
        fused.set(0.5, 0.1, 0.8);
        assertThat(fused.forward(none, 0, 2)).containsOnly(0);
        assertThat(fused.backward(gradient(30, 1), 0, 2)).isZero();
        assertThat(Arrays.stream(fused.gradient())).allMatch(x -> x == 0);
    }

    /** Slopes whose powers overflow: h is 0 or 1, and nothing is NaN. */
    @ParameterizedTest
    @CsvSource({"0.3, 1, 1e3", "0.3, 1e-200, 10", "0.3, 1e200, 10", "1e-200, 1, 4", "0, 1e-9, 1e6"})
    void extremeParametersGiveTheLimits(double decay, double halfSaturation, double slope) {
        double[] x = media(40, 3, 5);
        double[] g = gradient(40, 6);
        var plain = new Plain(x, g, decay, halfSaturation, slope);
        var fused = new Fused(40, 1, x);
        fused.set(decay, halfSaturation, slope);
        double[] h = fused.forward(x, 0, 1);
        for (int t = 0; t < 40; t++) {
            assertThat(h[t]).isBetween(0.0, 1.0).isCloseTo(plain.h[t], within(1e-11));
        }
        assertThat(fused.backward(g, 0, 1)).isCloseTo(plain.byBeta, within(1e-9));
        assertThat(Arrays.stream(fused.gradient())).allMatch(Double::isFinite);
    }

    @Test
    void parametersThatAreNotNumbersShow() {
        double[] x = media(20, 2, 7);
        for (double[] bad :
                new double[][] {{Double.NaN, 1, 1}, {0.5, Double.NaN, 1}, {0.5, 1, Double.NaN}}) {
            var fused = new Fused(20, 1, x);
            fused.set(bad[0], bad[1], bad[2]);
            assertThat(fused.forward(x, 0, 1)[19]).isNaN();
        }
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> new HillAdstock(0, 1)).hasMessageContaining("steps: 0");
        var fused = new Fused(20, 1, new double[20]);
        double[] room = new double[24];
        assertThatThrownBy(() -> fused.hill.ends(0, new double[23], 0, fused.tile))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> fused.hill.forward(0, new double[23], 0, fused.tile, 0, 1, room, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fused.hill.forward(0, room, 0, fused.tile, 1, 1, room, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fused.hill.backward(0, room, 1, fused.tile, 0, 1, 0))
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
            tile = new HillAdstock.Tile(series, layout.length(), 1, 2);
        }

        void set(double decay, double halfSaturation, double slope) {
            hill.set(0, decay, halfSaturation, slope);
            hill.open();
        }

        /** For λ, K and S. */
        double[] gradient() {
            hill.close();
            return new double[] {hill.decayBar(0), hill.halfSaturationBar(0), hill.slopeBar(0)};
        }

        double[] pack(double[] series) {
            double[] lanes = new double[layout.length()];
            layout.pack(series, lanes);
            return lanes;
        }

        /** β h in week order. */
        double[] forward(double[] x, int series, double beta) {
            double[] sum = new double[layout.length()];
            hill.ends(0, pack(x), 0, tile);
            hill.join(tile);
            hill.forward(0, pack(x), 0, tile, series, beta, sum, 0);
            double[] weeks = new double[x.length];
            layout.unpack(sum, weeks);
            return weeks;
        }

        double backward(double[] g, int series, double beta) {
            hill.backward(0, pack(g), 0, tile, series, beta, 1);
            tile.reduce();
            return tile.betaBar(1);
        }

        /** Of a series in sums with β = 0.7 and −0.2: the gradients for both. */
        double[] gather(double[][] g, int series) {
            tile.gather(true, series, pack(g[0]), 0, 0.7, 0);
            tile.gather(false, series, pack(g[1]), 0, -0.2, 1);
            hill.backward(0, tile, series);
            return betaBars();
        }

        /** The same in one pass. */
        double[] backwardOfTwo(double[][] g, int series) {
            hill.backward(0, pack(g[0]), 0.7, pack(g[1]), -0.2, 0, tile, series, 0);
            return betaBars();
        }

        private double[] betaBars() {
            tile.reduce();
            return new double[] {tile.betaBar(0), tile.betaBar(1)};
        }

        /** Σ g β h. */
        double value(
                double[] x,
                double[] g,
                double decay,
                double halfSaturation,
                double slope,
                double beta) {
            set(decay, halfSaturation, slope);
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

        /** λ, K and S. */
        private final double[] byParameter = new double[3];

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
                byParameter[0] += g[t] * d * (toDecay - byScale);
                byParameter[1] -= g[t] * d * slope / halfSaturation;
                byParameter[2] += g[t] * d * log;
                double size = Math.abs(g[t]) * d;
                sizes[0] += Math.abs(g[t]) * h[t];
                sizes[1] += size * (toDecay + byScale);
                sizes[2] += size * slope / halfSaturation;
                sizes[3] += size * (1 + Math.abs(log));
            }
        }
    }
}
