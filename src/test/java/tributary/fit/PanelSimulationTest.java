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

import tributary.data.Panel;
import tributary.effects.BruteForceEffects;
import tributary.effects.EffectDecomposition.Effect;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.Intervention;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Simulations of several markets, and of the families that a national test does not have. */
class PanelSimulationTest {
    private static final String MODEL =
            SimulatedData.MODEL
                    .replace(
                            "\"date\": \"week\"",
                            "\"date\": \"week\", \"geo\": \"region\", \"population\": \"people\"")
                    .replace(
                            "{ \"column\": \"price\" }",
                            "{ \"column\": \"price\", \"transform\": \"none\" }");

    private static final String TRUTH =
            SimulatedData.TRUTH
                    .replace("\"weeks\": 80", "\"weeks\": 80, \"geos\": { \"count\": 3 }")
                    .replace("\"level\": 50000", "\"level\": 5")
                    .replace("\"level\": 4000", "\"level\": 0.4")
                    .replace("\"level\": 900", "\"level\": 0.09")
                    .replace("\"level\": 700", "\"level\": 0.07")
                    .replace("\"mean\": 100, \"sd\": 5", "\"mean\": 0, \"sd\": 1")
                    .replace("\"sigma_search\"", "\"geo_scale_*\": 0.2, \"sigma_search\"");

    @TempDir private Path folder;

    private Simulation.Result simulate(String model, String truth) throws IOException {
        return Simulation.simulate(SimulatedData.spec(folder, model, truth));
    }

    private static JsonNode json(Simulation.Result result) {
        return new JsonMapper().readTree(result.truthJson());
    }

    private static String changed(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private static double[] series(JsonNode array) {
        double[] values = new double[array.size()];
        Arrays.setAll(values, t -> array.get(t).asDouble());
        return values;
    }

    private static double[] rows(Panel panel, String column, int geo) {
        return Arrays.copyOfRange(panel.column(column), panel.row(geo, 0), panel.row(geo + 1, 0));
    }

    /** One market of a panel as a national model, which is what the oracle knows. */
    private static BruteForceEffects alone(FitTask task, JsonNode truth, int geo) {
        Panel panel = task.panel();
        Map<String, double[]> columns = new LinkedHashMap<>();
        panel.columns().forEach(name -> columns.put(name, rows(panel, name, geo)));
        double people = panel.geos().get(geo).population();
        Map<String, Double> scales = new HashMap<>();
        truth.get("scales")
                .properties()
                .forEach(e -> scales.put(e.getKey(), people * e.getValue().asDouble()));
        JsonNode parameters = truth.get("parameters");
        return new BruteForceEffects(
                task.model(),
                new Panel(panel.weeks(), columns, 0, "", "", List.of()),
                name -> {
                    String own = "geo_" + name + "." + (geo + 1);
                    return parameters.get(parameters.has(own) ? own : name).asDouble();
                },
                scales);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"revenue\" } -> \"revenue\" }",
                "\"revenue\" } -> \"revenue\", \"link\": \"log\", \"value\": 0.4 }",
                "\"revenue\" } -> \"revenue\", \"family\": \"student_t\", \"ar\": 1 }",
                "\"adstock\": \"none\" } -> \"link\": \"log\" }",
            })
    void truthOfAPanelIsThatOfEveryGeoAloneAndTheirSum(String edit) throws IOException {
        String[] parts = edit.split(" -> ", -1);
        String model = changed(MODEL, parts[0], parts[1]);
        Simulation.Result result = simulate(model, TRUTH);
        JsonNode truth = json(result);
        FitTask task = SimulatedData.task(folder, model, result);
        List<String> names = task.panel().geos().stream().map(Panel.Geo::name).toList();
        assertThat(names).containsExactly("Geo1", "Geo2", "Geo3");

        Map<String, Double> sums = new HashMap<>();
        double scale = 0;
        for (int g = 0; g < 3; g++) {
            BruteForceEffects oracle = alone(task, truth, g);
            for (String node : new String[] {"search", "revenue"}) {
                double[] recorded = series(truth.get("noise").get(node).get(names.get(g)));
                assertThat(recorded).containsExactly(oracle.residual(node), within(1e-12));
            }
            for (String source : new String[] {"tv", "mail", "search"}) {
                BruteForceEffects.Result expected =
                        oracle.evaluate(new Intervention(source, 0, 79, -1));
                scale = Math.max(scale, expected.scale());
                for (JsonNode row : truth.get("effects")) {
                    if (row.get("source").asString().equals(source)
                            && names.get(g).equals(row.get("geo").asString(""))
                            && isSum(row)) {
                        double value = expected(expected, row);
                        assertThat(row.get("value").asDouble())
                                .as("%s", row)
                                .isCloseTo(value, within(1e-11 * expected.scale()));
                        sums.merge(key(row), value, Double::sum);
                    }
                }
            }
        }
        int pooled = 0;
        for (JsonNode row : truth.get("effects")) {
            if (row.get("geo").isNull() && isSum(row)) {
                assertThat(row.get("value").asDouble())
                        .as("%s", row)
                        .isCloseTo(sums.get(key(row)), within(3e-11 * scale));
                pooled++;
            }
        }
        assertThat(pooled).isEqualTo(sums.size()).isGreaterThan(20);
    }

    private static boolean isSum(JsonNode row) {
        return !row.get("effect").asString().startsWith("roi");
    }

    private static String key(JsonNode row) {
        return row.get("source") + " " + row.get("effect") + " " + row.get("path");
    }

    private static double expected(BruteForceEffects.Result result, JsonNode row) {
        if (!row.get("path").isNull()) {
            return result.of(new Effect(Kind.INDIRECT_PATH, row.get("path").asString()));
        }
        String effect = row.get("effect").asString();
        return effect.equals("net_profit")
                ? result.of(Kind.TOTAL_MONEY) - result.ownSpend() - result.of(Kind.INDUCED_SPEND)
                : result.of(Kind.valueOf(effect.toUpperCase(Locale.ROOT)));
    }

    @Test
    void marketsDifferInSizeMediaAndEffect() throws IOException {
        String truth =
                changed(
                        TRUTH,
                        "{ \"count\": 3 }",
                        "{ \"count\": 40, \"population\": 50000, \"population_spread\": 0.5,"
                                + " \"spread\": 0.3 }");
        Simulation.Result result = simulate(MODEL, truth);
        assertThat(simulate(MODEL, truth)).isEqualTo(result);
        Panel panel = SimulatedData.task(folder, MODEL, result).panel();
        double[] size = new double[40];
        double[] media = new double[40];
        double[] coefficients = new double[40];
        JsonNode parameters = json(result).get("parameters");
        for (int g = 0; g < 40; g++) {
            double people = panel.geos().get(g).population();
            assertThat(people).isEqualTo(Math.rint(people));
            size[g] = Math.log(people / 50_000);
            media[g] =
                    Arrays.stream(rows(panel, "tv", g))
                            .filter(x -> x > 0)
                            .map(x -> Math.log(x / people / 0.4))
                            .average()
                            .orElseThrow();
            coefficients[g] =
                    Math.log(
                            parameters.get("geo_coefficient_tv_to_revenue." + (g + 1)).asDouble()
                                    / 0.3);
        }
        // Means of 40 and their sds: 5 standard errors, false alarms 6e-7 each.
        assertNormal(size, 0.5);
        // 56 active weeks with sd 0.4 add 0.4²/56 to the variance.
        assertNormal(media, Math.sqrt(0.09 + 0.16 / 56));
        assertNormal(coefficients, 0.2);
    }

    private static void assertNormal(double[] values, double sd) {
        int n = values.length;
        double mean = Statistics.mean(new double[][] {values});
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        assertThat(mean).isCloseTo(0, within(5 * sd / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / (n - 1)) / sd)
                .isCloseTo(1, within(5 / Math.sqrt(2.0 * (n - 1))));
    }

    /** Whatever the family, the data are such as its reader takes, and the effects add up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"revenue\" } -> \"revenue\", \"family\": \"negative_binomial\" }",
                "\"revenue\" } -> \"revenue\", \"floor\": 3000000 }",
                "\"adstock\": \"none\" } -> \"family\": \"hurdle_lognormal\" }",
                "\"adstock\": \"none\" } -> \"family\": \"tobit\", \"link\": \"identity\" }",
                "\"adstock\": \"none\" } -> \"family\": \"student_t\", \"input\": \"predicted\" }",
            })
    void effectsOfEveryFamilyAddUp(String edit) throws IOException {
        String[] parts = edit.split(" -> ", -1);
        String model = changed(MODEL, parts[0], parts[1]);
        Simulation.Result result = simulate(model, TRUTH);
        Panel panel = SimulatedData.task(folder, model, result).panel();
        assertThat(panel.trainingColumn("revenue")).hasSize(240);
        Map<String, Map<String, Double>> effects = new HashMap<>();
        for (JsonNode row : json(result).get("effects")) {
            if (row.get("path").isNull()) {
                effects.computeIfAbsent(
                                row.get("source").asString() + row.get("geo").asString(""),
                                key -> new HashMap<>())
                        .put(row.get("effect").asString(), row.get("value").asDouble());
            }
        }
        assertThat(effects).hasSize(3 * 4);
        effects.values()
                .forEach(of ->
                        assertThat(value(of, "direct") + value(of, "indirect"))
                                .isCloseTo(value(of, "total"), within(1e-12 * value(of, "total"))));
        assertThat(value(value(effects, "tv"), "indirect")).isPositive();
        double byGeo = 0;
        for (int g = 1; g <= 3; g++) {
            byGeo += value(value(effects, "tvGeo" + g), "total");
        }
        assertThat(value(value(effects, "tv"), "total")).isCloseTo(byGeo, within(1e-12 * byGeo));
    }

    @Test
    void aHurdleIsActiveWhereItsChanceIsBelowP() throws IOException {
        String model =
                changed(MODEL, "\"adstock\": \"none\" }", "\"family\": \"hurdle_lognormal\" }");
        String truth =
                changed(
                        TRUTH,
                        "\"sigma_search\": 0.1",
                        "\"hurdle_geo_intercept_search.*\": 0.4, \"hurdle_coefficient_*\": 0,"
                                + " \"hurdle_control_*\": 0, \"hurdle_trend_*\": 0,"
                                + " \"hurdle_season_*\": 0, \"sigma_search\": 0.1");
        truth = changed(truth, "\"control_*\"", "\"hurdle_intercept_search\": 0.4, \"control_*\"");
        Simulation.Result result = simulate(model, truth);
        Panel panel = SimulatedData.task(folder, model, result).panel();
        double p = 1 / (1 + Math.exp(-0.4));
        JsonNode chance = json(result).get("activity").get("search");
        int active = 0;
        for (int g = 0; g < 3; g++) {
            double[] u = series(chance.get("Geo" + (g + 1)));
            double[] search = rows(panel, "search", g);
            for (int t = 0; t < 80; t++) {
                assertThat(search[t] > 0).isEqualTo(u[t] < p);
                active += search[t] > 0 ? 1 : 0;
            }
        }
        // 240 Bernoulli draws, 5 standard errors: false alarm 6e-7.
        assertThat(active / 240.0).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 240)));
    }

    @Test
    void countsAreWholeAndHaveNoNoise() throws IOException {
        String model =
                changed(MODEL, "\"revenue\" }", "\"revenue\", \"family\": \"negative_binomial\" }");
        Simulation.Result result = simulate(model, TRUTH);
        Panel panel = SimulatedData.task(folder, model, result).panel();
        assertThat(Arrays.stream(panel.column("revenue"))).allMatch(y -> y == Math.rint(y));
        assertThat(json(result).get("noise").has("revenue")).isFalse();
        assertThat(json(result).get("noise").has("search")).isTrue();
    }

    @Test
    void autoregressiveNoiseOfEachGeoIsItsOwn() throws IOException {
        String model =
                changed(MODEL, "\"revenue\" }", "\"revenue\", \"ar\": 1, \"noise\": \"per_geo\" }");
        String truth = changed(TRUTH, "\"weeks\": 80", "\"weeks\": 1000");
        truth =
                changed(
                        truth,
                        "\"sigma_revenue\": 0.04",
                        "\"sigma_revenue.1\": 0.02, \"sigma_revenue.2\": 0.04,"
                                + " \"sigma_revenue.3\": 0.08, \"ar_revenue\": 0.6");
        JsonNode noise = json(simulate(model, truth)).get("noise").get("revenue");
        List<double[]> innovations = new ArrayList<>();
        for (int g = 0; g < 3; g++) {
            double[] r = series(noise.get("Geo" + (g + 1)));
            double cross = 0;
            double squares = 0;
            for (int t = 1; t < r.length; t++) {
                cross += r[t] * r[t - 1];
                squares += r[t - 1] * r[t - 1];
            }
            double phi = cross / squares;
            // 5 standard errors √((1 − φ²)/n): false alarm 6e-7.
            assertThat(phi).isCloseTo(0.6, within(5 * 0.8 / Math.sqrt(1000)));
            double[] e = new double[r.length - 1];
            double sigma = 0.02 * (1 << g);
            Arrays.setAll(e, t -> (r[t + 1] - 0.6 * r[t]) / sigma);
            assertThat(Arrays.stream(e).map(x -> x * x).average().orElseThrow())
                    .isCloseTo(1, within(5 * Math.sqrt(2.0 / 1000)));
            innovations.add(e);
        }
        double together = 0;
        for (int t = 0; t < 999; t++) {
            together += innovations.get(0)[t] * innovations.get(1)[t] / 999;
        }
        assertThat(together).isCloseTo(0, within(5 / Math.sqrt(999)));
    }

    @Test
    void copulaTiesTheNoiseOfMediatorAndOutcome() throws IOException {
        String model =
                changed(
                        MODEL,
                        "\"paths\": [",
                        "\"correlations\": [ { \"between\": [\"search\", \"revenue\"],"
                                + " \"rho\": \"uniform(-1, 1)\" } ], \"paths\": [");
        String truth = changed(TRUTH, "\"weeks\": 80", "\"weeks\": 1000");
        truth = changed(truth, "\"sigma_search\": 0.1", "\"rho_*\": 0.6, \"sigma_search\": 0.1");
        JsonNode noise = json(simulate(model, truth)).get("noise");
        for (int g = 1; g <= 3; g++) {
            double[] m = series(noise.get("search").get("Geo" + g));
            double[] y = series(noise.get("revenue").get("Geo" + g));
            double sum = 0;
            for (int t = 0; t < m.length; t++) {
                sum += m[t] / 0.1 * (y[t] / 0.04) / m.length;
            }
            // E = ρ, variance (1 + ρ²)/n, 5 standard errors: false alarm 6e-7.
            assertThat(sum).isCloseTo(0.6, within(5 * Math.sqrt(1.36 / m.length)));
        }
    }

    /** The return of a direct path that is given is the one the written data have. */
    @Test
    void aGivenReturnIsThatOfTheData() throws IOException {
        String model =
                changed(
                        MODEL,
                        "\"tv -> revenue\"",
                        "{ \"from\": \"tv\", \"to\": \"revenue\", \"parameter\": \"roi\" }");
        String truth =
                changed(TRUTH, "\"coefficient_tv_to_revenue\": 0.3", "\"roi_tv_to_revenue\": 2.5");
        Simulation.Result result = simulate(model, truth);
        double spend =
                Arrays.stream(SimulatedData.task(folder, model, result).panel().column("tv")).sum();
        for (JsonNode row : json(result).get("effects")) {
            if (row.get("source").asString().equals("tv")
                    && row.get("effect").asString().equals("direct_total")
                    && row.get("geo").isNull()) {
                assertThat(row.get("value").asDouble() / spend).isCloseTo(2.5, within(1e-12));
                return;
            }
        }
        throw new AssertionError("no direct effect of tv");
    }

    @Test
    void whatAGeoHasOfItsOwnCanBeGiven() throws IOException {
        String model =
                changed(MODEL, "\"paths\": [", "\"paths\": [ \"radio -> revenue\",")
                        .replace(
                                "{ \"column\": \"tv\" }",
                                "{\"column\": \"tv\"}," + " {\"column\": \"radio\"}");
        String truth =
                changed(
                        TRUTH,
                        "\"sigma_search\"",
                        "\"coefficient_radio_to_revenue\": 0.2, \"geo_intercept_search.2\": 0.55,"
                                + " \"geo_coefficient_tv_to_revenue.3\": 0.9, \"sigma_search\"");
        JsonNode parameters = json(simulate(model, truth)).get("parameters");
        assertThat(parameters.get("geo_intercept_search.2").asDouble()).isEqualTo(0.55);
        assertThat(parameters.get("geo_coefficient_tv_to_revenue.3").asDouble()).isEqualTo(0.9);
        // Pooled over paths and given: the geos vary around what is given, as elsewhere.
        double log = 0;
        for (int g = 1; g <= 3; g++) {
            String name = "geo_coefficient_radio_to_revenue." + g;
            log += Math.log(parameters.get(name).asDouble() / 0.2) / 3;
        }
        assertThat(log).isCloseTo(0, within(5 * 0.2 / Math.sqrt(3)));

        assertThatThrownBy(() ->
                        simulate(
                                model,
                                changed(
                                        truth,
                                        "\"geo_coefficient_tv_to_revenue.3\": 0.9",
                                        "\"geo_coefficient_tv_to_revenue.3\": -0.9")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "$.truth.parameters.geo_coefficient_tv_to_revenue.3: -0.9 must be > 0");
        assertThatThrownBy(() ->
                        simulate(
                                changed(MODEL, "\"revenue\" }", "\"revenue\", \"link\": \"log\" }"),
                                changed(TRUTH, "\"season_*\": 0.05", "\"season_*\": 900")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("of Geo1 would be Infinity; the parameters");
    }

    private static <T> T value(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }
}
