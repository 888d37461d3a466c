package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.Shared;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.Ess;
import tributary.diagnostics.Mcse;
import tributary.diagnostics.Quantiles;
import tributary.diagnostics.Rhat;
import tributary.diagnostics.Verdict;
import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Reference posteriors of posteriordb (10 000 draws each): |z| < 4 for mean, sd, mean square and
 * the 5 % and 95 % quantiles, against the combined Monte-Carlo error. Some hundred comparisons of
 * fixed seeds; for a new seed one of them is false with probability below 1 %.
 */
class PosteriorDbTest {
    private static final double REFERENCE_DRAWS = 10_000;
    private static final NutsOptions OPTIONS =
            NutsOptions.defaults().withTargetAccept(0.9).withSeed(20);

    @Test
    void eightSchoolsNoncentered() {
        Reference reference = new Reference("eight_schools-eight_schools_noncentered");
        LogDensity density =
                Densities.eightSchoolsNoncentered(reference.vector("y"), reference.vector("sigma"));
        checkGradient(density);
        Draws draws = Nuts.sample(density, OPTIONS);

        for (int j = 0; j < 8; j++) {
            int school = j;
            reference.compare(
                    "theta[" + (j + 1) + "]", draws, q -> q[8] + StrictMath.exp(q[9]) * q[school]);
        }
        reference.compare("mu", draws, q -> q[8]);
        reference.compare("tau", draws, q -> StrictMath.exp(q[9]));
    }

    @Test
    void autoregression() {
        Reference reference = new Reference("arK-arK");
        LogDensity density = Densities.autoregression(reference.vector("y"), 5);
        checkGradient(density);
        Draws draws = Nuts.sample(density, OPTIONS);

        reference.compare("alpha", draws, q -> q[0]);
        for (int k = 1; k <= 5; k++) {
            int lag = k;
            reference.compare("beta[" + k + "]", draws, q -> q[lag]);
        }
        reference.compare("sigma", draws, q -> StrictMath.exp(q[6]));
    }

    @Test
    void garch() {
        Reference reference = new Reference("garch-garch11");
        LogDensity density =
                Densities.garch(reference.vector("y"), reference.data.get("sigma1").asDouble());
        checkGradient(density);
        Draws draws = Nuts.sample(density, OPTIONS);

        reference.compare("mu", draws, q -> q[0]);
        reference.compare("alpha0", draws, q -> StrictMath.exp(q[1]));
        reference.compare("alpha1", draws, q -> logistic(q[2]));
        reference.compare("beta1", draws, q -> (1 - logistic(q[2])) * logistic(q[3]));
    }

    @Test
    void theCentredParametrisationDivergesAndTheVerdictSaysSo() {
        Reference reference = new Reference("eight_schools-eight_schools_centered");
        LogDensity density =
                Densities.eightSchoolsCentered(reference.vector("y"), reference.vector("sigma"));
        checkGradient(density);
        Draws draws = Nuts.sample(density, NutsOptions.defaults().withSeed(3));
        Diagnostics diagnostics = Diagnostics.of(draws, 10);

        int divergences = diagnostics.chains().stream().mapToInt(c -> c.divergences()).sum();
        assertThat(divergences).isPositive();
        assertThat(diagnostics.verdict().level()).isNotEqualTo(Verdict.Level.PASS);
        assertThat(diagnostics.verdict().reasons()).anyMatch(r -> r.contains("draws diverged"));
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /** A wrong gradient makes a sampler slow, not wrong: so it is checked by itself. */
    private static void checkGradient(LogDensity density) {
        int n = density.dimension();
        RandomStream random = RandomStreams.chain(1, 0);
        double[] q = new double[n];
        for (int i = 0; i < n; i++) {
            q[i] = random.nextGaussian();
        }
        double[] gradient = new double[n];
        double[] ignored = new double[n];
        density.logDensity(q, gradient);
        for (int i = 0; i < n; i++) {
            double h = 1e-5;
            double at = q[i];
            q[i] = at + h;
            double above = density.logDensity(q, ignored);
            q[i] = at - h;
            double below = density.logDensity(q, ignored);
            q[i] = at;
            double numeric = (above - below) / (2 * h);
            assertThat(gradient[i])
                    .as("gradient[%d]", i)
                    .isCloseTo(numeric, within(1e-6 * (1 + Math.abs(numeric))));
        }
    }

    /** Data and reference summaries of one posterior. */
    private static final class Reference {
        private final JsonNode data;
        private final JsonNode parameters;

        Reference(String name) {
            data = read("reference/posteriordb/" + name + "/data.json");
            parameters =
                    read("reference/posteriordb/" + name + "/reference.json").get("parameters");
        }

        private static JsonNode read(String path) {
            return JsonMapper.shared().readTree(Shared.path(path).toFile());
        }

        double[] vector(String name) {
            JsonNode node = data.get(name);
            double[] values = new double[node.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = node.get(i).asDouble();
            }
            return values;
        }

        void compare(String name, Draws draws, ToDoubleFunction<double[]> parameter) {
            double[][] x = new double[draws.chains()][draws.draws()];
            for (int c = 0; c < draws.chains(); c++) {
                for (int d = 0; d < draws.draws(); d++) {
                    x[c][d] = parameter.applyAsDouble(draws.row(c, d));
                }
            }
            JsonNode expected = parameters.get(name);
            double[][] squares = map(x, v -> v * v);
            assertThat(Rhat.of(x)).as(name + " R-hat").isLessThan(1.01);
            compare(name, expected, "mean", mean(x), Mcse.mean(x));
            compare(name, expected, "mean_square", mean(squares), Mcse.mean(squares));
            compare(name, expected, "q05", Quantiles.of(x, 0.05), Mcse.quantile(x, 0.05));
            compare(name, expected, "q95", Quantiles.of(x, 0.95), Mcse.quantile(x, 0.95));
            compareSd(name, expected.get("sd").asDouble(), x);
        }

        private static void compare(
                String name, JsonNode expected, String what, double value, double mcse) {
            double reference = expected.get(what).asDouble();
            double error = Math.hypot(mcse, expected.get("mcse_" + what).asDouble());
            assertThat((value - reference) / error)
                    .as("z of %s of %s: %s against %s", what, name, value, reference)
                    .isBetween(-4.0, 4.0);
        }

        /** The reference gives no error of its sd: ours, at its number of independent draws. */
        private static void compareSd(String name, double reference, double[][] x) {
            double mean = mean(x);
            double[][] squares = map(x, v -> (v - mean) * (v - mean));
            double ess = Ess.mean(squares);
            double error = Mcse.sd(x) * Math.sqrt(1 + ess / REFERENCE_DRAWS);
            double sd = Math.sqrt(mean(squares));
            assertThat((sd - reference) / error)
                    .as("z of sd of %s: %s against %s", name, sd, reference)
                    .isBetween(-4.0, 4.0);
        }

        private static double mean(double[][] x) {
            return Arrays.stream(x).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
        }

        private static double[][] map(double[][] x, DoubleUnaryOperator f) {
            return Arrays.stream(x)
                    .map(chain -> Arrays.stream(chain).map(f).toArray())
                    .toArray(double[][]::new);
        }
    }
}
