package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.math.UnivariateDensity;
import tributary.spec.SpecException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** A prior wider than its parameter's range is cut off there, in draws as in the density. */
class TruncatedPriorTest {
    private static final int DRAWS = 4000;

    /** √n D exceeds it in one of 10,000 samples of the prior: 2 exp(−2 · 2.23²). */
    private static final double CRITICAL = 2.23;

    @TempDir private Path folder;

    private CompiledModel model(String parameter, String prior) {
        return Panels.compile(
                folder,
                """
                { DATA, "outcome": { "column": "y", "family": "student_t", "ar": 1 },
                  "channels": [ { "column": "a" },
                    { "column": "b", "saturation": "power", "adstock": "none" } ],
                  "mediators": [ { "column": "m", "input": "predicted" } ],
                  "paths": [ "a -> m", "a -> y", "b -> y", "m -> y" ],
                  "pooling": { "paths": false },
                  "priors": { "%s": "%s" } }
                """
                        .formatted(parameter, prior),
                1);
    }

    /** Parameter, its range, a prior that reaches beyond it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coefficient_a_to_y|0|1e9|normal(0.2, 0.5)",
                "coefficient_a_to_y|0|1e9|student_t(3, 0.1, 0.3)",
                "coefficient_a_to_y|0|1e9|laplace(0.1, 0.3)",
                "coefficient_a_to_y|0|2|uniform(-1, 2)",
                "coefficient_a_to_y|0|1|truncated_normal(0, 1, -3, 1)",
                "decay_a|0|1|lognormal(-1, 1)",
                "decay_a|0|1|gamma(2, 3)",
                "decay_a|0|1|inverse_gamma(3, 2)",
                "decay_a|0|1|half_cauchy(0.5)",
                "decay_a|0|1|exponential(1)",
                "decay_a|0|1|half_student_t(4, 0.6)",
                "decay_a|0|1|half_normal(0.8)",
                "slope_m|1|1e9|lognormal(0.2, 0.4)",
                "slope_b|0|1|lognormal(0.2, 0.4)",
                "ar_y|-1|1|normal(0, 0.5)",
                "coefficient_a_to_m|0|1|beta(2, 3)",
                "intercept_y|0.5|1e9|pareto(0.5, 3)"
            })
    void drawsFollowTheDensityOnTheRange(
            String parameter, double lower, double upper, String prior) {
        CompiledModel model = model(parameter, prior);
        UnivariateDensity density =
                Densities.of(Objects.requireNonNull(model.parameters().priors().get(parameter)));
        RandomStream random = RandomStreams.chain(5, 0);
        double[] x = new double[DRAWS];
        int slot = model.parameters().slot(parameter);
        for (int i = 0; i < DRAWS; i++) {
            x[i] = ParameterDraw.draw(model, random, Map.of())[slot];
        }
        Arrays.sort(x);
        assertThat(x[0]).isGreaterThan(lower);
        assertThat(x[DRAWS - 1]).isLessThan(upper);
        assertThat(distance(x, density, lower, upper)).isLessThan(CRITICAL);
    }

    /** √n sup |F_n − F| with F by Simpson's rule over the density, from draw to draw. */
    private static double distance(
            double[] x, UnivariateDensity density, double lower, double upper) {
        double[] mass = new double[x.length + 1];
        double from = lower;
        for (int i = 0; i < x.length; i++) {
            mass[i] = integral(density, from, x[i]);
            from = x[i];
        }
        mass[x.length] = tail(density, from, upper);
        double total = Arrays.stream(mass).sum();
        double below = 0;
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            below += mass[i] / total;
            worst = Math.max(worst, Math.abs(below - (double) i / x.length));
            worst = Math.max(worst, Math.abs((i + 1.0) / x.length - below));
        }
        return worst * Math.sqrt(x.length);
    }

    /** To an end of the range, or over ever longer steps. */
    private static double tail(UnivariateDensity density, double from, double upper) {
        double end = Math.min(upper, density.upper());
        double sum = 0;
        double step = 0.01 * Math.max(1, Math.abs(from));
        double at = from;
        while (at < end && at < 1e6) {
            double next = Math.min(end, at + step);
            sum += integral(density, at, next);
            at = next;
            step *= 1.1;
        }
        return sum;
    }

    private static double integral(UnivariateDensity density, double from, double to) {
        int steps = 20;
        double width = (to - from) / steps;
        double sum = 0;
        for (int k = 0; k <= steps; k++) {
            double p = StrictMath.exp(density.logDensity(from + k * width));
            double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;
            sum += Double.isFinite(p) ? weight * p : 0;
        }
        return sum * width / 3;
    }

    @Test
    void aPriorWithNoMassInTheRangeIsRefusedWithItsPlace() {
        for (String[] each :
                new String[][] {
                    {"decay_a", "uniform(1, 2)"},
                    {"coefficient_a_to_y", "truncated_normal(-2, 1, -3, -1)"},
                    {"ar_y", "pareto(2, 1)"},
                    {"sigma_y", "uniform(-2, 0)"},
                    {"decay_a", "dirac(1)"},
                    {"sigma_y", "dirac(0)"},
                }) {
            assertThatThrownBy(() -> model(each[0], each[1]))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("$.priors." + each[0])
                    .hasMessageContaining(each[0]);
        }
    }
}
