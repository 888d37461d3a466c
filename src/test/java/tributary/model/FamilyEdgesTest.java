package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.data.DataException;
import tributary.data.Panel;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Members of the model family with data at the edge of what can be fitted, and beyond it. */
class FamilyEdgesTest {
    private static final List<FamilyCase> CASES = FamilyCase.covering();

    @TempDir private Path folder;

    static List<FamilyCase> ofOneMarket() {
        return CASES.stream().filter(each -> each.has("one market")).toList();
    }

    static List<FamilyCase> all() {
        return CASES;
    }

    private static FamilyCase of(String choices) {
        return new FamilyCase(Set.of(choices.split(", ", -1)));
    }

    private CompiledModel compile(FamilyCase each, Panel panel) {
        return ModelCompiler.compile(each.read(folder), panel);
    }

    private CompiledModel compile(FamilyCase each, String column, IntToDoubleFunction byRow) {
        return compile(each, FamilyPanel.with(each.panel(), column, byRow));
    }

    private static double[] gradient(CompiledModel model, double[] q) {
        double[] gradient = new double[q.length];
        assertThat(model.posterior().logDensity(q, gradient)).isFinite();
        assertThat(Arrays.stream(gradient)).allMatch(Double::isFinite);
        return gradient;
    }

    /** Finite density and gradient, the latter checked by differences. */
    private static void check(FamilyCase each, CompiledModel model) {
        Random random = new Random(each.hashCode());
        for (double spread : new double[] {0, 0.8}) {
            double[] q = FamilyContractTest.point(each, model, spread, random);
            gradient(model, q);
            PosteriorGradientTest.check(model.posterior(), q, random);
        }
    }

    @ParameterizedTest
    @MethodSource("ofOneMarket")
    void panelOfOneGeoIsTheNationalModelBitForBit(FamilyCase each) {
        CompiledModel national = each.compile(folder);
        CompiledModel panel =
                ModelCompiler.compile(each.readWithGeos(folder), FamilyPanel.onlyGeo());
        List<String> names = national.parameters().reportedNames();
        assertThat(panel.parameters().reportedNames()).isEqualTo(names);
        Random random = new Random(each.hashCode());
        for (int k = 0; k < 3; k++) {
            double[] q = random.doubles(national.posterior().dimension(), -1, 1).toArray();
            double[] one = new double[q.length];
            double[] other = new double[q.length];
            assertThat(panel.posterior().logDensity(q, other))
                    .isEqualTo(national.posterior().logDensity(q, one));
            assertThat(other).isEqualTo(one);
            assertThat(PosteriorDensityTest.reported(panel, q))
                    .isEqualTo(PosteriorDensityTest.reported(national, q));
        }
    }

    /** A single week of a single geo. */
    @ParameterizedTest
    @MethodSource("all")
    void mediaThatAreOnInOneWeekOnly(FamilyCase each) {
        CompiledModel model = compile(each, "a", row -> row == 13 ? 500 : 0);
        gradient(model, new double[model.posterior().dimension()]);
        double[] q = new Random(1).doubles(model.posterior().dimension(), -1, 1).toArray();
        gradient(model, q);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor", "floor, scaled", "floor, identity, student_t", "floor, sd"})
    void anOutcomeAlwaysAtItsFloorHasNoScale(String choices) {
        assertThatThrownBy(() -> compile(of(choices), "yf", row -> 900))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("panel.csv: column yf")
                .hasMessageContaining("no training week above its floor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor", "floor, scaled, m tobit, rho", "floor, identity, student_t"})
    void anOutcomeAboveItsFloorInOneWeekCanBeFitted(String choices) {
        FamilyCase each = of(choices);
        check(each, compile(each, "yf", row -> row == 12 ? 5000 : 900));
    }

    @Test
    void oneValueHasNoStandardDeviation() {
        assertThatThrownBy(() -> compile(of("floor, sd"), "yf", row -> row == 12 ? 5000 : 900))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("panel.csv: column yf")
                .hasMessageContaining("no standard deviation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"counts", "counts, scaled", "identity", "sd", "log"})
    void anOutcomeThatIsAlwaysZeroHasNoScale(String choices) {
        String column = choices.startsWith("counts") ? "count" : "y";
        assertThatThrownBy(() -> compile(of(choices), column, row -> 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("panel.csv: column " + column)
                .hasMessageContaining("0 in every training week");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m tobit", "m hurdle", "m tobit, predicted", "m hurdle, predicted"})
    void aMediatorThatIsAlwaysZeroHasNoScale(String choices) {
        assertThatThrownBy(() -> compile(of(choices), "mz", row -> 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("panel.csv: column mz")
                .hasMessageContaining("no value above 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one market",
                "one market, scaled, knots, season, interactions",
                "one market, ar 1, student_t, identity, roi",
                "one market, sd, time-varying media, delayed, activity",
                "one market, counts, m tobit, predicted",
                "one market, m hurdle, predicted, quadratic trend",
                "one market, rho prior, m tobit, weibull_pdf, constant_elasticity"
            })
    void twoWeeksAreEnoughForAPosterior(String choices) {
        FamilyCase each = of(choices);
        check(each, compile(each, FamilyPanel.firstWeeks(2)));
    }
}
