package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.diagnostics.PsisLoo;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.Draws;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.PointwiseLogLikelihood;
import tributary.store.FitSummary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class LeaveOneOutTest {
    private static final int CHAINS = 3;
    private static final int DRAWS = 200;

    @TempDir private Path folder;

    /** All weeks at once, one by one, and a few at a time: the same numbers. */
    @Test
    void weeksInBlocksAreThoseOfAllAtOnce() throws IOException {
        CompiledModel model = model(SimulatedData.MODEL);
        Draws draws = draws(model, 0.02);
        double[][][] all = logLikelihood(model, draws);
        PsisLoo loo = PsisLoo.of(all);

        for (int held : new int[] {1, 5 * CHAINS * DRAWS, 1 << 22}) {
            FitSummary.Loo summary = LeaveOneOut.of(model, draws, held);
            assertThat(summary.elpd()).isEqualTo(loo.elpd());
            assertThat(summary.se()).isEqualTo(loo.se());
            assertThat(summary.mcse()).isEqualTo(loo.mcse());
            assertThat(summary.pLoo()).isEqualTo(loo.pLoo());
            assertThat(summary.largestK())
                    .isEqualTo(
                            loo.pointwise().stream()
                                    .mapToDouble(PsisLoo.Observation::paretoK)
                                    .max()
                                    .orElseThrow());
        }
        assertThat(LeaveOneOut.of(model, draws).unreliable()).isEmpty();
        assertThat(LeaveOneOut.of(model, draws).note())
                .isEqualTo(
                        "one training week of revenue is left out at a time, given the mediators"
                                + " and all else of that week as observed; log densities per unit"
                                + " of its column; weeks depend on their neighbours, which stay in,"
                                + " so this is optimistic for forecasts");
    }

    /** Draws that are far wider than a posterior make single weeks decide. */
    @Test
    void weeksThatDecideTooMuchAreNamed() throws IOException {
        CompiledModel model = model(SimulatedData.MODEL);
        FitSummary.Loo loo = LeaveOneOut.of(model, draws(model, 0.3));

        assertThat(loo.largestK()).isFinite().isGreaterThan(PsisLoo.LARGEST_RELIABLE_K);
        assertThat(loo.mcse()).isNaN();
        List<String> weeks = model.panel().weeks().stream().map(Object::toString).toList();
        assertThat(loo.unreliable()).isNotEmpty().isSubsetOf(weeks);
    }

    @Test
    void theNoteSaysWhatAutocorrelationAddsAndLaterWeeksAreNotCounted() throws IOException {
        String text =
                SimulatedData.MODEL
                        .replace("\"date\": \"week\"", "\"date\": \"week\", \"to\": \"2025-05-25\"")
                        .replace("\"revenue\" },", "\"revenue\", \"ar\": 1 },");
        CompiledModel model = model(text);
        Draws draws = draws(model, 0.02);
        FitSummary.Loo loo = LeaveOneOut.of(model, draws);

        assertThat(loo.note()).contains("and all else of that week, and the weeks before it as");
        assertThat(model.panel().endOfTraining()).isLessThan(model.panel().weeks().size());
        CompiledModel training =
                ModelCompiler.compile(model.spec(), model.panel().training(), model.scaling());
        assertThat(loo.elpd()).isCloseTo(LeaveOneOut.of(training, draws).elpd(), within(1e-9));
    }

    private CompiledModel model(String text) throws IOException {
        FitTask task = SimulatedData.task(folder, text);
        return ModelCompiler.compile(task.model(), task.panel());
    }

    /** Natural parameters around 0.2, with a scale of the residuals that fits. */
    private static Draws draws(CompiledModel model, double spread) {
        List<String> names = model.parameters().reportedNames();
        double[][][] values = new double[CHAINS][DRAWS][names.size()];
        for (int c = 0; c < CHAINS; c++) {
            RandomStream random = RandomStreams.chain(3, c);
            for (double[] row : values[c]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = 0.2 * Math.exp(spread * random.nextGaussian());
                }
            }
        }
        return new Draws(names, values, List.of());
    }

    private static double[][][] logLikelihood(CompiledModel model, Draws draws) {
        var likelihood = new PointwiseLogLikelihood(model, model.outcome());
        double[][][] x = new double[likelihood.observations()][CHAINS][DRAWS];
        double[] theta = new double[model.parameters().slots()];
        double[] byWeek = new double[likelihood.observations()];
        for (int c = 0; c < CHAINS; c++) {
            for (int d = 0; d < DRAWS; d++) {
                model.parameters().restore(draws.row(c, d), theta);
                likelihood.evaluate(theta, 0, 1, byWeek);
                for (int t = 0; t < byWeek.length; t++) {
                    x[t][c][d] = byWeek[t];
                }
            }
        }
        return x;
    }
}
