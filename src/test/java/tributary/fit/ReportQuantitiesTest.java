package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.mcmc.Draws;
import tributary.mcmc.ProgressListener;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;
import tributary.store.RunDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the report shows beside the files of a small fitted run. */
class ReportQuantitiesTest {
    private static final String MODEL =
            SimulatedData.MODEL
                    .replace(
                            "{ \"column\": \"revenue\" }",
                            "{ \"column\": \"revenue\", \"link\": \"log\" }")
                    .replace(
                            "{ \"column\": \"price\" }",
                            "{ \"column\": \"price\", \"price_response\": \"constant_elasticity\","
                                    + " \"into\": [ \"revenue\" ] }")
                    .replace("\"warmup\": 300, \"draws\": 200", "\"warmup\": 200, \"draws\": 100");

    @TempDir private static Path folder;

    private static Run run;
    private static ReportQuantities quantities;

    @BeforeAll
    static void fit() throws IOException {
        FitTask task = SimulatedData.task(folder, MODEL);
        run = new LocalFitExecutor().fit(task, 2, ProgressListener.NONE);
        quantities = ReportQuantities.of(run);
    }

    @Test
    void windowsAreThoseOfAQueryForTheirWeeks() {
        List<LocalDate> weeks = run.panel().weeks();
        assertThat(quantities.windows().stream().map(EffectWindow::label))
                .containsExactly("all weeks", "last 52 weeks", "last 13 weeks");
        for (int last : new int[] {52, 13}) {
            var query =
                    new EffectQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(weeks.get(weeks.size() - last)),
                            Optional.of(weeks.getLast()),
                            -1);
            List<EffectRow> rows =
                    EffectSummaries.of(run.model(), run.panel(), run.draws(), query).stream()
                            .filter(ReportQuantitiesTest::isShown)
                            .toList();
            EffectWindow window = quantities.windows().get(last == 52 ? 1 : 2);
            assertThat(window.rows()).isNotEmpty().isEqualTo(rows);
        }
        assertThat(quantities.windows().getFirst().rows())
                .isEqualTo(run.effects().stream().filter(ReportQuantitiesTest::isShown).toList());
    }

    private static boolean isShown(EffectRow row) {
        return Set.of("direct", "indirect", "total", "roi", "roi_with_induced")
                .contains(row.effect());
    }

    @Test
    void aRunThatWasWrittenAndReadGivesTheSame() throws IOException {
        Path directory = folder.resolve("run");
        RunDirectory.write(directory, run, Map.of());
        assertThat(ReportQuantities.of(RunDirectory.read(directory)))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(quantities);
    }

    @Test
    void decompositionAddsUpToTheExpectedWeeks() {
        WeeklyDecomposition decomposition = quantities.decomposition().orElseThrow();
        assertThat(decomposition.draws()).isEqualTo(200); // all of them
        List<FitSummary.Week> weeks = run.fit().nodes().getFirst().weeks();
        for (int t = 0; t < weeks.size(); t++) {
            assertThat(decomposition.observed()[t]).isEqualTo(weeks.get(t).observed());
            assertThat(decomposition.expected().median()[t])
                    .isCloseTo(weeks.get(t).expected(), within(1e-9 * weeks.get(t).expected()));
        }
    }

    /** Under constant elasticity, a log link and no product every draw is (1 + ψ)^γ − 1. */
    @Test
    void priceResponseIsThatOfItsElasticity() {
        PriceResponse response = quantities.prices().getFirst();
        assertThat(response.change()).hasSize(13).startsWith(-0.3).endsWith(0.3);
        Draws draws = run.draws();
        double[][] gamma = draws.column(draws.indexOf("control_price_to_revenue"));
        double[] sorted = Arrays.stream(gamma).flatMapToDouble(Arrays::stream).sorted().toArray();
        double median = 0.5 * (sorted[99] + sorted[100]);
        for (int i = 0; i < 13; i++) {
            double percent = 100 * (Math.pow(1 + response.change()[i], median) - 1);
            // The mean of the two in the middle is taken before or after the power.
            assertThat(response.outcome().median()[i]).isCloseTo(percent, within(0.02));
        }
        assertThat(response.outcome().median()[6]).isZero();
        assertThat(response.observedLow()).isLessThan(response.median());
        assertThat(response.observedHigh()).isGreaterThan(response.median());
    }

    /** Geometric weights fall by λ from week to week, the curve is that of a Hill function. */
    @Test
    void curvesAreThoseOfTheirParameters() {
        MediaCurve curve = quantities.curves().getFirst();
        Draws draws = run.draws();
        double[][] lambda = draws.column(draws.indexOf("decay_tv"));
        double[][][] first = {Statistics.map(lambda, value -> 1 - value)};
        assertThat(curve.carryOver().median()).hasSize(13);
        assertThat(curve.carryOver().median()[0])
                .isCloseTo(Band.of(first).median()[0], within(1e-12));
        double[][] k = draws.column(draws.indexOf("half_saturation_tv"));
        double[][] s = draws.column(draws.indexOf("slope_tv"));
        double unit = medianPositive(run.panel().trainingColumn("tv"));
        double[][] half = Statistics.map(k, s, (kk, ss) -> hill(curve.amount()[20] / unit, kk, ss));
        double[][] whole =
                Statistics.map(k, s, (kk, ss) -> hill(curve.amount()[40] / unit, kk, ss));
        double[][][] ratio = {Statistics.map(half, whole, (x, y) -> x / y)};
        assertThat(curve.response().median()[20])
                .isCloseTo(Band.of(ratio).median()[0], within(1e-12));
        assertThat(curve.response().q05()[40]).isEqualTo(1);
        assertThat(curve.amount()[40]).isEqualTo(curve.observedHigh());
    }

    private static double medianPositive(double[] x) {
        double[] sorted = Arrays.stream(x).filter(v -> v > 0).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }

    private static double hill(double a, double k, double s) {
        return Math.pow(a, s) / (Math.pow(a, s) + Math.pow(k, s));
    }

    @Test
    void priorsAreThoseOfTheDefaults() {
        PriorPosterior decay = prior("decay_tv"); // Beta(1, 3): 1 − (1 − x)³
        for (int i = 0; i < 3; i++) {
            double p = new double[] {0.05, 0.5, 0.95}[i];
            // Four standard errors of a quantile of 2000 draws, at the flattest density of these.
            assertThat(1 - Math.pow(1 - decay.priorInterval()[i], 3)).isCloseTo(p, within(0.045));
        }
        for (PriorPosterior each : quantities.priors()) {
            double width = each.edges()[1] - each.edges()[0];
            assertThat(width * Arrays.stream(each.posterior()).sum())
                    .as(each.name())
                    .isBetween(0.97, 1 + 1e-9);
            assertThat(width * Arrays.stream(each.prior()).sum()).isBetween(0.0, 1 + 1e-9);
            assertThat(each.contraction()).isLessThan(1);
        }
        assertThat(prior("sigma_revenue").contraction()).isGreaterThan(0.9);
    }

    private static PriorPosterior prior(String name) {
        return quantities.priors().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The posterior of a return is the row of the effects. */
    @Test
    void returnsAreThoseOfTheEffects() {
        EffectRow row =
                run.effects().stream()
                        .filter(each -> each.source().equals("tv") && each.effect().equals("roi"))
                        .findFirst()
                        .orElseThrow();
        double[] interval = prior("roi tv").posteriorInterval();
        assertThat(interval[0]).isCloseTo(row.q05(), within(1e-9 * Math.abs(row.median())));
        assertThat(interval[1]).isCloseTo(row.median(), within(1e-9 * Math.abs(row.median())));
        assertThat(interval[2]).isCloseTo(row.q95(), within(1e-9 * Math.abs(row.median())));
        assertThat(quantities.priors().stream().map(PriorPosterior::name))
                .contains("roi search")
                .doesNotContain("roi mail"); // nobody pays for it
    }

    @Test
    void tracesKeepTheOrderOfTheDraws() {
        ChainTrace trace =
                quantities.traces().stream()
                        .filter(each -> each.parameter().equals("decay_tv"))
                        .findFirst()
                        .orElseThrow();
        double[][] column = run.draws().column(run.draws().indexOf("decay_tv"));
        assertThat(trace.every()).isEqualTo(1);
        assertThat(trace.values()).isDeepEqualTo(column);
        assertThat(Arrays.stream(trace.ranks()).mapToInt(bins -> Arrays.stream(bins).sum()))
                .containsExactly(100, 100);
    }

    @Test
    void ranksOfAHandExample() {
        double[][] x = new double[2][20];
        for (int i = 0; i < 20; i++) {
            x[0][i] = i;
            x[1][i] = 100 + i;
        }
        int[][] apart = ChainTraces.ranks(x);
        assertThat(Arrays.stream(apart[0]).limit(10)).containsOnly(2);
        assertThat(Arrays.stream(apart[0]).skip(10)).containsOnly(0);
        assertThat(Arrays.stream(apart[1]).skip(10)).containsOnly(2);
        int[][] equal = ChainTraces.ranks(new double[2][20]);
        assertThat(equal[0]).containsOnly(1);
        assertThat(equal[1]).containsOnly(1);
    }

    /** One that all proposals leave where it is; a pass per draw over its equals would not end. */
    @Test
    void ranksOfAConstantAreSpreadEvenly() {
        int[][] ranks = ChainTraces.ranks(new double[8][50_000]);
        assertThat(Arrays.stream(ranks).flatMapToInt(Arrays::stream)).containsOnly(2500);
    }

    /** Latents are keyed by the number of a draw: thinning must not renumber them. */
    @Test
    void thinnedDrawsKeepTheirNumbers() {
        ThinnedDraws few = ThinnedDraws.atMost(100, run.draws());
        assertThat(few.draws()).isEqualTo(50);
        assertThat(few.number(0)).isZero();
        assertThat(few.number(49)).isEqualTo(98);
        assertThat(few.row(1, 49)).isEqualTo(run.draws().row(1, 98));
        assertThat(ThinnedDraws.atMost(1, run.draws()).draws()).isOne();
    }
}
