package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Panel;
import tributary.effects.EffectDecomposition;
import tributary.effects.Intervention;
import tributary.effects.Latents;
import tributary.mcmc.Draws;
import tributary.mcmc.ProgressListener;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.report.HtmlReport;
import tributary.store.FitSummary;
import tributary.store.Run;
import tributary.store.RunDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Weeks after {@code data.to}: predicted, and without any say in the fit. */
class LaterWeeksTest {
    private static final int END = 53;

    /** With a pre-period, and an end of training that is no first day of a week. */
    private static final String WINDOW =
            "\"date\": \"week\", \"from\": \"2024-02-04\", \"to\": \"2025-01-07\"";

    private static final String MODEL =
            SimulatedData.MODEL
                    .replace("\"date\": \"week\"", WINDOW)
                    .replace("\"warmup\": 300, \"draws\": 200", "\"warmup\": 150, \"draws\": 100");

    @TempDir private static Path folder;

    private static FitTask task;
    private static Run run;

    @BeforeAll
    static void fit() throws IOException {
        task = SimulatedData.task(folder, MODEL);
        run = new LocalFitExecutor().fit(task, 2, ProgressListener.NONE);
    }

    private static FitSummary.NodeFit outcome(Run of) {
        return of.fit().nodes().getFirst();
    }

    private static long[] bits(Draws draws) {
        return IntStream.range(0, draws.chains() * draws.draws())
                .mapToObj(i -> draws.row(i / draws.draws(), i % draws.draws()))
                .flatMapToDouble(Arrays::stream)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    @Test
    void theFitIsThatOfAFileCutThere() throws IOException {
        Path data = folder.resolve("cut.csv");
        List<String> lines = Files.readAllLines(folder.resolve("weekly.csv"));
        Files.write(data, lines.subList(0, END + 1));
        FitTask cut = ModelLoader.load(folder.resolve("model.json"), Optional.of(data));
        assertThat(cut.panel().weeks()).hasSize(END);
        Run expected = new LocalFitExecutor().fit(cut, 2, ProgressListener.NONE);

        assertThat(run.draws().names()).isEqualTo(expected.draws().names());
        assertThat(bits(run.draws())).isEqualTo(bits(expected.draws()));
        assertThat(run.effects()).isEqualTo(expected.effects());
        assertThat(run.priors()).isEqualTo(expected.priors());
        assertThat(run.notes()).isEqualTo(expected.notes());
        for (int node = 0; node < 2; node++) {
            FitSummary.NodeFit fit = run.fit().nodes().get(node);
            FitSummary.NodeFit other = expected.fit().nodes().get(node);
            assertThat(other.holdout()).isEmpty();
            assertThat(fit.weeks()).hasSize(80 - 4);
            assertThat(fit.fittedWeeks()).isEqualTo(END - 4).isEqualTo(other.weeks().size());
            for (int t = 0; t < other.weeks().size(); t++) {
                FitSummary.Week week = other.weeks().get(t);
                var close = within(1e-10 * Math.abs(week.expected())); // sums in another order
                assertThat(fit.weeks().get(t).week()).isEqualTo(week.week());
                assertThat(fit.weeks().get(t).expected()).isCloseTo(week.expected(), close);
                assertThat(fit.weeks().get(t).q05()).isCloseTo(week.q05(), close);
                assertThat(fit.weeks().get(t).q95()).isCloseTo(week.q95(), close);
                assertThat(fit.weeks().get(t).observed()).isEqualTo(week.observed());
            }
            assertThat(fit.metrics().r2()).isCloseTo(other.metrics().r2(), within(1e-9));
            assertThat(fit.metrics().coverage()).isEqualTo(other.metrics().coverage());
        }
    }

    /** The simulated weeks go on as before, so that a forecast of them must be a good one. */
    @Test
    void laterWeeksArePredictedWell() {
        FitSummary.Metrics metrics = outcome(run).holdout().orElseThrow();
        List<FitSummary.Week> later =
                outcome(run).weeks().stream().filter(week -> !week.fitted()).toList();
        assertThat(later).hasSize(80 - END).allMatch(FitSummary.Week::isObserved);
        assertThat(later.getFirst().week()).isEqualTo("2025-01-12");
        assertThat(metrics).isEqualTo(Predictions.metrics(later, 0));
        // sigma is 4 % of a level of 50,000; the trend of 53 weeks is carried on for 27.
        assertThat(metrics.rmse()).isLessThan(3 * 0.04 * 50_000);
        assertThat(metrics.coverage()).isGreaterThan(0.6);
        assertThat(metrics.rmse()).isNotEqualTo(outcome(run).metrics().rmse());
        assertThat(run.panel().findings().toString())
                .contains("27 weeks after 2025-01-07 are predicted, not fitted");
    }

    @Test
    void anOutcomeToComeIsPredictedTheSameAndComparedWithNothing() {
        Panel panel = task.panel();
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, panel.column(name)));
        double[] revenue = panel.column("revenue");
        Arrays.fill(revenue, END, revenue.length, Double.NaN);
        columns.put("revenue", revenue);
        Panel unknown =
                new Panel(
                        panel.weeks(),
                        columns,
                        panel.firstTrainingWeek(),
                        END,
                        panel.file(),
                        panel.sha256(),
                        panel.findings());
        Run other =
                new LocalFitExecutor()
                        .fit(new FitTask(task.model(), unknown), 2, ProgressListener.NONE);

        assertThat(bits(other.draws())).isEqualTo(bits(run.draws()));
        assertThat(outcome(other).holdout()).isEmpty();
        assertThat(outcome(other).metrics()).isEqualTo(outcome(run).metrics());
        assertThat(outcome(other).weeks())
                .extracting(FitSummary.Week::expected, FitSummary.Week::q05)
                .isEqualTo(
                        outcome(run).weeks().stream()
                                .map(week -> tuple(week.expected(), week.q05()))
                                .toList());
        assertThat(outcome(other).weeks().getLast().observed()).isNaN();
    }

    @Test
    void aRunReadBackHasTheSameSplit() throws IOException {
        Path directory = folder.resolve("run");
        String report = HtmlReport.render(run, ReportQuantities.of(run));
        RunDirectory.write(directory, run, Map.of("report.html", report));
        Run read = RunDirectory.read(directory);

        assertThat(read.panel().firstTrainingWeek()).isEqualTo(4);
        assertThat(read.panel().endOfTraining()).isEqualTo(END);
        assertThat(read.model().data().to()).contains(LocalDate.of(2025, 1, 7));
        assertThat(read.fit()).isEqualTo(run.fit());
        assertThat(HtmlReport.render(read, ReportQuantities.of(read))).isEqualTo(report);
        assertThat(
                        EffectSummaries.of(
                                read.model(), read.panel(), read.draws(), EffectQuery.standard()))
                .isEqualTo(run.effects());

        FitTask again = ModelLoader.load(directory.resolve("model.json"), Optional.empty());
        assertThat(again.panel().endOfTraining()).isEqualTo(END);
        assertThat(again.panel().weeks()).isEqualTo(task.panel().weeks());
        assertThat(bits(new LocalFitExecutor().fit(again, 2, ProgressListener.NONE).draws()))
                .isEqualTo(bits(run.draws()));
    }

    @Test
    void windowsOfEffectsEndWithTheTraining() {
        assertThat(run.effects()).allMatch(row -> row.to().equals("2025-01-05"));
        var late =
                new EffectQuery(
                        Optional.of("tv"),
                        Optional.empty(),
                        Optional.of(LocalDate.of(2024, 12, 1)),
                        Optional.of(LocalDate.of(2025, 2, 2)),
                        -1);
        assertThatThrownBy(() -> EffectSummaries.of(task.model(), task.panel(), run.draws(), late))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2024-12-01 to 2025-02-02")
                .hasMessageContaining("fitted weeks 2024-02-04 to 2025-01-05");
    }

    /** Carry-over of the last weeks is not counted where there is nothing fitted to compare. */
    @Test
    void effectsSumOverTrainingWeeksOnly() {
        CompiledModel all = ModelCompiler.compile(task.model(), task.panel());
        CompiledModel training = ModelCompiler.compile(task.model(), task.panel().training());
        for (String source : List.of("tv", "search")) {
            var window = new Intervention(source, 30, END - 1, -1);
            double[] actual = effects(all, window);
            double[] expected = effects(training, window);
            for (int e = 0; e < expected.length; e++) {
                assertThat(actual[e])
                        .isCloseTo(expected[e], within(1e-9 * Math.max(1, Math.abs(expected[e]))));
            }
        }
    }

    private static double[] effects(CompiledModel model, Intervention intervention) {
        var decomposition = new EffectDecomposition(model, intervention);
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(run.draws().row(0, 0), theta);
        double[] values = new double[decomposition.effects().size()];
        decomposition.evaluate(theta, Latents.drawn(1, 0, 0), values);
        return values;
    }

    /** Scales from the training weeks; a trend that is −1..1 over them and goes on. */
    @Test
    void expectationIsTheEquationAtTheInputsOfTheWeek(@TempDir Path other) throws IOException {
        String plain =
                """
                { "data": { "file": "weekly.csv", %s },
                  "outcome": { "column": "revenue" },
                  "channels": [ { "column": "tv", "adstock": "none", "saturation": "linear" } ],
                  "paths": [ "tv -> revenue" ],
                  "controls": [ { "column": "price" } ],
                  "trend": { "type": "quadratic" }, "seasonality": { "order": 0 } }
                """
                        .formatted(WINDOW);
        FitTask small = SimulatedData.task(other, plain);
        CompiledModel model = ModelCompiler.compile(small.model(), small.panel());
        Map<String, Double> values =
                Map.of(
                        "intercept_revenue", 0.6,
                        "coefficient_tv_to_revenue", 0.2,
                        "control_price_to_revenue", -0.05,
                        "trend_revenue.1", 0.07,
                        "trend_revenue.2", 0.03,
                        "sigma_revenue", 1e-9);
        List<String> names = model.parameters().reportedNames();
        assertThat(names).containsExactlyInAnyOrderElementsOf(values.keySet());
        double[] row = names.stream().mapToDouble(values::get).toArray();
        var draws = new Draws(names, new double[][][] {{row, row}}, List.of());
        List<FitSummary.Week> weeks =
                Predictions.summarise(model, draws, 1).nodes().getFirst().weeks();

        double[] tv = small.panel().column("tv");
        double[] price = small.panel().column("price");
        double[] sorted = Arrays.stream(tv, 4, END).filter(x -> x > 0).sorted().toArray();
        int n = sorted.length;
        double median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
        double mean = Arrays.stream(price, 4, END).average().orElseThrow();
        double squares = Arrays.stream(price, 4, END).map(p -> (p - mean) * (p - mean)).sum();
        double sd = Math.sqrt(squares / (END - 4 - 1));
        double level =
                Arrays.stream(small.panel().column("revenue"), 4, END).average().orElseThrow();
        for (int t = 4; t < 80; t++) {
            double time = 2.0 * (t - 4) / (END - 1 - 4) - 1;
            double eta =
                    0.6
                            + 0.2 * tv[t] / median
                            - 0.05 * (price[t] - mean) / sd
                            + 0.07 * time
                            + 0.03 * time * time;
            assertThat(weeks.get(t - 4).expected()).isCloseTo(level * eta, within(1e-10 * level));
            assertThat(weeks.get(t - 4).fitted()).isEqualTo(time <= 1);
        }
        assertThat(2.0 * (79 - 4) / (END - 1 - 4) - 1).isGreaterThan(2);
    }
}
