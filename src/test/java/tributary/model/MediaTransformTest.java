package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.math.CellLayout;
import tributary.spec.Adstock;
import tributary.spec.Saturation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;

/** Every adstock with every saturation in either order against direct sums. */
class MediaTransformTest {
    private static final double RELATIVE = 1e-12;

    @TempDir private Path folder;

    /** λ, peak or Weibull shape, K, S. */
    private static final double[][] POINTS = {
        {0.3, 1.2, 0.8, 0.7}, {0.85, 0.4, 2.5, 1}, {0.02, 2.6, 0.3, 0.4}, {0.99, 0.05, 9, 0.95}
    };

    @ParameterizedTest
    @CsvSource({"1,1", "7,3", "8,1", "52,1", "52,3", "104,1", "157,3"})
    void valuesAreTheDirectSums(int weeks, int geos) {
        CellLayout layout = CellLayout.of(geos, weeks);
        double[] rows = media(geos, weeks);
        for (int window : new int[] {1, 4, 13, 104}) {
            for (Adstock adstock : MediaStages.adstocks(window)) {
                for (Saturation saturation : Saturation.values()) {
                    for (boolean saturationFirst : new boolean[] {false, true}) {
                        for (double[] point : POINTS) {
                            check(layout, rows, adstock, saturation, saturationFirst, point);
                        }
                    }
                }
            }
        }
    }

    private static void check(
            CellLayout layout,
            double[] rows,
            Adstock adstock,
            Saturation saturation,
            boolean saturationFirst,
            double[] point) {
        double[] input = new double[layout.length()];
        layout.pack(rows, input);
        var stages =
                MediaStages.of(
                        adstock, saturation, saturationFirst, StageInput.constant(input), layout);
        Workspace w = new Workspace(stages.slots(), MediaStages.CELL_SLOTS, layout);
        System.arraycopy(point, 0, w.theta, MediaStages.DECAY, point.length);
        stages.forward(w);
        double[] applied = new double[layout.length()];
        var buffers = new MediaTransform.Buffers(layout.length());
        for (int g = layout.geos() - 1; g >= 0; g--) {
            stages.transform()
                    .apply(w.theta, input, applied, layout.start(g), layout.start(g + 1), buffers);
        }
        assertThat(applied).isEqualTo(w.cells[stages.result()]);
        for (int g = 0; g < layout.geos(); g++) {
            int weeks = layout.weeks();
            double[] s = Arrays.copyOfRange(rows, g * weeks, (g + 1) * weeks);
            double[] expected = expected(s, adstock, saturation, saturationFirst, point);
            for (int t = 0; t < weeks; t++) {
                double h = applied[layout.index(g, t)];
                if (Math.abs(h - expected[t]) > RELATIVE * expected[t]) { // as() would be slow
                    assertThat(h)
                            .as("%s %s %s %s", adstock, saturation, saturationFirst, t)
                            .isCloseTo(expected[t], within(RELATIVE * expected[t]));
                }
            }
        }
    }

    private static double[] expected(
            double[] s,
            Adstock adstock,
            Saturation saturation,
            boolean saturationFirst,
            double[] p) {
        double[] in = saturationFirst ? curve(saturation, s, p) : s;
        double[] a = PlainMedia.adstock(adstock, in, p[0], p[1]);
        return saturationFirst ? a : curve(saturation, a, p);
    }

    private static double[] curve(Saturation saturation, double[] a, double[] p) {
        return Arrays.stream(a)
                .map(x -> PlainMedia.saturation(saturation, x, p[2], p[3]))
                .toArray();
    }

    /** Media of several sizes, off in 40 % of weeks and in the first tenth of them. */
    private static double[] media(int geos, int weeks) {
        Random random = new Random(weeks);
        double[] rows = new double[geos * weeks];
        for (int i = 0; i < rows.length; i++) {
            boolean on = i % weeks >= weeks / 10 && (weeks == 1 || random.nextDouble() < 0.6);
            rows[i] = on ? StrictMath.exp(1.5 * random.nextGaussian()) : 0;
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-320, 1e-200, 1e-12, 1 - 1e-12, 1})
    void weightsAtTheLimitsOfDecay(double decay) {
        for (int window : new int[] {1, 13, 104}) {
            for (Adstock adstock : MediaStages.adstocks(window)) {
                for (double shape : new double[] {1e-6, 0.3, 1, 7, 60}) {
                    atTheLimit(adstock, decay, shape);
                }
            }
        }
    }

    private static void atTheLimit(Adstock adstock, double decay, double shape) {
        CellLayout layout = CellLayout.of(1, 30);
        double[] input = new double[layout.length()];
        layout.pack(media(1, 30), input);
        StageInput constant = StageInput.constant(input);
        var stages = MediaStages.of(adstock, Saturation.LINEAR, false, constant, layout);
        Workspace w = new Workspace(stages.slots(), MediaStages.CELL_SLOTS, layout);
        w.theta[MediaStages.DECAY] = decay;
        w.theta[MediaStages.SHAPE] = shape;
        stages.forward(w);
        Arrays.setAll(w.cellsBar[stages.result()], i -> i % 3 - 1);
        stages.backward(w);
        assertThat(Arrays.stream(w.cells[stages.result()])).allMatch(Double::isFinite);
        assertThat(Arrays.stream(w.thetaBar))
                .as("%s %s", adstock, shape)
                .allMatch(Double::isFinite);
        int[] slots = stages.weights();
        if (slots.length == 0) {
            return;
        }
        double[] weights = Arrays.stream(slots).mapToDouble(slot -> w.theta[slot]).toArray();
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-13));
        boolean falling =
                adstock instanceof Adstock.Geometric || adstock instanceof Adstock.Binomial;
        if (falling && decay < 1e-11) {
            assertThat(weights[0]).isCloseTo(1, within(1e-11));
        }
        if (falling && decay == 1) {
            assertThat(weights).containsOnly(weights[0]);
        }
    }

    /** A peak between two lags: as λ → 0 the nearer one takes all. */
    @Test
    void delayedAdstockWithoutDecayIsAShift() {
        var form = new LagWeights.Delayed(4, 0, 1);
        double[] weights = new double[5];
        AdstockWeights.weights(form, new double[] {0, 1.6}, weights, 0);
        assertThat(weights).containsExactly(new double[] {0, 0, 1, 0, 0}, within(1e-29));
    }

    @ParameterizedTest
    @EnumSource(Saturation.class)
    void silentMediaHaveNoEffectAndNoGradientForParameters(Saturation saturation) {
        CellLayout layout = CellLayout.of(2, 12);
        for (Adstock adstock : MediaStages.adstocks(5)) {
            for (boolean saturationFirst : new boolean[] {false, true}) {
                var stages =
                        MediaStages.of(
                                adstock,
                                saturation,
                                saturationFirst,
                                StageInput.computed(0),
                                layout);
                Workspace w = new Workspace(stages.slots(), MediaStages.CELL_SLOTS, layout);
                System.arraycopy(POINTS[0], 0, w.theta, MediaStages.DECAY, 4);
                stages.forward(w);
                Arrays.fill(w.cellsBar[stages.result()], 1);
                stages.backward(w);
                assertThat(w.cells[stages.result()]).containsOnly(0);
                assertThat(Arrays.stream(w.cellsBar[0])).allMatch(Double::isFinite);
                for (int slot : stages.parameters()) {
                    assertThat(w.thetaBar[slot]).isZero();
                }
            }
        }
    }

    /** Media of one week: h is the curve at the weights themselves. */
    @ParameterizedTest
    @EnumSource(Saturation.class)
    void oneActiveWeekShowsTheWeights(Saturation saturation) {
        int week = 9;
        CellLayout layout = CellLayout.of(1, 40);
        double[] rows = new double[40];
        rows[week] = 2;
        double[] input = new double[layout.length()];
        layout.pack(rows, input);
        double[] p = POINTS[0];
        for (Adstock adstock : MediaStages.adstocks(6)) {
            var stages =
                    MediaStages.of(adstock, saturation, false, StageInput.constant(input), layout);
            double[] theta = new double[stages.slots()];
            System.arraycopy(p, 0, theta, MediaStages.DECAY, p.length);
            double[] h = new double[layout.length()];
            var buffers = new MediaTransform.Buffers(h.length);
            stages.transform().apply(theta, input, h, 0, h.length, buffers);
            double[] weights = PlainMedia.weights(adstock, 40, p[0], p[1]);
            for (int t = 0; t < 40; t++) {
                int lag = t - week;
                double weight = lag < 0 || lag >= weights.length ? 0 : weights[lag];
                double expected = PlainMedia.saturation(saturation, 2 * weight, p[2], p[3]);
                assertThat(h[layout.index(0, t)]).isCloseTo(expected, within(1e-12 * expected));
            }
        }
    }

    /** A path shares the adstock of its source; a curve that nobody uses has no parameters. */
    @ParameterizedTest
    @ValueSource(strings = {"", " after the curve"})
    void parametersAreThoseOfTheStagesInUse(String order) {
        String json = Configurations.of("media with curves of paths" + order);
        CompiledModel model = Configurations.compile(folder, json);
        assertThat(model.parameters().reportedNames())
                .filteredOn(name -> name.matches("(decay|peak|shape|half|slope|weight|time)_.*"))
                .containsExactlyInAnyOrder(
                        "decay_a",
                        "peak_a",
                        "half_saturation_a",
                        "slope_a",
                        "decay_b",
                        "half_saturation_b",
                        "decay_c",
                        "time_effect_scale_c",
                        "time_effect_c.1",
                        "time_effect_c.2",
                        "time_effect_c.3",
                        "time_effect_c.4",
                        "half_saturation_c",
                        "decay_m1",
                        "time_effect_scale_m1",
                        "time_effect_m1.1",
                        "time_effect_m1.2",
                        "time_effect_m1.3",
                        "time_effect_m1.4",
                        "half_saturation_a_to_y",
                        "half_saturation_m1_to_y",
                        "slope_b_to_y",
                        "slope_m1_to_y");
    }

    @Test
    void aWindowAsLongAsTheSeriesIsTheUnboundedAdstockUpToItsNorm() {
        double decay = 0.6;
        double[] s = media(1, 20);
        var window = new Adstock.Geometric(OptionalInt.of(19));
        double[] bounded = PlainMedia.adstock(window, s, decay, 0);
        double[] unbounded =
                PlainMedia.adstock(new Adstock.Geometric(OptionalInt.empty()), s, decay, 0);
        for (int t = 0; t < 20; t++) {
            double norm = 1 - StrictMath.pow(decay, 20);
            assertThat(bounded[t] * norm).isCloseTo(unbounded[t], within(1e-14 * unbounded[t]));
        }
    }
}
