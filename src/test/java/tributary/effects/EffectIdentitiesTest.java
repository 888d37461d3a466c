package tributary.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.RandomGraph.Instance;
import tributary.spec.Source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What holds between the effects of every draw, and cases whose answer is known in closed form. */
class EffectIdentitiesTest {
    private static final String[] CHAINED =
            "c1 -> m1, c1 -> m2, m1 -> m2, m1 -> y, m2 -> y, c1 -> y, c2 -> m2, c2 -> y"
                    .split(", ");

    /** Every path through three mediators: 7 indirect ones, more than are split exactly. */
    private static final String[] SEVEN_PATHS =
            ("c1 -> m1, c1 -> m2, c1 -> m3, m1 -> m2, m1 -> m3, m2 -> m3, m1 -> y, m2 -> y,"
                            + " m3 -> y, c1 -> y")
                    .split(", ");

    @TempDir private Path folder;

    /** Effects of one draw by kind and path. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Evaluated(EffectDecomposition decomposition, double[] values) {
        static Evaluated of(Instance instance, Intervention intervention) {
            var decomposition = new EffectDecomposition(instance.model(), intervention);
            double[] values = new double[decomposition.effects().size()];
            decomposition.evaluate(instance.theta(), Latents.drawn(1, 0, 0), values);
            return new Evaluated(decomposition, values);
        }

        double of(Kind kind) {
            return of(kind, "");
        }

        double of(Kind kind, String path) {
            return values[decomposition.effects().indexOf(new Effect(kind, path))];
        }

        double sumOfPaths() {
            return paths().mapToDouble(path -> of(Kind.INDIRECT_PATH, path)).sum();
        }

        Stream<String> paths() {
            return decomposition.indirectPaths().stream().map(path -> String.join(" -> ", path));
        }
    }

    private static Intervention off(Instance instance, String source) {
        int first = instance.model().panel().firstTrainingWeek();
        return new Intervention(source, first, RandomGraph.WEEKS - 1, -1);
    }

    @Test
    void effectsAddUpInEveryDraw() throws IOException {
        for (int seed = 1; seed <= 30; seed++) {
            Instance instance = RandomGraph.of(folder, seed, CHAINED);
            for (Source source : instance.model().spec().sources()) {
                for (double change : new double[] {-1, -0.5, 0.1}) {
                    var x = Evaluated.of(instance, new Intervention(source.name(), 9, 25, change));
                    double direct = x.of(Kind.DIRECT);
                    double indirect = x.of(Kind.INDIRECT);
                    double scale = Math.max(Math.abs(direct), Math.abs(indirect));
                    var close = within(1e-12 * scale);
                    assertThat(direct + indirect).isCloseTo(x.of(Kind.TOTAL), close);
                    assertThat(x.sumOfPaths()).isCloseTo(indirect, close);
                    assertThat(x.of(Kind.DIRECT_TOTAL) + x.of(Kind.INDIRECT_PURE))
                            .isCloseTo(x.of(Kind.TOTAL), close);
                    assertThat(x.of(Kind.DIRECT_TOTAL) - direct)
                            .isCloseTo(x.of(Kind.INTERACTION), close);
                    assertThat(indirect - x.of(Kind.INDIRECT_PURE))
                            .isCloseTo(x.of(Kind.INTERACTION), close);
                }
            }
        }
    }

    /**
     * Without curves, carry-over and logarithms: direct = β_cy s, along a path the product of its
     * coefficients and scales.
     */
    @Test
    void linearEffectsAreProductsOfCoefficients() throws IOException {
        for (int seed = 1; seed <= 10; seed++) {
            Instance instance = RandomGraph.linear(folder, seed, CHAINED);
            var x = Evaluated.of(instance, new Intervention("c1", 4, 30, -0.5));
            double[] c1 = instance.model().panel().column("c1");
            double half = 0.5 * Arrays.stream(c1, 4, 31).sum();
            double toY = 1 / instance.model().outcome().scale().scale();
            double media = half / instance.model().scaling().source("c1") / toY;
            double direct = instance.value("coefficient_c1_to_y") * media;
            double m1 =
                    instance.value("coefficient_c1_to_m1")
                            * instance.value("coefficient_m1_to_y")
                            * media;
            double m2 =
                    instance.value("coefficient_c1_to_m2")
                            * instance.value("coefficient_m2_to_y")
                            * media;
            double chain =
                    instance.value("coefficient_c1_to_m1")
                            * instance.value("coefficient_m1_to_m2")
                            * instance.value("coefficient_m2_to_y")
                            * media;
            var close = within(1e-12 * Math.abs(media));
            assertThat(x.of(Kind.DIRECT)).isCloseTo(direct, close);
            assertThat(x.of(Kind.INDIRECT_PATH, "c1 -> m1 -> y")).isCloseTo(m1, close);
            assertThat(x.of(Kind.INDIRECT_PATH, "c1 -> m2 -> y")).isCloseTo(m2, close);
            assertThat(x.of(Kind.INDIRECT_PATH, "c1 -> m1 -> m2 -> y")).isCloseTo(chain, close);
            assertThat(x.of(Kind.INDIRECT_PATH, "c1 -> m1 -> *")).isCloseTo(m1 + chain, close);
            assertThat(x.of(Kind.TOTAL)).isCloseTo(direct + m1 + m2 + chain, close);
            assertThat(x.of(Kind.INTERACTION)).isCloseTo(0, close);
        }
    }

    @Test
    void whatHasNoPathIsExactlyZero() throws IOException {
        for (int seed = 1; seed <= 10; seed++) {
            Instance instance =
                    RandomGraph.of(folder, seed, "c1 -> y", "c2 -> m1", "m1 -> y", "c3 -> y");
            var direct = Evaluated.of(instance, off(instance, "c1"));
            assertThat(direct.decomposition().indirectPaths()).isEmpty();
            assertThat(direct.of(Kind.INDIRECT)).isZero();
            assertThat(direct.of(Kind.INDIRECT_PURE)).isZero();
            assertThat(direct.of(Kind.INTERACTION)).isZero();
            assertThat(direct.of(Kind.INDUCED_SPEND)).isZero();
            assertThat(direct.of(Kind.DIRECT)).isNotZero();

            var indirect = Evaluated.of(instance, off(instance, "c2"));
            assertThat(indirect.decomposition().hasDirectPath()).isFalse();
            assertThat(indirect.of(Kind.DIRECT)).isZero();
            assertThat(indirect.of(Kind.DIRECT_TOTAL)).isZero();
            assertThat(indirect.of(Kind.INTERACTION)).isZero();
            assertThat(indirect.of(Kind.INDIRECT)).isNotZero();
        }
    }

    /** Switching off what is off already moves nothing. */
    @Test
    void aSourceWithoutMediaInTheWindowHasNoEffect() throws IOException {
        Instance instance = RandomGraph.of(folder, 3, CHAINED);
        double[] c1 = instance.model().panel().column("c1");
        int silent = 10;
        while (c1[silent] > 0) {
            silent++;
        }
        var x = Evaluated.of(instance, new Intervention("c1", silent, silent, -1));
        assertThat(x.values()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sampledSplitAddsUpAndIsNearTheExactOne(long seed) throws IOException {
        Instance instance = RandomGraph.of(folder, seed, SEVEN_PATHS);
        Intervention off = off(instance, "c1");
        var x = Evaluated.of(instance, off);
        assertThat(x.decomposition().isSplitSampled()).isTrue();
        BruteForceEffects.Result exact = instance.oracle().evaluate(off);
        assertThat(x.sumOfPaths()).isCloseTo(x.of(Kind.INDIRECT), within(1e-12 * exact.scale()));
        List<String> paths = x.paths().toList();
        assertThat(paths).hasSize(7);
        for (String path : paths) {
            double error = x.of(Kind.INDIRECT_PATH_ERROR, path);
            // 32 pairs of orders, |t| > 4: 4e-4 for each of 56 numbers, fixed seeds.
            assertThat(x.of(Kind.INDIRECT_PATH, path))
                    .isCloseTo(
                            exact.of(new Effect(Kind.INDIRECT_PATH, path)),
                            within(4 * error + 1e-10 * exact.scale()));
            assertThat(error).isLessThan(0.1 * exact.scale());
        }
    }

    @Test
    void theChangeOfAnInterventionIsChecked() {
        assertThatThrownBy(() -> new Intervention("tv", 0, 5, -1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("change: -1.5 must be ≥ -100%");
        assertThatThrownBy(() -> new Intervention("tv", 0, 5, 0))
                .hasMessageContaining("change: 0.0");
        assertThatThrownBy(() -> new Intervention("tv", 0, 5, Double.NaN))
                .hasMessageContaining("change: NaN");
        assertThatThrownBy(() -> new Intervention("tv", 6, 5, -1))
                .hasMessageContaining("first week 6 is after last week 5");
    }
}
