package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.effects.EffectDecomposition;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.Intervention;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.store.EffectRow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What may be said of given draws of the effects (model.md §7). */
class EffectRowsTest {
    private static final int LAST = 79;
    private static final String SIGN = "sign fixed by prior";

    @TempDir private Path folder;
    private CompiledModel model;

    @BeforeEach
    void compile() throws IOException {
        model = compile(SimulatedData.MODEL);
    }

    private CompiledModel compile(String text) throws IOException {
        FitTask task = SimulatedData.task(folder, text);
        return ModelCompiler.compile(task.model(), task.panel());
    }

    /** One draw per value of u: 0.005, 0.015 … 0.995. */
    private interface Shape {
        double at(Effect effect, double u);
    }

    private List<EffectRow> rows(Intervention intervention, Shape shape) {
        var decomposition = new EffectDecomposition(model, intervention);
        List<Effect> effects = decomposition.effects();
        double[][][] values = new double[effects.size()][2][50];
        for (int e = 0; e < effects.size(); e++) {
            for (int d = 0; d < 100; d++) {
                values[e][d % 2][d / 2] = shape.at(effects.get(e), (d + 0.5) / 100);
            }
        }
        return EffectRows.of(model, intervention, new EffectDraws(decomposition, values));
    }

    private static Intervention off(String source) {
        return new Intervention(source, 0, LAST, -1);
    }

    private static EffectRow row(List<EffectRow> rows, String effect) {
        return rows.stream()
                .filter(row -> row.effect().equals(effect) && row.path().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Direct and indirect effect as functions of u, total their sum, everything else 1. */
    private static Shape of(ToDoubleFunction<Double> direct, ToDoubleFunction<Double> indirect) {
        return (effect, u) ->
                switch (effect.kind()) {
                    case DIRECT -> direct.applyAsDouble(u);
                    case INDIRECT -> indirect.applyAsDouble(u);
                    case TOTAL -> direct.applyAsDouble(u) + indirect.applyAsDouble(u);
                    default -> 1;
                };
    }

    private static void assertSuppressed(EffectRow row, String why) {
        assertThat(row.note().orElseThrow()).contains(why);
        assertThat(
                        new double[] {
                            row.mean(),
                            row.median(),
                            row.sd(),
                            row.q025(),
                            row.q05(),
                            row.q25(),
                            row.q75(),
                            row.q95(),
                            row.q975(),
                            row.pPositive(),
                            row.rhat(),
                            row.essBulk()
                        })
                .containsOnly(Double.NaN);
    }

    @Test
    void proportionMediatedIsTheShareDrawByDraw() {
        EffectRow row =
                row(rows(off("tv"), of(u -> 3 + u, u -> 1 - 0.5 * u)), "proportion_mediated");
        assertThat(row.note()).isEmpty();
        assertThat(row.unit()).isEqualTo("share of total");
        // (1 − u/2)/(4 + u/2) falls in u, so its median is the mean of its two middle values.
        assertThat(row.median())
                .isCloseTo(0.5 * (0.7525 / 4.2475 + 0.7475 / 4.2525), within(1e-12));
    }

    @Test
    void proportionMediatedNeedsATotalAwayFromZero() {
        assertSuppressed(
                row(rows(off("tv"), of(u -> 1, u -> 3 * (u - 0.5))), "proportion_mediated"),
                "the 90 % interval of the total effect includes 0");
        // From 0.1 to 5.1: its 5 % quantile is below a quarter of its median.
        assertSuppressed(
                row(rows(off("tv"), of(u -> 0.1, u -> 5 * u)), "proportion_mediated"),
                "too close to 0");
    }

    @Test
    void oppositeSignsAreCalledInconsistentMediation() {
        Shape opposite = of(u -> 10, u -> u < 0.55 ? -1 : 1);
        assertSuppressed(
                row(rows(off("tv"), opposite), "proportion_mediated"), "inconsistent mediation");
        Shape mostlyAlike = of(u -> 10, u -> u < 0.45 ? -1 : 1);
        assertThat(row(rows(off("tv"), mostlyAlike), "proportion_mediated").note()).isEmpty();
    }

    @Test
    void proportionMediatedIsLeftOutWithoutAnIndirectPath() {
        assertThat(rows(off("mail"), of(u -> 1 + u, u -> 0)))
                .extracting(EffectRow::effect)
                .containsExactly(
                        "direct",
                        "indirect",
                        "total",
                        "direct_total",
                        "indirect_pure",
                        "interaction",
                        "net_profit"); // and no ROI of what is not paid for
    }

    @Test
    void ratiosAreSuppressedWhereTheDenominatorMayNotBePositive() {
        double own = new EffectDecomposition(model, off("tv")).ownSpend();
        assertThat(own).isPositive();
        // Induced spend takes more than was saved in 2 draws of 100, then in 1.
        List<EffectRow> twice = rows(off("tv"), money(own, 0.02));
        assertSuppressed(row(twice, "roi_with_induced"), "≤ 0 with probability 0.02");
        assertThat(row(twice, "roi").note()).isEmpty();
        List<EffectRow> once = rows(off("tv"), money(own, 0.01));
        assertThat(row(once, "roi_with_induced").note()).isEmpty();
        EffectRow roi = row(once, "roi");
        assertThat(roi.mean()).isCloseTo(2, within(1e-12));
        assertThat(roi.unit()).isEqualTo("money per unit of spend");
        EffectRow profit = row(once, "net_profit");
        assertThat(profit.mean()).isCloseTo(2 * own - own - 0.01 * -1.5 * own, within(1e-9 * own));
        assertThat(profit.unit()).isEqualTo("money");
    }

    /** Twice the money back; the mediator costs −1.5 of what the source costs in some draws. */
    private static Shape money(double own, double share) {
        return (effect, u) ->
                switch (effect.kind()) {
                    case TOTAL_MONEY -> 2 * own;
                    case INDUCED_SPEND -> u < share ? -1.5 * own : 0;
                    default -> 1 + u;
                };
    }

    @Test
    void aPaidSourceWithoutSpendInTheWindowHasNoRatio() throws IOException {
        double[] tv = model.panel().column("tv");
        int silent = 0;
        while (tv[silent] > 0) {
            silent++;
        }
        List<EffectRow> rows = rows(new Intervention("tv", silent, silent, -1), (effect, u) -> 0);
        assertSuppressed(row(rows, "roi"), "≤ 0 with probability 1.00");
    }

    /** For an increase Y(x) − Y(x′) is minus what it brings. */
    @Test
    void increasesArePrintedAsTheChangeTheyBring() {
        var more = new Intervention("tv", 10, 20, 0.1);
        double own = new EffectDecomposition(model, more).ownSpend();
        assertThat(own).isNegative();
        List<EffectRow> rows =
                rows(
                        more,
                        (effect, u) ->
                                switch (effect.kind()) {
                                    case DIRECT -> -3;
                                    case INDIRECT -> -1;
                                    case TOTAL -> -4 - u;
                                    case TOTAL_MONEY -> 3 * own;
                                    case INDUCED_SPEND -> 0.5 * own;
                                    default -> -1;
                                });
        assertThat(row(rows, "direct").mean()).isEqualTo(3);
        assertThat(row(rows, "indirect").pPositive()).isEqualTo(1);
        assertThat(row(rows, "total").q05()).isBetween(4.0, 4.1);
        assertThat(row(rows, "total").q95()).isBetween(4.9, 5.0);
        assertThat(row(rows, "proportion_mediated").median()).isBetween(0.2, 0.25);
        assertThat(row(rows, "net_profit").mean()).isCloseTo(-1.5 * own, within(1e-9 * -own));
        assertThat(row(rows, "roi").mean()).isCloseTo(3, within(1e-12));
        assertThat(row(rows, "roi_with_induced").mean()).isCloseTo(2, within(1e-12));
    }

    @Test
    void summariesAreThoseOfTheDraws() {
        EffectRow row = row(rows(off("tv"), (effect, u) -> u - 0.1), "total");
        assertThat(row.mean()).isCloseTo(0.4, within(1e-12));
        assertThat(row.median()).isCloseTo(0.4, within(1e-12));
        // Variance of 0.01 i, i = 1..100: 1e-4 · 100 · 101 / 12.
        assertThat(row.sd()).isCloseTo(Math.sqrt(1e-4 * 100 * 101 / 12), within(1e-12));
        assertThat(row.q025()).isCloseTo(0.005 + 0.99 * 0.025 - 0.1, within(1e-12));
        assertThat(row.q05()).isCloseTo(0.005 + 0.99 * 0.05 - 0.1, within(1e-12));
        assertThat(row.q25()).isCloseTo(0.005 + 0.99 * 0.25 - 0.1, within(1e-12));
        assertThat(row.q75()).isCloseTo(0.005 + 0.99 * 0.75 - 0.1, within(1e-12));
        assertThat(row.q95()).isCloseTo(0.005 + 0.99 * 0.95 - 0.1, within(1e-12));
        assertThat(row.q975()).isCloseTo(0.005 + 0.99 * 0.975 - 0.1, within(1e-12));
        assertThat(row.pPositive()).isEqualTo(0.9);
        assertThat(row.unit()).isEqualTo("revenue");
        assertThat(row.from()).isEqualTo("2024-01-07");
        assertThat(row.to()).isEqualTo("2025-07-13");
    }

    @Test
    void signsFixedByPositivePathsAreSaid() throws IOException {
        List<EffectRow> signed = rows(off("tv"), (effect, u) -> u);
        assertThat(row(signed, "direct").note()).contains(SIGN);
        assertThat(row(signed, "direct_total").note()).contains(SIGN);
        assertThat(row(signed, "indirect").note()).isEmpty();
        assertThat(row(signed, "indirect_pure").note()).isEmpty();
        assertThat(row(signed, "total").note()).isEmpty();
        assertThat(row(signed, "interaction").note()).isEmpty();
        List<EffectRow> search = rows(off("search"), (effect, u) -> u);
        assertThat(row(search, "total").note()).contains(SIGN);
        assertThat(row(search, "indirect").note()).contains("no indirect path in the graph");

        model =
                compile(
                        SimulatedData.MODEL.replace(
                                "\"tv -> search\"",
                                "{ \"from\": \"tv\", \"to\": \"search\", \"sign\": \"positive\""
                                        + " }"));
        List<EffectRow> positive = rows(off("tv"), (effect, u) -> u);
        for (String effect :
                List.of("direct", "direct_total", "indirect", "indirect_pure", "total")) {
            assertThat(row(positive, effect).note()).as(effect).contains(SIGN);
        }
        assertThat(positive)
                .filteredOn(row -> row.path().equals(Optional.of("tv -> search -> revenue")))
                .singleElement()
                .extracting(EffectRow::note)
                .isEqualTo(Optional.of(SIGN));
    }

    @Test
    void missingPathsAreSaid() throws IOException {
        model = compile(SimulatedData.MODEL.replace("\"tv -> revenue\", ", ""));
        List<EffectRow> rows = rows(off("tv"), (effect, u) -> u);
        assertThat(row(rows, "direct").note()).contains("no direct path in the graph");
        assertThat(row(rows, "direct_total").note()).contains("no direct path in the graph");
        assertThat(row(rows, "interaction").note()).contains("needs both paths");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -100%",
        "0.1, +10%",
        "-0.125, -12.5%",
        "0.07, +7%",
        "0.29, +29%",
        "10, +1000%",
        "-0.99999999999, -99.999999999%",
        "0.0000001, +0.00001%",
        "1, +100%"
    })
    void changesAreWrittenAsAnAnalystWould(double change, String text) {
        assertThat(rows(new Intervention("tv", 0, 5, change), (effect, u) -> 1))
                .extracting(EffectRow::change)
                .containsOnly(text);
    }

    private static EffectQuery query(String source, @Nullable String from, @Nullable String to) {
        return new EffectQuery(
                Optional.of(source),
                Optional.empty(),
                Optional.ofNullable(from).map(LocalDate::parse),
                Optional.ofNullable(to).map(LocalDate::parse),
                -1);
    }

    @Test
    void aQueryBecomesOneInterventionForEachSource() {
        assertThat(EffectSummaries.interventions(model, EffectQuery.standard()))
                .containsExactly(off("tv"), off("mail"), off("search"));
        // Weeks begin on Sundays; a window holds the weeks that begin in it.
        assertThat(
                        EffectSummaries.interventions(
                                model, query("search", "2024-01-08", "2024-02-03")))
                .containsExactly(new Intervention("search", 1, 3, -1));
        assertThat(EffectSummaries.interventions(model, query("tv", "2025-07-13", null)))
                .containsExactly(new Intervention("tv", LAST, LAST, -1));
    }

    /** A control has effects like a source, but no return: nobody says what it costs. */
    @Test
    void aControlIsChangedLikeASourceAndHasNoReturn() throws IOException {
        String logarithm =
                SimulatedData.MODEL.replace(
                        "{ \"column\": \"price\" }",
                        "{ \"column\": \"price\", \"transform\": \"log\" }");
        CompiledModel own = compile(logarithm);
        List<String> names = own.parameters().reportedNames();
        double[] values = new double[names.size()];
        Arrays.fill(values, 0.3);
        Draws draws =
                new Draws(names, new double[][][] {{values, values, values, values}}, List.of());
        var dearer =
                new EffectQuery(
                        Optional.of("price"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0.1);
        List<EffectRow> rows = EffectSummaries.of(own, draws, dearer);

        // +10 % in every week moves the log by ln 1.1: 0.3 ln 1.1 of a mean week, directly.
        double mean = own.outcome().scale().scale();
        double weeks = own.panel().weeks().size();
        assertThat(row(rows, "direct").median())
                .isCloseTo(0.3 * Math.log(1.1) * mean * weeks, within(1e-6 * mean));
        assertThat(row(rows, "total").median())
                .isCloseTo(
                        row(rows, "direct").median() + row(rows, "indirect").median(),
                        within(1e-6 * mean));
        assertThat(rows).extracting(EffectRow::effect).doesNotContain("roi", "net_profit");
        assertThatThrownBy(() -> EffectSummaries.interventions(own, query("price", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "change: -100% of price leaves nothing to take the logarithm of; it must be"
                                + " above -100%");
    }

    @Test
    void aQueryThatCannotBeAnsweredSaysWhatIsAllowed() {
        assertThatThrownBy(() -> EffectSummaries.interventions(model, query("radio", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "source: radio is not a source or control of this model; sources are tv,"
                                + " mail, search; controls are price");
        for (EffectQuery window :
                List.of(
                        query("tv", "2023-12-31", null),
                        query("tv", "2026-01-01", null),
                        query("tv", "2024-03-01", "2024-02-01"),
                        query("tv", "2024-01-08", "2024-01-13"),
                        query("tv", null, "2023-01-01"))) {
            assertThatThrownBy(() -> EffectSummaries.interventions(model, window))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "must hold a week and lie in the fitted weeks 2024-01-07 to"
                                    + " 2025-07-13");
        }
    }

    @Test
    void weeksBeforeTheTrainingWindowAreNotAnswered() throws IOException {
        model =
                compile(
                        SimulatedData.MODEL.replace(
                                "\"date\": \"week\"",
                                "\"date\": \"week\", \"from\": \"2024-02-04\""));
        assertThat(EffectSummaries.interventions(model, query("tv", null, null)))
                .containsExactly(new Intervention("tv", 4, LAST, -1));
        assertThatThrownBy(
                        () -> EffectSummaries.interventions(model, query("tv", "2024-01-28", null)))
                .hasMessageContaining("window: 2024-01-28 to 2025-07-13")
                .hasMessageContaining("fitted weeks 2024-02-04 to");
    }
}
