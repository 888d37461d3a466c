package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.effects.BruteForceEffects;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.Intervention;
import tributary.spec.SimulationSpecReader;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

class SimulationTest {
    @TempDir private Path folder;

    private Simulation.Result simulate(String model, String truth) throws IOException {
        return Simulation.simulate(SimulatedData.spec(folder, model, truth));
    }

    private JsonNode parameters(String truth) throws IOException {
        return new JsonMapper()
                .readTree(simulate(SimulatedData.MODEL, truth).truthJson())
                .get("parameters");
    }

    private static String with(String parameter) {
        return SimulatedData.TRUTH.replace("\"decay_*\": 0.3", parameter);
    }

    @Test
    void isAFunctionOfTheSpecification() throws IOException {
        Simulation.Result once = simulate(SimulatedData.MODEL, SimulatedData.TRUTH);
        assertThat(simulate(SimulatedData.MODEL, SimulatedData.TRUTH)).isEqualTo(once);
        Simulation.Result other =
                simulate(
                        SimulatedData.MODEL,
                        SimulatedData.TRUTH.replace("\"seed\": 4", "\"seed\": 5"));
        assertThat(other.csv()).isNotEqualTo(once.csv());
    }

    @Test
    void theShippedExampleIsItsSimulation() throws IOException {
        Path data = Path.of("data");
        Simulation.Result result =
                Simulation.simulate(
                        SimulationSpecReader.read(data.resolve("weekly-simulation.json")));
        assertThat(result.csv()).isEqualTo(Files.readString(data.resolve("weekly.csv")));
        assertThat(result.truthJson())
                .isEqualTo(Files.readString(data.resolve("weekly-truth.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"revenue\" } -> \"revenue\", \"link\": \"log\", \"value\": 0.4 }",
                "\"revenue\" } -> \"revenue\", \"family\": \"student_t\", \"nu\": 4 }",
                "\"saturation\": \"linear\" -> \"saturation\": \"hill\"",
                "\"saturation\": \"linear\" -> \"link\": \"log\"",
                "\"saturation\": \"linear\" -> \"spend\": \"search_cost\"",
                "{ \"column\": \"price\" } -> { \"column\": \"price\", \"transform\": \"log\" }",
            })
    void truthIsThatOfTheWrittenDataWithTheRecordedNoise(String edit) throws IOException {
        String[] parts = edit.split(" -> ", -1);
        String model =
                edit.isEmpty()
                        ? SimulatedData.MODEL
                        : SimulatedData.MODEL.replace(parts[0], parts[1]);
        assertThat(model.equals(SimulatedData.MODEL)).isEqualTo(edit.isEmpty());
        Simulation.Result result = simulate(model, SimulatedData.TRUTH);
        JsonNode truth = new JsonMapper().readTree(result.truthJson());
        FitTask task = SimulatedData.task(folder, model, result);
        Map<String, Double> scales = new HashMap<>();
        truth.get("scales")
                .properties()
                .forEach(e -> scales.put(e.getKey(), e.getValue().asDouble()));
        var oracle =
                new BruteForceEffects(
                        task.model(),
                        task.panel(),
                        name -> truth.get("parameters").get(name).asDouble(),
                        scales);

        for (String node : new String[] {"search", "revenue"}) {
            double[] noise = oracle.residual(node);
            JsonNode recorded = truth.get("noise").get(node);
            assertThat(recorded.size()).isEqualTo(noise.length);
            for (int t = 0; t < noise.length; t++) {
                assertThat(recorded.get(t).asDouble()).isCloseTo(noise[t], within(1e-12));
            }
        }
        int rows = 0;
        for (String source : new String[] {"tv", "mail", "search"}) {
            var off = new Intervention(source, 0, task.panel().weeks().size() - 1, -1);
            BruteForceEffects.Result expected = oracle.evaluate(off);
            for (JsonNode row : truth.get("effects")) {
                if (row.get("source").asString().equals(source)) {
                    double value = expected(expected, row);
                    assertThat(row.get("value").asDouble())
                            .as("%s", row)
                            .isCloseTo(value, within(1e-11 * Math.max(1, expected.scale())));
                    rows++;
                }
            }
        }
        assertThat(rows).isEqualTo(truth.get("effects").size()).isGreaterThan(20);
    }

    private static double expected(BruteForceEffects.Result result, JsonNode row) {
        double money = result.of(Kind.TOTAL_MONEY);
        double spent = result.ownSpend() + result.of(Kind.INDUCED_SPEND);
        String effect = row.get("effect").asString();
        if (!row.get("path").isNull()) {
            return result.of(new Effect(Kind.INDIRECT_PATH, row.get("path").asString()));
        }
        return switch (effect) {
            case "net_profit" -> money - spent;
            case "roi" -> money / result.ownSpend();
            case "roi_with_induced" -> money / spent;
            default -> result.of(Kind.valueOf(effect.toUpperCase(Locale.ROOT)));
        };
    }

    @Test
    void parametersComeByNameByPatternOrFromTheirPrior() throws IOException {
        JsonNode given = parameters(with("\"decay_mail\": 0.6, \"decay_*\": 0.3"));
        assertThat(given.get("decay_mail").asDouble()).isEqualTo(0.6);
        assertThat(given.get("decay_tv").asDouble()).isEqualTo(0.3);
        assertThat(given.get("slope_mail").asDouble()).isEqualTo(1.2);
        assertThat(given.get("sigma_revenue").asDouble()).isEqualTo(0.04);

        JsonNode exactWins = parameters(with("\"decay_*\": 0.3, \"decay_mail\": \"prior\""));
        assertThat(exactWins.get("decay_tv").asDouble()).isEqualTo(0.3);
        double drawn = exactWins.get("decay_mail").asDouble();
        assertThat(drawn).isBetween(0.0, 1.0).isNotEqualTo(0.3);

        String unnamed = with("\"decay_tv\": 0.3");
        assertThat(parameters(unnamed).get("decay_mail").asDouble()).isBetween(0.0, 1.0);
        assertThat(parameters(unnamed.replace("\"seed\": 4", "\"seed\": 5")).get("decay_mail"))
                .isNotEqualTo(parameters(unnamed).get("decay_mail"));
    }

    @Test
    void whatDoesNotFitTheModelIsRefusedAllAtOnce() {
        assertThatThrownBy(() ->
                        parameters(
                                with("\"decay_tv\": 1.5, \"decay_radio\": 0.3,"
                                                + " \"half_saturation_m*\": 0")
                                        .replace(
                                                "\"sigma_search\": 0.1", "\"sigma_search\": -0.1")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("$.truth.parameters.decay_tv: 1.5 must be in (0.0, 1.0)")
                .hasMessageContaining(
                        "$.truth.parameters.decay_radio: matches no parameter; parameters are"
                                + " decay_tv,")
                .hasMessageContaining(
                        "$.truth.parameters.half_saturation_mail: 0.0 must be in (0.0,")
                .hasMessageContaining("$.truth.parameters.sigma_search: -0.1 must be in (0.0,");
    }

    @Test
    void weeksThatWouldBeNegativeAreSetToZeroAndSaid() throws IOException {
        String model =
                SimulatedData.MODEL.replace(
                        "\"saturation\": \"linear\"", "\"saturation\": \"hill\"");
        String noisy =
                SimulatedData.TRUTH.replace("\"sigma_search\": 0.1", "\"sigma_search\": 0.9");
        Simulation.Result result = simulate(model, noisy);
        assertThat(result.notes())
                .singleElement()
                .asString()
                .matches("search: \\d+ weeks came out negative and were set to 0; .*");
        double[] search = SimulatedData.task(folder, model, result).panel().column("search");
        assertThat(Arrays.stream(search).min()).hasValue(0);
        assertThat(simulate(model, SimulatedData.TRUTH).notes()).isEmpty();
    }
}
