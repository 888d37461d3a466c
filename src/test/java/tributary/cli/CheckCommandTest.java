package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** {@code check} as a user meets it, in process. */
class CheckCommandTest {
    private static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue" },
              "channels": [ { "column": "tv" } ],
              "paths": [ "tv -> revenue" ], "trend": { "type": "none" },
              "seasonality": { "order": 0 } %s }
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private Path model(String more) throws IOException {
        return Files.writeString(folder.resolve("model.json"), MODEL.formatted(more));
    }

    @BeforeEach
    void data() throws IOException {
        var csv = new StringBuilder("week,tv,revenue\n");
        for (int t = 0; t < 60; t++) {
            csv.append(LocalDate.of(2024, 1, 7).plusWeeks(t))
                    .append(',')
                    .append(t % 3 == 0 ? 0 : 100 + t)
                    .append(',')
                    .append(1000 + t)
                    .append('\n');
        }
        Files.writeString(folder.resolve("weekly.csv"), csv);
    }

    @Test
    void withoutOptionsTheTotalsStandThereAndNothingIsWritten() throws IOException {
        assertThat(run("check", model("").toString())).isZero();
        assertThat(out.toString())
                .contains("Data: weekly.csv, 60 weeks, 2024-01-07 to 2025-02-23")
                .contains("Findings: none")
                .contains("1,000 draws: median [90% interval]")
                .contains("all media", "baseline")
                .doesNotContain("ROI")
                .containsPattern("(?m)^revenue .*1,030 \\[1,000, 1,059\\]$");
        assertThat(err.toString()).isEmpty();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.json", "weekly.csv");
    }

    @Test
    void onRequestEverySourceHasItsLine() throws IOException {
        assertThat(run("check", model("").toString(), "--prior-predictive", "--prior-draws", "100"))
                .isZero();
        assertThat(out.toString()).contains("100 draws", "ROI").containsPattern("(?m)^tv  ");
    }

    @Test
    void jsonIsThePageThatTheFileHolds() throws IOException {
        Path file = folder.resolve("check.json");
        assertThat(run("check", model("").toString(), "--json", "-o", file.toString())).isZero();
        assertThat(out).hasToString(Files.readString(file));
        assertThat(err.toString()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.propertyNames())
                .containsExactly(
                        "findings",
                        "identification",
                        "vif",
                        "weeks_per_parameter",
                        "prior_predictive");
        assertThat(json.get("findings")).isEmpty();
        JsonNode prior = json.get("prior_predictive");
        assertThat(prior.get("draws").asInt()).isEqualTo(1000);
        assertThat(prior.get("quantities").findValuesAsString("quantity"))
                .containsExactly("contribution_share", "roi", "media_share", "baseline_share");
        JsonNode share = prior.get("quantities").get(0);
        assertThat(share.get("source").asString()).isEqualTo("tv");
        assertThat(share.get("q05").asDouble()).isLessThan(share.get("q25").asDouble());
        assertThat(share.get("q75").asDouble()).isLessThan(share.get("q95").asDouble());
        JsonNode range = prior.get("ranges").get(0);
        assertThat(range.get("node").asString()).isEqualTo("revenue");
        assertThat(range.get("observed_median").asDouble()).isEqualTo(1029.5);
        assertThat(range.get("observed_inside").asDouble()).isEqualTo(1);
        assertThat(range.get("at_floor").isNull()).isTrue();
    }

    /** A coefficient near 1, a million and near 0 times what is plausible; a far intercept. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"coefficient_*\": \"lognormal(2, 0.1)\" | prior_media_share"
                        + " | look at coefficient_tv_to_revenue ~ lognormal(2.0, 0.1)",
                "\"coefficient_*\": \"lognormal(-9, 0.1)\" | prior_media_share"
                        + " | the prior median share of all media is",
                "\"coefficient_*\": \"lognormal(4, 3)\" | prior_roi | return more than 50 per unit",
                "\"coefficient_*\": \"lognormal(-9, 0.1)\" | prior_roi | is below 0.01 per unit",
                "\"coefficient_*\": \"uniform(2, 3)\", \"intercept_*\": \"normal(-1, 0.1)\""
                        + " | prior_baseline | which leaves a baseline below 0",
                "\"intercept_*\": \"normal(9, 0.1)\" | prior_range"
                        + " | look at intercept_revenue ~ normal(9.0, 0.1)",
                "\"sigma_*\": \"uniform(90, 100)\" | prior_range"
                        + " | look at sigma_revenue ~ uniform(90.0, 100.0)",
                "\"intercept_*\": \"normal(-9, 0.1)\" | prior_total | in 100 % of draws",
            })
    void absurdPriorsAreNamed(String prior, String code, String message) throws IOException {
        Path model = model(", \"priors\": { " + prior + " }");
        assertThat(run("check", model.toString(), "--json", "--prior-draws", "200")).isZero();
        JsonNode findings = JsonMapper.shared().readTree(out.toString()).get("findings");
        assertThat(findings)
                .anySatisfy(finding -> {
                    assertThat(finding.get("severity").asString()).isEqualTo("warning");
                    assertThat(finding.get("code").asString()).isEqualTo(code);
                    assertThat(finding.get("where").asString()).isEqualTo(model + ": $.priors");
                    assertThat(finding.get("message").asString()).contains(message);
                });
    }

    @Test
    void whatStandsInTheWayOfAnEffectIsNamed() throws IOException {
        Path model =
                model(
                        ", \"unobserved\": [ { \"name\": \"mood\", \"into\": [\"tv\", \"revenue\"]"
                                + " } ]");
        assertThat(run("check", model.toString(), "--json", "--prior-draws", "100")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        JsonNode finding = json.get("findings").get(0);
        assertThat(finding.get("severity").asString()).isEqualTo("warning");
        assertThat(finding.get("code").asString()).isEqualTo("not_identified");
        assertThat(finding.get("where").asString()).isEqualTo(model + ": $.paths");
        assertThat(finding.get("message").asString())
                .isEqualTo(
                        "not identified: total and direct effect of tv. Open: tv ← (mood) →"
                                + " revenue. Measure mood and control for it. Set tv at random in"
                                + " an experiment.");
        JsonNode effects = json.get("identification").get("effects");
        assertThat(effects.findValuesAsString("effect")).containsExactly("total", "direct");
        assertThat(effects.findValuesAsString("verdict")).containsOnly("not_identified");
        JsonNode path = effects.get(0).get("paths").get(0);
        assertThat(path.get("path").asString()).isEqualTo("tv ← (mood) → revenue");
        assertThat(path.get("open").asBoolean()).isTrue();
        assertThat(path.get("closed_by")).isEmpty();
        assertThat(effects.get(0).get("all_paths_listed").asBoolean()).isTrue();
        assertThat(json.get("identification").get("assumption").asString())
                .contains("if the graph is right");
    }

    /** The same column twice: no number for its inflation, and no failure. */
    @Test
    void columnsThatDetermineEachOtherHaveNoNumberInJson() throws IOException {
        Path csv = folder.resolve("weekly.csv");
        var twice = new StringBuilder("week,tv,revenue,a,b\n");
        Files.readAllLines(csv).stream()
                .skip(1)
                .forEach(line -> {
                    int week = twice.length() % 13;
                    twice.append(line + "," + week + "," + (5 - 3 * week) + "\n");
                });
        Files.writeString(csv, twice);
        Path model = model(", \"controls\": [ { \"column\": \"a\" }, { \"column\": \"b\" } ]");
        assertThat(run("check", model.toString(), "--json", "--prior-draws", "100")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        JsonNode equation = json.get("vif").get(0);
        assertThat(equation.get("equation").asString()).isEqualTo("revenue");
        assertThat(equation.get("columns").findValuesAsString("name"))
                .containsExactly("tv", "a", "b");
        assertThat(equation.get("columns").get(0).get("vif").asDouble()).isBetween(1.0, 2.0);
        assertThat(equation.get("columns").get(1).get("vif").isNull()).isTrue();
        assertThat(equation.get("columns").get(1).get("note").asString())
                .isEqualTo("is determined by the other columns");
        assertThat(equation.get("correlated_pairs").get(0).get("correlation").asDouble())
                .isCloseTo(-1, within(1e-12));
        assertThat(json.get("findings").findValuesAsString("code"))
                .contains("collinear", "correlated");
        JsonNode weeks = json.get("weeks_per_parameter");
        assertThat(weeks.get("equations").get(0).get("weeks").asInt()).isEqualTo(60);
        assertThat(weeks.get("equations").get(0).get("coefficients").asInt()).isEqualTo(4);
        assertThat(weeks.get("equations").get(0).get("weeks_per_coefficient").asDouble())
                .isEqualTo(15);
        assertThat(weeks.get("sources").get(0).get("active_weeks").asInt()).isEqualTo(40);
    }

    @Test
    void priorsOfTheCommandLineReplaceThoseOfTheConfiguration() throws IOException {
        String model = model(", \"priors\": { \"coefficient_*\": \"dirac(0.5)\" }").toString();
        assertThat(run("check", model)).isZero();
        String own = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("check", model, "--priors", "sceptical")).isZero();
        assertThat(out.toString()).isNotEqualTo(own);
        assertThat(run("check", model, "--priors", "absent")).isEqualTo(3);
        assertThat(err.toString()).contains("\"absent\" is neither a bundled set of priors");
    }

    @Test
    void theWindowIsThatOfTheFit() throws IOException {
        assertThat(run("check", model("").toString(), "--from", "2024-02-04", "--to", "2024-06-30"))
                .isZero();
        assertThat(out.toString()).contains("22 weeks, 2024-02-04 to 2024-06-30");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--prior-draws 99, --prior-draws: 99 is not allowed; allowed: 100 to 10000",
                "--prior-draws 10001, 10001",
                "--prior-draws few, few",
                "--from 2024-03-01 --to 2024-02-01, is after --to",
            })
    void wrongUsageIsExplained(String options, String message) {
        assertThat(run(("check model.json " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void allProblemsOfAConfigurationAreFindings() throws IOException {
        Path model = model(", \"sampler\": { \"chains\": 0 }, \"trent\": 1");
        assertThat(run("check", model.toString(), "--json")).isEqualTo(3);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("chains"))
                .anyMatch(line -> line.contains("trent"));
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        for (String key :
                List.of("identification", "vif", "weeks_per_parameter", "prior_predictive")) {
            assertThat(json.get(key).isNull()).as(key).isTrue();
        }
        assertThat(json.get("findings").findValuesAsString("severity"))
                .containsExactly("error", "error");
        assertThat(json.get("findings").findValuesAsString("code")).containsOnly("configuration");
    }

    @Test
    void allProblemsOfTheDataAreFindings() throws IOException {
        Path csv = folder.resolve("weekly.csv");
        Files.writeString(
                csv, Files.readString(csv).replace(",101,", ",-101,").replace(",104,", ",many,"));
        assertThat(run("check", model("").toString())).isEqualTo(3);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("weekly.csv:3") && line.contains("-101"))
                .anyMatch(line -> line.contains("weekly.csv:6") && line.contains("many"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aPriorWithoutRoomIsAProblemOfThePriors() throws IOException {
        Path model = model(", \"priors\": { \"decay_tv\": \"normal(50, 1)\" }");
        assertThat(run("check", model.toString(), "--json")).isEqualTo(3);
        assertThat(err.toString())
                .contains("$.priors.decay_tv: the prior normal(50.0, 1.0) of decay_tv: it leaves")
                .contains("practically no value in the range (0.0, 1.0)");
        JsonNode findings = JsonMapper.shared().readTree(out.toString()).get("findings");
        assertThat(findings.findValuesAsString("where"))
                .containsExactly(model + ": $.priors.decay_tv");
    }
}
