package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.math.Kernels;

import java.nio.file.Path;
import java.util.Arrays;

/** New observations have the distribution of their family; tolerances of 5 standard errors. */
class PredictiveDrawTest {
    private static final int DRAWS = 20_000;

    @TempDir private Path folder;

    private CompiledModel model(String configuration) {
        return Configurations.compile(folder, Configurations.of(configuration));
    }

    private static int index(CompiledModel model, String name) {
        return model.equations().indexOf(model.equation(name));
    }

    private static double[] values(
            CompiledModel model, double[] theta, String name, double eta, double logOdds) {
        int index = index(model, name);
        int cell = model.cells().index(0, 7);
        double[] residual = new double[1];
        double[] values = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            PredictiveDraw noise = PredictiveDraw.of(model, theta, 3, 1, draw);
            noise.residuals(index, 0, 7, residual);
            values[draw] = noise.value(index, eta, logOdds, residual[0], cell);
        }
        return values;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double sd(double[] x) {
        double mean = mean(x);
        return Math.sqrt(mean(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).toArray()));
    }

    @Test
    void countsHaveTheirMeanAndVariance() {
        CompiledModel model = model("counts");
        CompiledEquation y = model.outcome();
        double[] theta = new double[model.parameters().slots()];
        theta[y.sigma()[0]] = 0.3;
        double[] values = values(model, theta, "y", 0.2, Double.NaN);
        double mean = y.toColumn(0.2, model.cells().index(0, 7));
        double sd = Math.sqrt(mean + 0.09 * mean * mean);
        assertThat(Arrays.stream(values)).allMatch(v -> v == Math.rint(v) && v >= 0);
        assertThat(mean(values)).isCloseTo(mean, within(5 * sd / Math.sqrt(DRAWS)));
        // The variance of a nearly Gamma variable has a relative error of √((2 + 6 σ²)/n).
        assertThat(sd(values) / sd).isCloseTo(1, within(5 * Math.sqrt(2.54 / DRAWS) / 2));
    }

    @Test
    void hurdlesAreActiveByTheirOddsAndThenLognormal() {
        CompiledModel model = model("hurdle");
        CompiledEquation m = model.equation("m1");
        double[] theta = new double[model.parameters().slots()];
        theta[m.sigma()[0]] = 0.5;
        double[] values = values(model, theta, "m1", -0.3, 0.8);
        double p = Kernels.logistic(0.8);
        double[] amounts = Arrays.stream(values).filter(v -> v > 0).toArray();
        double error = Math.sqrt(p * (1 - p) / DRAWS);
        assertThat(amounts.length / (double) DRAWS).isCloseTo(p, within(5 * error));
        double[] logs = Arrays.stream(amounts).map(v -> m.toResponse(v, 0)).toArray();
        assertThat(mean(logs)).isCloseTo(-0.3, within(5 * 0.5 / Math.sqrt(logs.length)));
        assertThat(sd(logs)).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(2.0 * logs.length)));
    }

    /** The scores of both residuals are standard normal with correlation ρ. */
    @ParameterizedTest
    @ValueSource(strings = {"correlated", "correlated student_t"})
    void residualsOfTheOutcomeFollowTheMediators(String configuration) {
        CompiledModel model = model(configuration);
        double[] theta = new double[model.parameters().slots()];
        double rho = -0.6;
        for (CompiledEquation equation : model.equations()) {
            theta[equation.sigma()[0]] = 0.7;
            if (equation.nu() >= 0) {
                theta[equation.nu()] = 4;
            }
            theta[equation.copula().orElseThrow().rho()] = rho;
        }
        double[][] scores = new double[2][DRAWS];
        double[] residual = new double[1];
        for (int draw = 0; draw < DRAWS; draw++) {
            PredictiveDraw noise = PredictiveDraw.of(model, theta, 5, 0, draw);
            for (int index = 0; index < 2; index++) {
                noise.residuals(index, 0, 11, residual);
                CompiledEquation equation = model.equations().get(index);
                scores[index][draw] = NormalScore.of(equation, theta, residual[0], 0);
            }
        }
        double product = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            product += scores[0][draw] * scores[1][draw] / DRAWS;
        }
        for (double[] each : scores) {
            assertThat(mean(each)).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
            assertThat(sd(each)).isCloseTo(1, within(5 / Math.sqrt(2.0 * DRAWS)));
        }
        double error = Math.sqrt((1 + rho * rho) / DRAWS);
        assertThat(product).isCloseTo(rho, within(5 * error));
    }
}
