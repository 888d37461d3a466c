package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.model.CensoredResidual.Known;

import java.nio.file.Path;
import java.util.stream.IntStream;

/** Residuals of cells that data only bound, with and without a correlation. */
class CensoredResidualTest {
    private static final int GRID = 100;

    @TempDir private Path folder;

    private CompiledModel model(String configuration) {
        return Configurations.compile(folder, Configurations.of(configuration));
    }

    private static double[] theta(CompiledModel model, double rho) {
        double[] theta = new double[model.parameters().slots()];
        for (CompiledEquation equation : model.equations()) {
            theta[equation.sigma()[0]] = equation.spec().name().equals("y") ? 0.4 : 1.3;
            if (equation.nu() >= 0) {
                theta[equation.nu()] = 5;
            }
            theta[equation.copula().orElseThrow().rho()] = rho;
        }
        return theta;
    }

    private static boolean censored(CompiledEquation equation, int cell) {
        return IntStream.of(equation.censoring().orElseThrow().cells()).anyMatch(i -> i == cell);
    }

    private static int cell(CompiledModel model, boolean mediator, boolean outcome) {
        return IntStream.range(0, model.cells().length())
                .filter(i -> model.observed()[i] > 0)
                .filter(i -> censored(model.equation("m1"), i) == mediator)
                .filter(i -> censored(model.equation("y"), i) == outcome)
                .findFirst()
                .orElseThrow();
    }

    /** Averages over a grid of both uniforms against Simpson sums of the joint density. */
    @ParameterizedTest
    @CsvSource({"0.7, 0.2, 0.5", "-0.8, -0.6, 0.9", "0.3, 3, 1.4"})
    void whereBothAreBoundedTheyAreJointlyTruncated(double rho, double mEta, double yEta) {
        CompiledModel model = model("correlated tobit with a floor");
        CompiledEquation m = model.equation("m1");
        CompiledEquation y = model.equation("y");
        int cell = cell(model, true, true);
        double[] theta = theta(model, rho);
        double[] sums = new double[3];
        for (int i = 0; i < GRID; i++) {
            Known mediator = new Known(mEta, (i + 0.5) / GRID);
            double first =
                    CensoredResidual.draw(model, m, theta, cell, mediator, new Known(yEta, 0.5));
            for (int j = 0; j < GRID; j++) {
                Known outcome = new Known(yEta, (j + 0.5) / GRID);
                double second = CensoredResidual.draw(model, y, theta, cell, outcome, mediator);
                sums[0] += first / (GRID * (double) GRID);
                sums[1] += second / (GRID * (double) GRID);
                sums[2] += first * second / (GRID * (double) GRID);
            }
        }
        double a = -mEta / 1.3;
        double b = (y.censoring().orElseThrow().bounds()[cell] - yEta) / 0.4;
        double[] expected = moments(a, b, rho);
        // What the midpoint rule leaves out of the tails.
        assertThat(sums[0]).isCloseTo(1.3 * expected[0], within(1e-2));
        assertThat(sums[1]).isCloseTo(0.4 * expected[1], within(4e-3));
        assertThat(sums[2]).isCloseTo(1.3 * 0.4 * expected[2], within(2e-2));
    }

    /** E[z_m], E[z_y] and E[z_m z_y] of two normals below a and b. */
    private static double[] moments(double a, double b, double rho) {
        int n = 700;
        double square = 1 - rho * rho;
        double[] sums = new double[4];
        for (int i = 0; i < n; i++) {
            double x = a - 9 * (i + 0.5) / n;
            for (int j = 0; j < n; j++) {
                double z = b - 9 * (j + 0.5) / n;
                double p = StrictMath.exp(-(x * x - 2 * rho * x * z + z * z) / (2 * square));
                sums[0] += p * x;
                sums[1] += p * z;
                sums[2] += p * x * z;
                sums[3] += p;
            }
        }
        return new double[] {sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3]};
    }

    /** The observed residual moves the bounded one by ρ z, and takes κ of its scale. */
    @Test
    void givenAnObservedPartnerItIsAConditionalNormal() {
        CompiledModel model = model("correlated tobit with a floor");
        CompiledEquation m = model.equation("m1");
        CompiledEquation y = model.equation("y");
        double rho = 0.6;
        double[] theta = theta(model, rho);
        int cell = cell(model, true, false);
        double z = (y.toResponse(y.column()[cell], cell) - 0.9) / 0.4;
        for (double u : new double[] {0.001, 0.3, 0.9}) {
            double drawn =
                    CensoredResidual.draw(
                            model, m, theta, cell, new Known(0.5, u), new Known(0.9, 0.5));
            double conditional =
                    StrictMath.exp(PlainCopula.logCdf((drawn / 1.3 - rho * z) / 0.8))
                            / StrictMath.exp(PlainCopula.logCdf((-0.5 / 1.3 - rho * z) / 0.8));
            assertThat(conditional).isCloseTo(u, within(1e-9));
        }
    }

    @Test
    void withoutCorrelationItIsTheResidualByItself() {
        CompiledModel model = model("correlated student_t with a floor");
        double[] theta = theta(model, 0);
        for (boolean both : new boolean[] {true, false}) {
            int cell = cell(model, both, true);
            CompiledEquation y = model.equation("y");
            for (double u : new double[] {0.01, 0.4, 0.99}) {
                double tied =
                        CensoredResidual.draw(
                                model, y, theta, cell, new Known(1.2, u), new Known(0.2, 0.3));
                double alone = CensoredResidual.draw(y, theta, 1.2, 0, cell, u);
                assertThat(tied).isCloseTo(alone, within(1e-11));
            }
        }
    }

    /** Where the price chokes demand the outcome says nothing. */
    @Test
    void aCertainOutcomeLeavesTheMediatorAlone() {
        CompiledModel model = model("correlated tobit with a floor");
        CompiledEquation m = model.equation("m1");
        double[] theta = theta(model, 0.7);
        int cell = cell(model, true, true);
        Known nothing = new Known(Double.NEGATIVE_INFINITY, 0.2);
        assertThat(CensoredResidual.draw(model, m, theta, cell, new Known(0.3, 0.4), nothing))
                .isEqualTo(CensoredResidual.draw(m, theta, 0.3, 0, cell, 0.4));
    }
}
