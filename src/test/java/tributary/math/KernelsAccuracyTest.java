package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Errors against 25-digit references computed with mpmath by {@code reference.py}. */
class KernelsAccuracyTest {
    private record Reference(String function, double x, BigDecimal value) {}

    private static final List<Reference> REFERENCES = read();

    /** Their relative error grows without bound near a root, the absolute one does not. */
    private static final Set<String> ROOT_NOT_EXACT =
            Set.of("digamma", "log2", "normalQuantileOfLog");

    private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("exp", Kernels::exp),
                    Map.entry("expm1", Kernels::expm1),
                    Map.entry("log", Kernels::log),
                    Map.entry("log1p", Kernels::log1p),
                    Map.entry("log2", BaseTwo::log2),
                    Map.entry("exp2", BaseTwo::exp2),
                    Map.entry("logistic", Kernels::logistic),
                    Map.entry("tanh", Kernels::tanh),
                    Map.entry("lgamma", Kernels::lgamma),
                    Map.entry("digamma", Kernels::digamma),
                    Map.entry("normalCdf", Kernels::normalCdf),
                    Map.entry("logNormalCdf", Kernels::logNormalCdf),
                    Map.entry("inverseMills", Kernels::inverseMills),
                    Map.entry("normalQuantile", Kernels::normalQuantile),
                    Map.entry("normalQuantileOfLog", Kernels::normalQuantileOfLog));

    /**
     * The bounds are the errors the documentation of {@link Kernels} and {@link BaseTwo} states, in
     * ulp of the result.
     */
    @ParameterizedTest
    @CsvSource({
        "exp, 0.9",
        "expm1, 1.1",
        "log, 0.8",
        "log1p, 0.8",
        "log2, 10",
        "exp2, 42",
        "logistic, 2",
        "tanh, 2.5",
        "lgamma, 6",
        "digamma, 6",
        "normalCdf, 4",
        "logNormalCdf, 4",
        "inverseMills, 4",
        "normalQuantile, 4",
        "normalQuantileOfLog, 4.5",
    })
    void errorIsAsDocumented(String function, double bound) {
        double worst = 0;
        double at = Double.NaN;
        for (Reference reference : REFERENCES) {
            if (reference.function.equals(function)) {
                double error = ulps(reference);
                if (!(error <= worst)) {
                    worst = error;
                    at = reference.x;
                }
            }
        }
        assertThat(worst).as("%s at %s", function, at).isLessThanOrEqualTo(bound).isPositive();
    }

    @Test
    void everyFunctionHasReferences() {
        assertThat(REFERENCES.stream().map(Reference::function).distinct())
                .containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
    }

    /** Error in units in the last place; of at least 1 for those with roots that are not exact. */
    private static double ulps(Reference reference) {
        double actual =
                Objects.requireNonNull(FUNCTIONS.get(reference.function))
                        .applyAsDouble(reference.x);
        if (!Double.isFinite(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        double scale = reference.value.doubleValue();
        if (ROOT_NOT_EXACT.contains(reference.function)) {
            scale = Math.max(Math.abs(scale), 1);
        }
        return new BigDecimal(actual)
                .subtract(reference.value)
                .divide(new BigDecimal(Math.ulp(scale)), MathContext.DECIMAL64)
                .abs()
                .doubleValue();
    }

    private static List<Reference> read() {
        try (InputStream in = KernelsAccuracyTest.class.getResourceAsStream("reference.csv")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.split(","))
                    .map(cells ->
                            new Reference(
                                    cells[0],
                                    Double.parseDouble(cells[1]),
                                    new BigDecimal(cells[2])))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
