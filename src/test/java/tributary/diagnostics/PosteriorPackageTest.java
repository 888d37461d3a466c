package tributary.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Short, tied, constant and infinite draws, the error of the sd and nested R-hat against R
 * posterior 1.4.0, to 1e-8 relative; {@code posterior.R} made {@code posterior.json}.
 */
class PosteriorPackageTest {
    private static final JsonNode EXPECTED = read();
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    private static final Map<String, ToDoubleFunction<double[][]>> DIAGNOSTICS =
            Map.ofEntries(
                    Map.entry("rhat", Rhat::of),
                    Map.entry("rhat_basic", Rhat::basic),
                    Map.entry("ess_bulk", Ess::bulk),
                    Map.entry("ess_tail", Ess::tail),
                    Map.entry("ess_mean", Ess::mean),
                    Map.entry("ess_q00", x -> Ess.quantile(x, 0)),
                    Map.entry("ess_q50", x -> Ess.quantile(x, 0.5)),
                    Map.entry("ess_q100", x -> Ess.quantile(x, 1)),
                    Map.entry("mcse_mean", Mcse::mean),
                    Map.entry("mcse_sd", Mcse::sd),
                    Map.entry("mcse_q50", x -> Mcse.quantile(x, 0.5)));

    static Stream<String> edges() {
        return EXPECTED.get("edges").propertyNames().stream();
    }

    /**
     * Null in R is NaN here, with two exceptions: R ranks infinite draws, which no distribution has
     * here, and has no R-hat where folded draws are constant, which the bulk decides here.
     */
    @ParameterizedTest
    @MethodSource("edges")
    void edgesAreThoseOfR(String name) {
        JsonNode edge = EXPECTED.get("edges").get(name);
        double[][] x = matrix(edge.get("draws"));
        DIAGNOSTICS.forEach((diagnostic, function) -> {
            double value = function.applyAsDouble(x);
            String what = name + " " + diagnostic;
            if (name.equals("alternating") && diagnostic.equals("rhat")) {
                double[][] scores = NormalScores.of(x);
                assertThat(value).as(what).isEqualTo(Rhat.basic(scores)).isLessThan(1);
            } else if (edge.get(diagnostic).isNull() || name.equals("infinite")) {
                assertThat(value).as(what).isNaN();
            } else {
                assertClose(what, value, number(edge.get(diagnostic)));
            }
        });
    }

    @Test
    void errorOfTheSdIsThatOfR() throws IOException {
        JsonNode expected = EXPECTED.get("mcse_sd");
        assertThat(expected.propertyNames()).hasSize(9);
        for (String name : expected.propertyNames()) {
            assertClose(name, Mcse.sd(ReferenceTest.read(name)), expected.get(name).doubleValue());
        }
    }

    @Test
    void nestedRhatFollowsItsEquations() throws IOException {
        JsonNode expected = EXPECTED.get("nested");
        assertThat(expected.propertyNames()).hasSize(6);
        for (String name : expected.propertyNames()) {
            double[][] x = ReferenceTest.read(name);
            JsonNode values = expected.get(name);
            int[] pairs = {7, 7, 3, 3};
            assertClose(name, NestedRhat.of(x, pairs), number(values.get("pairs")));
            assertClose(
                    name,
                    NestedRhat.of(x, new int[] {1, 2, 1, 2}),
                    number(values.get("alternating")));
            assertClose(
                    name, NestedRhat.of(x, new int[] {1, 2, 3, 4}), number(values.get("chains")));
            double[][] first = Stream.of(x).map(c -> new double[] {c[0]}).toArray(double[][]::new);
            assertClose(name, NestedRhat.of(first, pairs), number(values.get("first_draw")));
        }
    }

    @Test
    void nestedRhatHasDefinedAnswersAtTheEdges() {
        int[] pairs = {1, 1, 2, 2};
        assertThat(NestedRhat.of(new double[][] {{3}, {3}, {3}, {3}}, pairs)).isNaN();
        assertThat(NestedRhat.of(new double[][] {{1}, {Double.NaN}, {2}, {3}}, pairs)).isNaN();
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(NestedRhat.of(new double[][] {{1}, {infinity}, {2}, {3}}, pairs)).isNaN();
        assertThat(NestedRhat.of(new double[][] {{1}, {1}, {2}, {2}}, pairs)).isInfinite();
        assertThat(NestedRhat.of(new double[][] {{1}, {2}}, new int[] {1, 2})).isNaN();
        double[][] x = {{1, 2}, {2, 3}, {3, 4}, {4, 5}};
        assertThatThrownBy(() -> NestedRhat.of(x, new int[] {1, 1, 2}))
                .hasMessage("superchains: has 3 entries, must have one for each of the 4 chains");
        assertThatThrownBy(() -> NestedRhat.of(x, new int[] {1, 1, 2, 1}))
                .hasMessage("superchains: 1 has 3 of 4 chains, all 2 must have equally many");
        assertThatThrownBy(() -> NestedRhat.of(x, new int[] {1, 1, 1, 1}))
                .hasMessage("superchains: must name at least two superchains");
    }

    private static void assertClose(String what, double value, double expected) {
        if (Double.isInfinite(expected) || expected == 0) {
            assertThat(value).as(what).isEqualTo(expected);
        } else {
            assertThat(value).as(what).isCloseTo(expected, CLOSE);
        }
    }

    private static double[][] matrix(JsonNode rows) {
        double[][] x = new double[rows.size()][];
        for (int c = 0; c < x.length; c++) {
            x[c] =
                    rows.get(c).values().stream()
                            .mapToDouble(PosteriorPackageTest::number)
                            .toArray();
        }
        return x;
    }

    /** A number, or its name in R as a text: "NaN", "Inf", "-Inf". */
    private static double number(JsonNode node) {
        return node.isNumber()
                ? node.doubleValue()
                : Double.parseDouble(node.stringValue().replace("Inf", "Infinity"));
    }

    private static JsonNode read() {
        try (InputStream in = PosteriorPackageTest.class.getResourceAsStream("posterior.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
