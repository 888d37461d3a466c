package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The plan computes what the terms say one after another, and fuses what it may. */
class GradientPlanTest {
    private static final double TOLERANCE = 1e-11;

    private static final String EXPERIMENT =
            """
            , 'experiments': [ { 'source': 'a', 'from': '2021-02-28', 'to': '2021-03-21',
              'change': '-100%', 'lift': -10000, 'se': 6000 } ]
            """;

    private static final String FRAME =
            """
            { DATA, "outcome": { "column": "y" },
              "channels": [ { "column": "a"%s }, { "column": "b", "adstock": "none" } ],
              "mediators": [ { "column": "m"%s } ],
              "paths": [ "a -> m", "b -> m", { "from": "a", "to": "y"%s }, "b -> y", "m -> y" ]%s }
            """;

    @TempDir private Path folder;

    static List<FamilyCase> cases() {
        return FamilyCase.covering();
    }

    static List<String> panels() {
        return WidePanels.all();
    }

    static List<String> panelsByGeo() {
        return WidePanels.byGeo();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void planComputesTheTerms(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        Random random = new Random(each.hashCode());
        for (double spread : new double[] {0, 0.8}) {
            assertPlan(model, FamilyContractTest.point(each, model, spread, random));
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void planComputesTheTermsOfWidePanels(String json) {
        CompiledModel model = Panels.compile(folder, json, 20);
        Random random = new Random(1);
        for (int k = 0; k < 3; k++) {
            assertPlan(model, WidePanels.point(model, random));
        }
        boolean byGeo = !json.equals(WidePanels.GEOS_ALIKE);
        assertThat(model.posterior().plan().isSplit()).isEqualTo(byGeo);
        assertThat(model.posterior().plan().strands()).isEqualTo(byGeo ? 2 : 1);
    }

    /** Where few geos vary, the coefficients of all paths are computed at once. */
    @ParameterizedTest
    @MethodSource("panels")
    void planComputesTheTermsOfFewGeos(String json) {
        for (int geos : new int[] {2, 7}) {
            CompiledModel model = Panels.compile(folder, json, geos);
            assertPlan(model, WidePanels.point(model, new Random(geos)));
            boolean vary =
                    model.posterior().terms().stream()
                            .filter(HierarchicalCoefficients.class::isInstance)
                            .anyMatch(term -> !((HierarchicalCoefficients) term).isCentred());
            assertThat(model.posterior().plan().parameters)
                    .matches(terms -> vary == contains(terms, HierarchicalBlock.class));
        }
    }

    private static boolean contains(Term[] terms, Class<?> type) {
        return Arrays.stream(terms).anyMatch(type::isInstance);
    }

    /** Passes of a few geos each, the last of a strand with fewer than the others. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9, 20})
    void planComputesTheTermsInSeveralPasses(int geos) {
        CompiledModel model = WidePanels.longSeries(folder, geos);
        assertThat(model.posterior().plan().geosPerPass()).isEqualTo(Math.min(7, geos));
        assertPlan(model, WidePanels.point(model, new Random(geos)));
    }

    private static void assertPlan(CompiledModel model, double[] q) {
        double[] gradient = new double[q.length];
        double[] expected = new double[q.length];
        double value = model.posterior().logDensity(q, gradient);
        double inTurn = new TermsInTurn(model).logDensity(q, expected);
        assertThat(value).isFinite().isCloseTo(inTurn, within(TOLERANCE * Math.abs(inTurn)));
        for (int i = 0; i < q.length; i++) {
            assertThat(gradient[i])
                    .as(model.parameters().sampledNames().get(i))
                    .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
        }
    }

    /** A point at which everything overflows must not stay in the arrays. */
    @ParameterizedTest
    @MethodSource("cases")
    void aFailureLeavesNothingBehind(FamilyCase each) {
        CompiledModel model = each.compile(folder);
        Random random = new Random(2);
        double[] q = FamilyContractTest.point(each, model, 0.5, random);
        double[] expected = new double[q.length];
        double[] gradient = new double[q.length];
        double value = model.posterior().logDensity(q, expected);
        for (double far : new double[] {1e2, -1e3, 1e4, Double.NaN}) {
            double[] bad = random.doubles(q.length).map(u -> far * u).toArray();
            model.posterior().logDensity(bad, gradient);
            assertThat(model.posterior().logDensity(q, gradient)).isEqualTo(value);
            assertThat(gradient).isEqualTo(expected);
        }
    }

    /** Strands may divide the geos as they like: the sums are those of all. */
    @ParameterizedTest
    @MethodSource("panelsByGeo")
    void strandsAddUp(String json) {
        CompiledModel model = Panels.compile(folder, json, 11);
        double[] q = WidePanels.point(model, new Random(3));
        double[] all = strands(model, q, 0, 11);
        for (int[] ends : new int[][] {{0, 1, 11}, {0, 4, 9, 10, 11}, {0, 3, 6, 11}}) {
            double[] sums = strands(model, q, ends);
            for (int i = 0; i < all.length; i++) {
                assertThat(sums[i]).isCloseTo(all[i], within(1e-12 * (1 + Math.abs(all[i]))));
            }
        }
    }

    /** The log density of all geos, then the adjoints of the parameters. */
    private static double[] strands(CompiledModel model, double[] q, int... ends) {
        int slots = model.parameters().slots();
        GradientPlan plan = model.posterior().plan();
        Workspace w =
                Workspace.of(
                        model.parameters(), model.posterior().cellSlots(), model.cells(), plan);
        model.parameters().constrain(q, w);
        for (Term term : plan.parameters) {
            term.forward(w);
        }
        double[] sums = new double[1 + slots];
        for (int k = 1; k < ends.length; k++) {
            Workspace part = w.part();
            new Strand(plan, part, ends[k - 1], ends[k]).evaluate(plan.newTile());
            sums[0] += part.logDensity;
            for (int slot = 0; slot < slots; slot++) {
                sums[1 + slot] += part.thetaBar[slot];
            }
        }
        return sums;
    }

    /**
     * @param count of the fused channels
     * @param a more about that channel, m about the mediator, path about a → y, rest about the
     *     model
     */
    private record Fusing(int count, String a, String m, String path, String rest) {}

    /** Channels a and b and the observed mediator, but for what something else reads. */
    static List<Fusing> fusing() {
        return List.of(
                new Fusing(3, "", "", "", ""),
                new Fusing(4, "", "", ", 'saturation': 'hill'", ""),
                new Fusing(3, "", "", ", 'saturation': 'tanh'", ""),
                new Fusing(2, "", ", 'link': 'log', 'input': 'predicted'", "", ""),
                new Fusing(2, ", 'saturation': 'tanh'", "", "", ""),
                new Fusing(2, ", 'order': 'saturation_first'", "", "", ""),
                new Fusing(2, ", 'time_varying': { 'knots': 3 }", "", "", ""),
                new Fusing(2, ", 'adstock': { 'type': 'delayed', 'window': 4 }", "", "", ""),
                new Fusing(0, "", "", ", 'parameter': 'roi'", ""),
                new Fusing(0, "", "", "", EXPERIMENT));
    }

    @ParameterizedTest
    @MethodSource("fusing")
    void fusesWhatNothingElseReads(Fusing each) {
        String json = FRAME.formatted(each.a, each.m, each.path, each.rest).replace('\'', '"');
        for (int geos : new int[] {1, 3}) {
            CompiledModel model = Panels.compile(folder, json, geos);
            Optional<MediaResponse> media = model.posterior().plan().media;
            assertThat(media.map(term -> term.channels().length).orElse(0)).isEqualTo(each.count);
            assertPlan(model, WidePanels.point(model, new Random(7)));
        }
    }

    /** No cells are kept for what has been fused. */
    @Test
    void fusedStagesTakeNoRoom() {
        String json = FRAME.formatted("", "", "", "");
        CompiledModel model = Panels.compile(folder, json, 3);
        GradientPlan plan = model.posterior().plan();
        for (Term term : model.posterior().terms()) {
            if (term instanceof HillSaturation curve) {
                assertThat(plan.isUnused(curve.h())).isTrue();
                assertThat(plan.cells).doesNotContain(curve);
            }
        }
        assertThat(plan.cells[0]).isInstanceOf(MediaResponse.class);
        assertThat(plan.media.orElseThrow().sums()).hasSize(2);
    }
}
