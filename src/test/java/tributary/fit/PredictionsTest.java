package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.effects.BruteForceEffects;
import tributary.mcmc.Draws;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.Predictor;
import tributary.store.FitSummary;
import tributary.store.FitSummary.Week;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class PredictionsTest {
    @TempDir private Path folder;

    @Test
    void metricsOfAHandExample() {
        FitSummary.Metrics metrics =
                Predictions.metrics(
                        List.of(
                                new Week("2024-01-07", true, 12, 8, 15, 10),
                                new Week("2024-01-14", true, 18, 18.5, 21, 20),
                                new Week("2024-01-21", true, 33, 30.5, 36, 30),
                                new Week("2024-01-28", true, 3, -2, 7, 0)),
                        0);
        // Errors −2, 2, −3, −3; mean 15; deviations −5, 5, 15, −15.
        assertThat(metrics.r2()).isCloseTo(1 - 26.0 / 500, within(1e-15));
        assertThat(metrics.mape()).isCloseTo((0.2 + 0.1 + 0.1) / 3, within(1e-15));
        assertThat(metrics.wmape()).isCloseTo(10.0 / 60, within(1e-15));
        assertThat(metrics.rmse()).isCloseTo(Math.sqrt(26.0 / 4), within(1e-15));
        double logs =
                Math.pow(Math.log(10.0 / 12), 2)
                        + Math.pow(Math.log(20.0 / 18), 2)
                        + Math.pow(Math.log(30.0 / 33), 2);
        assertThat(metrics.logRmse()).isCloseTo(Math.sqrt(logs / 3), within(1e-15));
        assertThat(metrics.coverage()).isEqualTo(0.75); // 30 is below its interval
    }

    /** After training, φ^k of the last residual is expected of week k; in training nothing is. */
    @Test
    void forecastsUnderAutocorrelationStartFromTheLastResidual() throws IOException {
        String text =
                SimulatedData.MODEL
                        .replace("\"date\": \"week\"", "\"date\": \"week\", \"to\": \"2025-05-25\"")
                        .replace("\"revenue\" },", "\"revenue\", \"ar\": 1 },");
        FitTask task = SimulatedData.task(folder, text);
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        CompiledEquation outcome = model.outcome();
        double[] row = new double[model.parameters().reportedNames().size()];
        Arrays.fill(row, 0.2);
        row[model.parameters().reportedNames().indexOf("ar_revenue")] = 0.7;
        row[model.parameters().reportedNames().indexOf("sigma_revenue")] = 0.1;
        double[][][] values = new double[4][1000][];
        for (double[][] chain : values) {
            Arrays.fill(chain, row);
        }
        var draws = new Draws(model.parameters().reportedNames(), values, List.of());
        List<Week> weeks = Predictions.summarise(model, draws, 1).nodes().getFirst().weeks();

        Predictor predictor = new Predictor(model);
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(row, theta);
        predictor.evaluate(theta);
        double[] eta = predictor.linearPredictor(outcome);
        int end = task.panel().endOfTraining();
        assertThat(end).isLessThan(weeks.size() - 5);
        int last = model.cells().index(0, end - 1);
        double residual = outcome.scale().toModel(outcome.column()[last]) - eta[last];
        for (int t = 0; t < weeks.size(); t++) {
            int ahead = t - end + 1;
            double carried = ahead > 0 ? Math.pow(0.7, ahead) * residual : 0;
            double expected = outcome.scale().toColumn(eta[model.cells().index(0, t)] + carried);
            assertThat(weeks.get(t).expected()).isCloseTo(expected, within(1e-9 * 50_000));
            // Scale σ√((1−φ^2k)/(1−φ²)), stationary in training. The width of a 90 % interval from
            // 4,000 draws has a relative standard error of 2 %: 5 of them, 6e-7 a week.
            double k = ahead > 0 ? ahead : Double.POSITIVE_INFINITY;
            double sd = 0.1 * Math.sqrt((1 - Math.pow(0.49, k)) / (1 - 0.49));
            double width = (weeks.get(t).q95() - weeks.get(t).q05()) / outcome.scale().scale();
            assertThat(width / (2 * 1.6448536 * sd)).isBetween(0.9, 1.1);
        }
    }

    @Test
    void boundsOfTheIntervalCountAsCoveredAndThereMayBeNoPositiveWeek() {
        FitSummary.Metrics metrics =
                Predictions.metrics(
                        List.of(
                                new Week("2024-01-07", true, -1, -2, 0, -2),
                                new Week("2024-01-14", true, -1, -2, 0, 0)),
                        0);
        assertThat(metrics.coverage()).isEqualTo(1);
        assertThat(metrics.logRmse()).isNaN();
    }

    @Test
    void logarithmicErrorLeavesOutWhatIsAtTheFloor() {
        List<Week> weeks =
                List.of(
                        new Week("2024-01-07", true, 12, 8, 15, 10),
                        new Week("2024-01-14", true, 5, 1, 9, 1));
        assertThat(Predictions.metrics(weeks, 1).logRmse()).isCloseTo(Math.log(1.2), within(1e-15));
        assertThat(Predictions.metrics(weeks, 0).logRmse()).isGreaterThan(1);
        assertThat(Predictions.metrics(weeks, 1).rmse()).isEqualTo(Math.sqrt(10));
    }

    @Test
    void holdoutIsOverLaterWeeksWhoseValueIsKnown() {
        Week trained = new Week("2024-01-07", true, 12, 8, 15, 1000);
        Week known = new Week("2024-01-14", false, 18, 18.5, 21, 20);
        Week other = new Week("2024-01-21", false, 33, 30.5, 36, 30);
        Week unknown = new Week("2024-01-28", false, 3, -2, 7, Double.NaN);
        assertThat(Predictions.holdout(List.of(trained, known, other, unknown), 0))
                .contains(Predictions.metrics(List.of(known, other), 0));
        assertThat(Predictions.metrics(List.of(known, other), 0).rmse())
                .isCloseTo(Math.sqrt(6.5), within(1e-15));
        assertThat(Predictions.holdout(List.of(trained, unknown), 0)).isEmpty();
        assertThat(Predictions.holdout(List.of(trained), 0)).isEmpty();
    }

    /** At one draw with next to no noise: the outcome without its residual. */
    @ParameterizedTest
    @ValueSource(strings = {"identity", "log"})
    void expectationIsTheDataWithoutTheResidual(String link) throws IOException {
        FitTask task =
                SimulatedData.task(
                        folder,
                        SimulatedData.MODEL
                                .replace(
                                        "\"column\": \"revenue\"",
                                        "\"column\": \"revenue\", \"link\": \"" + link + "\"")
                                .replace(
                                        "\"date\": \"week\"",
                                        "\"date\": \"week\", \"from\": \"2024-02-04\""));
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        List<String> names = model.parameters().reportedNames();
        double[] row = new double[names.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = names.get(i).startsWith("sigma_") ? 1e-9 : 0.1 + 0.01 * i;
        }
        var draws = new Draws(names, new double[][][] {{row, row}}, List.of());
        FitSummary summary = Predictions.summarise(model, draws, 1);
        var oracle =
                new BruteForceEffects(task.model(), task.panel(), name -> row[names.indexOf(name)]);

        assertThat(summary.nodes())
                .extracting(FitSummary.NodeFit::node)
                .containsExactly("revenue", "search");
        FitSummary.NodeFit fit = summary.nodes().get(0);
        boolean log = link.equals("log");
        assertThat(fit.expectation()).isEqualTo(log ? "conditional median" : "mean");
        double[] data = task.panel().column("revenue");
        double[] residual = oracle.residual("revenue");
        double scale = model.outcome().scale().scale();
        assertThat(fit.weeks()).hasSize(data.length - 4);
        for (int t = 4; t < data.length; t++) {
            Week week = fit.weeks().get(t - 4);
            double expected =
                    log ? data[t] * Math.exp(-residual[t]) : data[t] - scale * residual[t];
            assertThat(week.week()).isEqualTo(task.panel().weeks().get(t).toString());
            assertThat(week.observed()).isEqualTo(data[t]);
            assertThat(week.expected()).isCloseTo(expected, within(1e-11 * data[t]));
            assertThat(week.q05()).isCloseTo(expected, within(1e-7 * data[t]));
            assertThat(week.q95()).isCloseTo(expected, within(1e-7 * data[t]));
        }
        assertThat(fit.metrics()).isEqualTo(Predictions.metrics(fit.weeks(), 0));
        assertThat(fit.holdout()).isEmpty();
        assertThat(fit.weeks()).allMatch(Week::fitted);
    }
}
