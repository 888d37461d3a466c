package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

class ModelSpecReaderTest {
    /** A model with every section; tests change one piece of its text. */
    static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue", "link": "log" },
              "channels": [ { "column": "tv" }, { "column": "radio", "saturation": "linear" } ],
              "mediators": [ { "column": "search", "paid": false }, { "column": "visits" } ],
              "paths": [ "tv -> search", "search -> visits", "visits -> revenue",
                         "tv -> revenue", "radio -> revenue" ],
              "controls": [ { "column": "price" } ],
              "trend": { "type": "linear" },
              "seasonality": { "order": 2 },
              "pooling": { "paths": true },
              "sampler": { "seed": 7 } }
            """;

    @TempDir Path folder;

    private ModelSpec read(String json) throws IOException {
        return ModelSpecReader.read(write("model.json", json));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<SpecProblem> problems(String json) throws IOException {
        Path file = write("model.json", json);
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(file));
        assertThat(e).as("no problem found").isNotNull();
        assertThat(e.problems()).isNotEmpty().allMatch(p -> p.file().equals(file.toString()));
        return e.problems();
    }

    private static String replace(String from, String to) {
        assertThat(MODEL).contains(from);
        return MODEL.replace(from, to);
    }

    @Test
    void makesEveryDefaultExplicit() throws IOException {
        ModelSpec model = read(MODEL);
        assertThat(model.data())
                .isEqualTo(
                        new DataSpec(
                                "weekly.csv",
                                "week",
                                Optional.empty(),
                                Optional.empty(),
                                DataSpec.Gaps.ERROR,
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(model.outcome())
                .isEqualTo(
                        new Outcome(
                                "revenue",
                                "revenue",
                                Family.GAUSSIAN,
                                Link.LOG,
                                OptionalDouble.empty(),
                                Outcome.OutcomeScale.MEAN,
                                Outcome.Composition.ADDITIVE,
                                OptionalDouble.empty(),
                                false,
                                Outcome.Noise.SHARED,
                                new Outcome.Value.Constant(1)));
        assertThat(model.channels().getFirst())
                .isEqualTo(
                        new Channel(
                                "tv",
                                "tv",
                                true,
                                Optional.empty(),
                                new Adstock.Geometric(OptionalInt.empty()),
                                Saturation.HILL,
                                TransformOrder.ADSTOCK_FIRST,
                                OptionalDouble.empty(),
                                OptionalInt.empty()));
        assertThat(model.channels().get(1).saturation()).isEqualTo(Saturation.LINEAR);
        assertThat(model.mediators().getFirst().paid()).isFalse();
        assertThat(model.mediators().get(1).paid()).isTrue();
        assertThat(model.paths())
                .contains(
                        new tributary.spec.Path(
                                "tv",
                                "search",
                                tributary.spec.Path.Sign.ANY,
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                tributary.spec.Path.Parameter.COEFFICIENT),
                        new tributary.spec.Path(
                                "tv",
                                "revenue",
                                tributary.spec.Path.Sign.POSITIVE,
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                tributary.spec.Path.Parameter.COEFFICIENT));
        List<String> equations = List.of("search", "visits", "revenue");
        assertThat(model.controls())
                .containsExactly(
                        new Control(
                                "price",
                                "price",
                                Control.Transform.STANDARDIZE,
                                Optional.empty(),
                                equations));
        assertThat(model.trend()).isEqualTo(new Trend(Trend.Type.LINEAR, 0, equations));
        assertThat(model.seasonality()).isEqualTo(new Seasonality(2, 365.25, equations));
        assertThat(model.pooling())
                .isEqualTo(new Pooling(true, true, Pooling.Parametrization.NON_CENTERED));
        assertThat(model.sampler()).isEqualTo(new SamplerSpec(4, 1000, 1000, 7, 0.8, 10));
        assertThat(model.priors().layers()).hasSize(1);
    }

    @Test
    void listsEquationsInGraphOrderWhateverTheOrderOfTheFile() throws IOException {
        String json =
                replace(
                        "{ \"column\": \"search\", \"paid\": false }, { \"column\": \"visits\" }",
                        "{ \"column\": \"visits\" }, { \"column\": \"search\" }");
        assertThat(read(json).trend().into()).containsExactly("search", "visits", "revenue");
    }

    @Test
    void readsEveryOptionOfTheGrammar() throws IOException {
        ModelSpec model =
                read(
                        """
                        { "run": { "version": "0.1.0" },
                          "data": { "file": "d/w.csv", "date": "week",
                                    "fill": { "gaps": "zero_media", "missing": { "p r": "previous" } },
                                    "winsorize": { "tv": 0.95 }, "from": "2024-01-07", "to": "2025-01-05" },
                          "outcome": { "column": "Net sales", "name": "sales", "family": "student_t", "nu": 4,
                                       "scale": "sd", "value": "margin", "composition": "additive",
                                       "ar": 0, "noise": "shared" },
                          "channels": [ { "column": "tv", "spend": "tv_cost", "adstock": { "type": "none" },
                                          "scale": 1200, "order": "adstock_first", "time_varying": "none" },
                                        { "column": "mail", "paid": false, "adstock": "geometric",
                                          "scale": "median_positive" } ],
                          "mediators": [ { "column": "q", "family": "student_t", "nu": "estimate",
                                           "link": "log", "input": "observed" } ],
                          "paths": [ { "from": "tv", "to": "q", "sign": "positive", "group": "g", "activity": false,
                                       "parameter": "coefficient" },
                                     "mail->sales", { "from": "q", "to": "sales", "sign": "any" } ],
                          "controls": [ { "column": "p r", "name": "price", "transform": "log_standardize",
                                          "into": ["sales"] } ],
                          "trend": { "type": "none" }, "seasonality": { "order": 0 },
                          "pooling": { "paths": false, "geos": true, "parametrization": "non_centered" },
                          "correlations": [], "unobserved": [], "experiments": [],
                          "sampler": { "chains": 2, "warmup": 50, "draws": 60, "seed": -3, "target_accept": 0.9,
                                       "max_depth": 8, "metric": "low_rank", "init": "pathfinder",
                                       "thin": 5, "save_warmup": true } }
                        """);
        assertThat(model.data().missing()).containsEntry("p r", DataSpec.Missing.PREVIOUS);
        assertThat(model.data().winsorize()).containsEntry("tv", 0.95);
        assertThat(model.data().from()).contains(LocalDate.of(2024, 1, 7));
        assertThat(model.outcome().nu()).hasValue(4);
        assertThat(model.outcome().value()).isEqualTo(new Outcome.Value.Column("margin"));
        assertThat(model.channels().getFirst())
                .isEqualTo(
                        new Channel(
                                "tv",
                                "tv",
                                true,
                                Optional.of("tv_cost"),
                                new Adstock.None(),
                                Saturation.HILL,
                                TransformOrder.ADSTOCK_FIRST,
                                OptionalDouble.of(1200),
                                OptionalInt.empty()));
        assertThat(model.mediators().getFirst().link()).isEqualTo(Link.LOG);
        assertThat(model.paths().getFirst().group()).contains("g");
        assertThat(model.paths().getLast().sign()).isEqualTo(tributary.spec.Path.Sign.ANY);
        assertThat(model.controls().getFirst().into()).containsExactly("sales");
        assertThat(model.trend().into()).isEmpty();
        assertThat(model.sampler())
                .isEqualTo(
                        new SamplerSpec(
                                2,
                                50,
                                60,
                                -3,
                                0.9,
                                8,
                                SamplerSpec.Metric.LOW_RANK,
                                SamplerSpec.Init.PATHFINDER,
                                5,
                                true));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"link\": \"log\"|\"lnik\": \"log\"|$.outcome.lnik|unknown key \"lnik\"; did you"
                        + " mean \"link\"?",
                "\"link\": \"log\"|\"link\": \"logg\"|$.outcome.link|\"logg\" is not known; did you"
                        + " mean \"log\"?",
                "\"link\": \"log\"|\"link\": 3|$.outcome.link|3 is not known; allowed:"
                        + " \"identity\", \"log\"",
                "\"link\": \"log\"|\"link\": null|$.outcome.link|null is not known",
                "\"link\": \"log\"|\"link\": \"log\", \"scale\": \"sd\"|$.outcome.scale|identity"
                        + " link only",
                "\"link\": \"log\"|\"link\": \"log\", \"nu\": 4|$.outcome.nu|\"student_t\" only",
                "\"link\": \"log\"|\"family\": \"student_t\", \"nu\": 2|$.outcome.nu|2 is out of"
                        + " range; allowed: \"estimate\" or a number > 2",
                "\"link\": \"log\"|\"value\": -1|$.outcome.value|-1 is out of range",
                "\"link\": \"log\"|\"value\": \"tv\"|$.channels[0].column|already used by"
                        + " $.outcome.value",
                "\"link\": \"log\"|\"link\": \"log\", \"link\": \"log\"|$.outcome.link|stands twice"
                        + " in one object, the second time on line 2",
                "\"column\": \"revenue\"|\"columns\": \"revenue\"|$.outcome|\"column\" is missing",
                "\"column\": \"revenue\"|\"column\": \"net revenue\"|$.outcome.column|needs a"
                        + " \"name\"",
                "\"column\": \"revenue\"|\"column\": \"x\", \"name\": \"a_to_b\"|$.outcome.name|not"
                        + " a name",
                "\"date\": \"week\"|\"date\": 7|$.data.date|7 is not a text",
                "\"date\": \"week\"|\"date\": \"tv\"|$.channels[0].column|\"tv\" is already used by"
                        + " $.data.date",
                "\"date\": \"week\"|\"date\": \"week\", \"from\": \"7/1/2024\"|$.data.from|not a"
                        + " date",
                "\"date\": \"week\"|\"date\": \"week\", \"from\": \"2024-01-07\", \"to\":"
                        + " \"2023-01-01\"|$.data.to|before \"from\"",
                "\"date\": \"week\"|\"date\": \"week\", \"winsorize\": {\"tv\":"
                        + " 95}|$.data.winsorize.tv|> 0 and < 1",
                "\"date\": \"week\"|\"date\": \"week\", \"winsorize\": {\"tvv\":"
                        + " 0.9}|$.data.winsorize.tvv|did you mean \"tv\"?",
                "\"date\": \"week\"|\"date\": \"week\", \"fill\": {\"missing\": {\"prise\":"
                        + " \"zero\"}}|$.data.fill.missing.prise|did you mean \"price\"?",
                "\"column\": \"tv\"|\"column\": \"revenue\"|$.channels[0]|the name \"revenue\" is"
                        + " already taken by $.outcome",
                "\"column\": \"tv\"|\"column\": \"radio\", \"name\":"
                        + " \"tv\"|$.channels[1].column|\"radio\" is already used by"
                        + " $.channels[0].column",
                "\"column\": \"tv\"|\"column\": \"tv\", \"adstok\":"
                        + " \"none\"|$.channels[0].adstok|did you mean \"adstock\"?",
                "\"column\": \"tv\"|\"column\": \"tv\", \"scale\":"
                        + " 0|$.channels[0].scale|\"median_positive\" or a number > 0",
                "\"column\": \"tv\"|\"column\": \"tv\", \"scale\": 1e999|$.channels[0].scale|too"
                        + " large",
                "\"column\": \"tv\"|\"column\": \"tv\", \"paid\": \"yes\"|$.channels[0].paid|not"
                        + " true or false",
                "\"column\": \"tv\"|\"column\": \"tv\", \"paid\": false, \"spend\":"
                        + " \"c\"|$.channels[0].spend|has no spend",
                "\"column\": \"tv\"|\"column\": \"tv\", \"spend\":"
                        + " \"price\"|$.controls[0].column|already used by $.channels[0].spend",
                "{ \"column\": \"tv\" }|\"tv\"|$.channels[0]|\"tv\" is not an object",
                "\"tv -> search\"|\"tv - search\"|$.paths[0]|not a path such as",
                "\"tv -> search\"|\"tv -> search -> visits\"|$.paths[0]|one path per arrow",
                "\"tv -> search\"|\"tv -> serch\"|$.paths[0]|\"serch\" is not a mediator or the"
                        + " outcome; did you mean \"search\"?",
                "\"tv -> search\"|\"tvv -> search\"|$.paths[0]|did you mean \"tv\"?",
                "\"tv -> search\"|\"price -> search\"|$.paths[0]|not a channel or mediator",
                "\"tv -> search\"|\"revenue -> search\"|$.paths[0]|no path leads out of it",
                "\"tv -> search\"|\"search -> tv\"|$.paths[0]|is a channel, which nothing can move",
                "\"tv -> search\"|\"search -> search\"|$.paths[0]|to itself",
                "\"tv -> search\"|\"tv -> revenue\"|$.paths[3]|a second time",
                "\"tv -> search\"|\"visits -> search\"|$.paths|search -> visits -> search",
                "\"tv -> search\"|{ \"from\": \"tv\" }|$.paths[0]|\"to\" is missing",
                "\"radio -> revenue\"|\"radio -> revenu\"|$.channels[1]|\"radio\" has no path to"
                        + " the outcome",
                "\"visits -> revenue\",||$.mediators[0]|\"search\" has no path to the outcome",
                "{ \"column\": \"price\" }|{ \"column\": \"price\", \"into\": []"
                        + " }|$.controls[0].into|at least one equation",
                "{ \"column\": \"price\" }|{ \"column\": \"price\", \"into\": [\"tv\"]"
                        + " }|$.controls[0].into[0]|not a mediator or the outcome",
                "{ \"column\": \"price\" }|{ \"column\": \"price\", \"into\": \"search\""
                        + " }|$.controls[0].into|not an array",
                "{ \"column\": \"price\" }|{ \"column\": \"price\", \"transform\": \"ln\""
                        + " }|$.controls[0].transform|\"standardize\", \"log\"",
                "\"type\": \"linear\"|\"type\": \"cubic\"|$.trend.type|\"linear\", \"quadratic\"",
                "\"order\": 2|\"order\": 2.5|$.seasonality.order|2.5 is not a whole number",
                "\"order\": 2|\"order\": -1|$.seasonality.order|0 to 50",
                "\"order\": 2|\"period\": 0|$.seasonality.period|out of range",
                "\"seed\": 7|\"seed\": 99999999999999999999|$.sampler.seed|any 64-bit integer",
                "\"seed\": 7|\"chains\": 0|$.sampler.chains|1 to 64",
                "\"seed\": 7|\"warmup\": 5|$.sampler.warmup|20 to 100000",
                "\"seed\": 7|\"draws\": 3|$.sampler.draws|4 to",
                "\"seed\": 7|\"target_accept\": 1|$.sampler.target_accept|> 0 and < 1",
                "\"seed\": 7|\"max_depth\": 16|$.sampler.max_depth|1 to 15",
                "\"seed\": 7|\"seed\": \"7\"|$.sampler.seed|\"7\" is not a whole number",
                "\"seed\": 7|\"metric\": \"denze\"|$.sampler.metric|did you mean \"dense\"?",
                "\"seed\": 7|\"init\": \"zero\"|$.sampler.init|\"uniform\", \"pathfinder\"",
                "\"seed\": 7|\"thin\": 0|$.sampler.thin|1 to 1000",
                "\"seed\": 7|\"save_warmup\": 1|$.sampler.save_warmup|true or false",
                "\"trend\":|\"truth\": {}, \"trend\":|$.truth|belongs to a simulation",
                "\"trend\":|\"outcomes\": [], \"trend\":|$.outcomes|exactly one outcome",
                "\"trend\":|\"priors\": \"defualt\", \"trend\":|$.priors|neither a bundled set of"
                        + " priors nor a file",
                "\"trend\":|\"priors\": {\"decay_tv\": \"beta(1)\"},"
                        + " \"trend\":|$.priors.decay_tv|beta(a, b)",
            })
    void refuses(String from, String to, String where, String message) throws IOException {
        assertThat(problems(replace(from, to == null ? "" : to)))
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo(where);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void reportsAllProblemsAtOnce() throws IOException {
        String json =
                """
                { "data": { "file": "w.csv" },
                  "outcome": { "column": "revenue", "link": "probit" },
                  "channels": [ { "column": "tv", "adstok": 1 } ],
                  "paths": [ "tv -> revenu" ],
                  "sampler": { "chains": 0, "draws": 1e9 } }
                """;
        assertThat(problems(json))
                .extracting(SpecProblem::where)
                .containsExactlyInAnyOrder(
                        "$.data",
                        "$.outcome.link",
                        "$.channels[0].adstok",
                        "$.paths[0]",
                        "$.channels[0]",
                        "$.sampler.chains",
                        "$.sampler.draws");
    }

    @Test
    void refusesPathsThatWouldShareAParameterOrAGroupOfBothSigns() throws IOException {
        String json =
                """
                { "data": { "file": "w.csv\\u0000", "date": "d" }, "outcome": { "column": "y" },
                  "channels": [ { "column": "a" }, { "column": "a_to" } ],
                  "mediators": [ { "column": "b" }, { "column": "to_b" } ],
                  "paths": [ "a_to -> b", "a -> to_b", { "from": "b", "to": "y", "group": "g" },
                             { "from": "to_b", "to": "y", "group": "g", "sign": "any" } ] }
                """;
        assertThat(problems(json))
                .extracting(SpecProblem::message)
                .contains(
                        "\"w.csv\\u0000\" cannot be the path of a file",
                        "\"a -> to_b\" would have the same parameter name as \"a_to -> b\"; rename"
                                + " a node",
                        "the group \"g\" mixes paths of sign \"positive\" and \"any\"");
    }

    @Test
    void refusesSeveralOutcomesAndNoSources() throws IOException {
        assertThat(problems("{ \"outcome\": [ {}, {} ] }"))
                .extracting(SpecProblem::toString)
                .anyMatch(text -> text.contains("$.outcome: a model has exactly one outcome"))
                .anyMatch(text -> text.contains("there is no channel"));
    }

    @Test
    void refusesMorePathsThanAReportCanHold() throws IOException {
        StringBuilder mediators = new StringBuilder();
        StringBuilder paths = new StringBuilder("\"tv -> y\", \"tv -> m0\"");
        for (int i = 0; i < 14; i++) {
            mediators.append(i == 0 ? "" : ", ").append("{ \"column\": \"m" + i + "\" }");
            paths.append(", \"m" + i + " -> y\"");
            for (int j = i + 1; j < 14; j++) {
                paths.append(", \"m" + i + " -> m" + j + "\"");
            }
        }
        String json =
                "{ \"data\": { \"file\": \"f\", \"date\": \"d\" }, \"outcome\": { \"column\": \"y\""
                        + " },\"channels\": [ { \"column\": \"tv\" } ], \"mediators\": ["
                        + mediators
                        + "], \"paths\": ["
                        + paths
                        + "] }";
        assertThat(problems(json))
                .extracting(SpecProblem::message)
                .anyMatch(
                        m -> m.equals("\"tv\" has 8193 paths to the outcome; allowed: at most 62"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"data\": |line 1, column|not valid JSON",
                "{ \"a\": NaN }|line 1, column|not valid JSON",
                "{ \"a\": 1 } x|line 1, column|not valid JSON",
                "{} {}|line 1, column 4|more text after",
                "`  `|line 1|the file is empty",
                "[ 1 ]|$|an array is not an object",
            })
    void saysWhereTheSyntaxIsWrong(String json, String where, String message) throws IOException {
        assertThat(problems(json))
                .anySatisfy(problem -> {
                    assertThat(problem.where()).startsWith(where);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void limitsDepthAndSize() throws IOException {
        assertThat(problems("[".repeat(60) + "]".repeat(60)))
                .extracting(SpecProblem::message)
                .containsExactly("nested more than 50 levels deep");
        assertThat(problems("\"" + "x".repeat(200_000) + "\"")).hasSize(1);
        assertThat(problems(" ".repeat(10_000_001)))
                .extracting(SpecProblem::message)
                .containsExactly("the file is larger than 10000000 bytes");
        assertThat(problems("{" + "\"a\": 1,".repeat(500) + "\"b\": 1}"))
                .hasSizeLessThan(110)
                .last()
                .satisfies(problem -> assertThat(problem.message()).startsWith("and "));
    }

    @Test
    void toleratesAByteOrderMarkAndRefusesOtherEncodings() throws IOException {
        assertThat(read("\uFEFF" + MODEL).outcome().name()).isEqualTo("revenue");
        Path file = folder.resolve("latin.json");
        Files.write(
                file, MODEL.replace("revenue", "revenué").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(file)))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void saysThatAFileIsAbsentOrAFolder() {
        Path absent = folder.resolve("absent.json");
        assertThat(catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(absent)))
                .hasMessageContaining("no such file");
        assertThat(catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(folder)))
                .hasMessageContaining("directory");
    }
}
