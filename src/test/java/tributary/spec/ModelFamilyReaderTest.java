package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The grammar of panels, transforms, families, ROI priors, correlations and experiments. */
class ModelFamilyReaderTest {
    /** A model with every section of the family; tests change one piece of its text. */
    static final String MODEL =
            """
            { "$schema": "model.schema.json",
              "data": { "file": "geo.csv", "date": "week", "geo": "dma", "population": "people" },
              "outcome": { "column": "sales", "noise": "per_geo" },
              "channels": [
                { "column": "tv", "adstock": { "type": "delayed", "window": 12 }, "saturation": "tanh",
                  "order": "saturation_first", "time_varying": { "knots": 9 } },
                { "column": "mail", "paid": false, "saturation": "linear" } ],
              "mediators": [
                { "column": "search", "family": "hurdle_lognormal", "input": "predicted" },
                { "column": "visits" } ],
              "paths": [
                "tv -> search", "mail -> visits", "search -> sales", "visits -> sales",
                { "from": "tv", "to": "sales", "parameter": "roi", "saturation": "power" },
                { "from": "mail", "to": "sales", "parameter": "contribution" } ],
              "controls": [ { "column": "price" } ],
              "trend": { "type": "knots", "knots": 13 },
              "pooling": { "geos": false, "parametrization": "centered" },
              "correlations": [ { "between": ["visits", "sales"], "rho": 0.3 } ],
              "unobserved": [ { "name": "taste", "into": ["visits", "sales"] } ],
              "experiments": [
                { "source": "tv", "geos": ["Bern"], "from": "2024-01-07", "to": "2024-02-04",
                  "change": "-100%", "lift": -1200.5, "se": 300 },
                { "source": "search", "from": "2024-01-07", "to": "2024-01-07", "until": "2024-03-03",
                  "change": "+20%", "lift": 10, "se": 5, "estimand": "direct",
                  "family": "student_t" } ] }
            """;

    @TempDir private Path folder;

    private ModelSpec read(String json) throws IOException {
        return ModelSpecReader.read(Files.writeString(folder.resolve("model.json"), json));
    }

    private ModelSpec readWith(String from, String to) throws IOException {
        assertThat(MODEL).contains(from);
        return read(MODEL.replace(from, to));
    }

    @Test
    void readsThePanel() throws IOException {
        ModelSpec model = read(MODEL);

        assertThat(model.data().geo()).contains("dma");
        assertThat(model.data().population()).contains("people");
        assertThat(model.outcome().noise()).isEqualTo(Outcome.Noise.PER_GEO);
        assertThat(model.pooling())
                .isEqualTo(new Pooling(true, false, Pooling.Parametrization.CENTERED));
        assertThat(model.trend())
                .isEqualTo(new Trend(Trend.Type.KNOTS, 13, List.of("search", "visits", "sales")));
    }

    @Test
    void readsSourcesAndPaths() throws IOException {
        ModelSpec model = read(MODEL);
        Channel tv = model.channels().getFirst();
        Mediator search = model.mediators().getFirst();

        assertThat(tv.order()).isEqualTo(TransformOrder.SATURATION_FIRST);
        assertThat(tv.knots()).hasValue(9);
        assertThat(model.channels().getLast().knots()).isEmpty();
        assertThat(search.family()).isEqualTo(Family.HURDLE_LOGNORMAL);
        assertThat(search.link()).as("of the amount").isEqualTo(Link.LOG);
        assertThat(model.paths())
                .filteredOn(path -> path.parameter() != tributary.spec.Path.Parameter.COEFFICIENT)
                .extracting(tributary.spec.Path::parameter, tributary.spec.Path::saturation)
                .containsExactly(
                        tuple(tributary.spec.Path.Parameter.ROI, Optional.of(Saturation.POWER)),
                        tuple(tributary.spec.Path.Parameter.CONTRIBUTION, Optional.empty()));
    }

    @Test
    void readsWhatIsKnownBesideTheWeeks() throws IOException {
        ModelSpec model = read(MODEL);
        LocalDate january = LocalDate.of(2024, 1, 7);

        assertThat(model.correlations())
                .containsExactly(new Correlation("visits", "sales", new Prior.Dirac(0.3)));
        assertThat(model.unobserved())
                .containsExactly(new Unobserved("taste", List.of("visits", "sales")));
        assertThat(model.experiments())
                .containsExactly(
                        new Experiment(
                                "tv",
                                List.of("Bern"),
                                january,
                                LocalDate.of(2024, 2, 4),
                                LocalDate.of(2024, 2, 4),
                                -1,
                                -1200.5,
                                300,
                                Experiment.Estimand.TOTAL,
                                Experiment.ErrorFamily.NORMAL),
                        new Experiment(
                                "search",
                                List.of(),
                                january,
                                january,
                                LocalDate.of(2024, 3, 3),
                                0.2,
                                10,
                                5,
                                Experiment.Estimand.DIRECT,
                                Experiment.ErrorFamily.STUDENT_T));
    }

    static Stream<Arguments> adstocks() {
        return Stream.of(
                Arguments.of("\"none\"", new Adstock.None()),
                Arguments.of("{ \"type\": \"none\" }", new Adstock.None()),
                Arguments.of("\"geometric\"", new Adstock.Geometric(OptionalInt.empty())),
                Arguments.of(
                        "{ \"type\": \"geometric\" }", new Adstock.Geometric(OptionalInt.empty())),
                Arguments.of(
                        "{ \"type\": \"geometric\", \"window\": 1 }",
                        new Adstock.Geometric(OptionalInt.of(1))),
                Arguments.of("\"delayed\"", new Adstock.Delayed(8)),
                Arguments.of(
                        "{ \"type\": \"delayed\", \"window\": 104 }", new Adstock.Delayed(104)),
                Arguments.of("\"weibull_cdf\"", new Adstock.WeibullCdf(8)),
                Arguments.of("{ \"type\": \"weibull_cdf\" }", new Adstock.WeibullCdf(8)),
                Arguments.of("\"weibull_pdf\"", new Adstock.WeibullPdf(8)),
                Arguments.of(
                        "{ \"window\": 13, \"type\": \"weibull_pdf\" }",
                        new Adstock.WeibullPdf(13)),
                Arguments.of("\"binomial\"", new Adstock.Binomial(8)));
    }

    @ParameterizedTest
    @MethodSource("adstocks")
    void readsEveryAdstock(String text, Adstock adstock) throws IOException {
        ModelSpec model = readWith("{ \"type\": \"delayed\", \"window\": 12 }", text);
        assertThat(model.channels().getFirst().adstock()).isEqualTo(adstock);
    }

    @ParameterizedTest
    @EnumSource(Saturation.class)
    void readsEverySaturation(Saturation saturation) throws IOException {
        ModelSpec model = readWith("\"tanh\"", Words.quote(Words.of(saturation)));
        assertThat(model.channels().getFirst().saturation()).isEqualTo(saturation);
    }

    @Test
    void countsHaveALogLink() throws IOException {
        String json =
                MODEL.replace(
                                "\"sales\", \"noise\"",
                                "\"sales\", \"family\": \"negative_binomial\", \"noise\"")
                        .replace(", \"parameter\": \"roi\"", "")
                        .replace(", \"parameter\": \"contribution\"", "")
                        .replace("{ \"between\": [\"visits\", \"sales\"], \"rho\": 0.3 }", "");
        Outcome outcome = read(json).outcome();
        assertThat(outcome.family()).isEqualTo(Family.NEGATIVE_BINOMIAL);
        assertThat(outcome.link()).isEqualTo(Link.LOG);
    }

    @Test
    void readsAPriorOfACorrelationAndItsPairInEitherOrder() throws IOException {
        ModelSpec model =
                readWith(
                        "[\"visits\", \"sales\"], \"rho\": 0.3",
                        "[\"sales\", \"visits\"], \"rho\": \"uniform(-0.5, 0.5)\"");
        assertThat(model.correlations())
                .containsExactly(new Correlation("visits", "sales", new Prior.Uniform(-0.5, 0.5)));
    }

    /** Its ROI has the prior, so it shares none. */
    @Test
    void pathsWithAnRoiOrContributionAreInNoGroup() throws IOException {
        assertThat(groupOfDirectPath(MODEL)).isEmpty();
        assertThat(groupOfDirectPath(MODEL.replace(", \"parameter\": \"roi\"", "")))
                .isEqualTo("paid_positive_into_sales");
    }

    private String groupOfDirectPath(String json) throws IOException {
        ModelSpec model = read(json);
        return model.paths().stream()
                .filter(path -> path.arrow().equals("tv -> sales"))
                .map(model::groupName)
                .findFirst()
                .orElseThrow();
    }

    /** A linear source may be negative unless one of its paths bends it. */
    @Test
    void aCurveOfAPathNeedsANonNegativeSource() throws IOException {
        String linear = "{ \"column\": \"visits\", \"saturation\": \"linear\" }";
        ModelSpec straight = readWith("{ \"column\": \"visits\" }", linear);
        ModelSpec bent =
                read(
                        MODEL.replace("{ \"column\": \"visits\" }", linear)
                                .replace(
                                        "\"visits -> sales\"",
                                        "{ \"from\": \"visits\", \"to\": \"sales\", \"saturation\":"
                                                + " \"log1p\" }"));

        assertThat(straight.isNonNegative(straight.mediators().getLast())).isFalse();
        assertThat(bent.isNonNegative(bent.mediators().getLast())).isTrue();
    }

    @ParameterizedTest(name = "{0} => {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Panels.
                "\"geo\": \"dma\",||$.data.population|needs \"geo\" beside it",
                "\"geo\": \"dma\", \"population\": \"people\"|\"fill\": {}|$.outcome.noise|needs"
                        + " \"geo\" in \"data\"; allowed without it: \"shared\"",
                "\"geo\": \"dma\", \"population\": \"people\"|\"fill\":"
                        + " {}|$.experiments[0].geos|needs \"geo\" in \"data\"",
                "\"geo\": \"dma\"|\"geo\": 7|$.data.geo|7 is not a text",
                "\"geo\": \"dma\"|\"geo\": \"tv\"|$.channels[0].column|already used by $.data.geo",
                "\"population\": \"people\"|\"population\": \"dma\"|$.data.population|already used"
                        + " by $.data.geo",
                "\"noise\": \"per_geo\"|\"noise\": \"per geo\"|$.outcome.noise|did you mean"
                        + " \"per_geo\"?; allowed: \"shared\", \"per_geo\"",
                "\"centered\"|\"centred\"|$.pooling.parametrization|did you mean \"centered\"?",
                "\"geos\": false|\"geos\": \"no\"|$.pooling.geos|not true or false",
                // Transforms.
                "\"window\": 12|\"window\": 105|$.channels[0].adstock.window|1 to 104",
                "\"window\": 12|\"window\": 0|$.channels[0].adstock.window|1 to 104",
                "\"window\": 12|\"window\": 1.5|$.channels[0].adstock.window|not a whole number",
                "\"window\": 12|\"windw\": 12|$.channels[0].adstock.windw|did you mean \"window\"?",
                "\"type\": \"delayed\"|\"type\": \"none\"|$.channels[0].adstock.window|has no"
                        + " window",
                "\"type\": \"delayed\", |``|$.channels[0].adstock|\"type\" is missing",
                "\"delayed\"|\"weibull\"|$.channels[0].adstock.type|\"weibull_cdf\","
                        + " \"weibull_pdf\"",
                "{ \"type\": \"delayed\", \"window\": 12 }|\"delay\"|$.channels[0].adstock|did you"
                        + " mean \"delayed\"?",
                "{ \"type\": \"delayed\", \"window\": 12 }|[]|$.channels[0].adstock|not known",
                "\"tanh\"|\"tangens\"|$.channels[0].saturation|\"michaelis_menten\"",
                "\"saturation_first\"|\"saturation\"|$.channels[0].order|\"saturation_first\"",
                "\"knots\": 9|\"knots\": 1|$.channels[0].time_varying.knots|2 to 500",
                "\"knots\": 9|\"knot\": 9|$.channels[0].time_varying.knot|did you mean",
                "{ \"knots\": 9 }|{}|$.channels[0].time_varying|\"knots\" is missing",
                "{ \"knots\": 9 }|9|$.channels[0].time_varying|allowed: \"none\" or",
                "\"knots\": 13|\"knots\": 501|$.trend.knots|2 to 500",
                "\"type\": \"knots\", \"knots\": 13|\"type\": \"knots\"|$.trend|\"knots\" is"
                        + " missing",
                "\"type\": \"knots\"|\"type\": \"linear\"|$.trend.knots|type \"knots\" only",
                // Families.
                "\"family\": \"hurdle_lognormal\"|\"family\": \"hurdle_lognormal\", \"link\":"
                        + " \"identity\"|$.mediators[0].link|lognormal amount",
                "\"family\": \"hurdle_lognormal\"|\"family\":"
                        + " \"negative_binomial\"|$.mediators[0].family|not known",
                "\"family\": \"hurdle_lognormal\"|\"saturation\":"
                        + " \"power\"|$.mediators[0].saturation|slope at 0 is infinite",
                "\"search -> sales\"|{ \"from\": \"search\", \"to\": \"sales\", \"saturation\":"
                        + " \"power\" }|$.paths[2].saturation|slope at 0 is infinite",
                "\"noise\"|\"family\": \"hurdle_lognormal\", \"noise\"|$.outcome.family|allowed:"
                        + " \"gaussian\", \"student_t\", \"negative_binomial\"",
                "\"noise\"|\"family\": \"negative_binomial\", \"link\": \"identity\","
                        + " \"noise\"|$.outcome.link|does not go with counts",
                "\"noise\"|\"family\": \"negative_binomial\", \"floor\": 1,"
                        + " \"noise\"|$.outcome.floor|counts",
                "\"noise\"|\"family\": \"negative_binomial\", \"ar\": 1,"
                        + " \"noise\"|$.outcome.ar|does not go with counts",
                "\"noise\"|\"family\": \"negative_binomial\", \"scale\": \"sd\","
                        + " \"noise\"|$.outcome.scale|identity link only",
                "\"noise\"|\"family\": \"negative_binomial\","
                        + " \"noise\"|$.paths[4].parameter|counts (negative_binomial)",
                // ROI and contribution.
                "\"parameter\": \"roi\"|\"parameter\": \"ROI\"|$.paths[4].parameter|did you mean"
                        + " \"roi\"?",
                "\"parameter\": \"roi\"|\"parameter\": \"roi\", \"sign\":"
                        + " \"any\"|$.paths[4].parameter|needs \"sign\": \"positive\"",
                "\"parameter\": \"roi\"|\"parameter\": \"roi\", \"group\":"
                        + " \"g\"|$.paths[4].group|is in no group",
                "\"parameter\": \"roi\"|\"parameter\": \"roi\", \"activity\":"
                        + " true|$.paths[4].activity|does not go with",
                "\"parameter\": \"contribution\"|\"parameter\":"
                        + " \"roi\"|$.paths[5].parameter|\"mail\" has \"paid\": false; allowed:"
                        + " \"coefficient\", \"contribution\"",
                "\"tv -> search\"|{ \"from\": \"tv\", \"to\": \"search\", \"sign\": \"positive\","
                    + " \"parameter\": \"roi\" }|$.paths[0].parameter|straight into the outcome",
                "\"saturation\": \"power\"|\"saturation\": \"hil\"|$.paths[4].saturation|did you"
                        + " mean \"hill\"?",
                // Correlations.
                "\"rho\": 0.3|\"rho\": 1|$.correlations[0].rho|a number > -1 and < 1, or a prior",
                "\"rho\": 0.3|\"rho\": \"dirac(-1)\"|$.correlations[0].rho|> -1 and < 1",
                "\"rho\": 0.3|\"rho\": \"norml(0, 1)\"|$.correlations[0].rho|did you mean"
                        + " \"normal\"?",
                ", \"rho\": 0.3||$.correlations[0]|\"rho\" is missing",
                "\"between\": [\"visits\", \"sales\"],||$.correlations[0]|\"between\" is missing",
                "[\"visits\", \"sales\"], \"rho\"|[\"tv\", \"sales\"],"
                    + " \"rho\"|$.correlations[0].between|[\"tv\", \"sales\"] is not one mediator"
                    + " and the outcome; mediators: \"search\", \"visits\"; outcome: \"sales\"",
                "[\"visits\", \"sales\"], \"rho\"|[\"visits\", \"search\"],"
                        + " \"rho\"|$.correlations[0].between|is not one mediator and the outcome",
                "[\"visits\", \"sales\"], \"rho\"|[\"visits\", 3],"
                        + " \"rho\"|$.correlations[0].between[1]|3 is not a text",
                "[\"visits\", \"sales\"], \"rho\"|[\"search\", \"sales\"],"
                        + " \"rho\"|$.correlations[0]|\"hurdle_lognormal\" of \"search\"",
                "\"noise\"|\"ar\": 1, \"noise\"|$.correlations[0]|does not go with \"ar\": 1",
                "\"noise\"|\"family\": \"negative_binomial\", \"noise\"|$.correlations[0]|counts",
                "\"rho\": 0.3 }|\"rho\": 0.3 }, {}|$.correlations|2 of them; allowed: one",
                // Unobserved causes.
                "\"name\": \"taste\"|\"name\": \"tv\"|$.unobserved[0]|already taken by"
                        + " $.channels[0]",
                "\"name\": \"taste\"|\"name\": \"a b\"|$.unobserved[0].name|is not a name",
                "\"into\": [\"visits\", \"sales\"]|\"into\": [\"visits\"]|$.unobserved[0].into|at"
                        + " least two",
                "\"into\": [\"visits\", \"sales\"]|\"into\": [\"visit\","
                        + " \"sales\"]|$.unobserved[0].into|did you mean \"visits\"?",
                "\"into\": [\"visits\", \"sales\"]|\"into\": [\"sales\","
                        + " \"sales\"]|$.unobserved[0].into[1]|a second time",
                // Experiments.
                "\"source\": \"tv\"|\"source\": \"tvv\"|$.experiments[0].source|did you mean"
                        + " \"tv\"?",
                "\"source\": \"tv\"|\"source\": \"price\"|$.experiments[0].source|not a channel or"
                        + " mediator",
                "\"to\": \"2024-02-04\"|\"to\": \"2024-01-01\"|$.experiments[0].to|before"
                        + " \"from\", which is 2024-01-07",
                "\"until\": \"2024-03-03\"|\"until\":"
                        + " \"2023-03-03\"|$.experiments[1].until|before \"to\"",
                "\"to\": \"2024-02-04\",||$.experiments[0]|\"to\" is missing",
                "\"change\": \"-100%\"|\"change\": \"-101%\"|$.experiments[0].change|more than"
                        + " there is",
                "\"change\": \"-100%\"|\"change\": \"0%\"|$.experiments[0].change|changes nothing",
                "\"change\": \"-100%\"|\"change\": -1|$.experiments[0].change|-1 is not a text",
                "\"change\": \"-100%\"|\"change\": \"off\"|$.experiments[0].change|\"off\" is not"
                        + " a change in percent",
                "\"lift\": -1200.5,||$.experiments[0]|\"lift\" is missing",
                "\"se\": 300|\"se\": 0|$.experiments[0].se|0 is out of range; allowed: a number >"
                        + " 0",
                "\"se\": 300|\"sd\": 300|$.experiments[0].sd|unknown key",
                "\"direct\"|\"indirect\"|$.experiments[1].estimand|\"total\", \"direct\"",
                "\"student_t\"|\"cauchy\"|$.experiments[1].family|\"normal\", \"student_t\"",
            })
    void refuses(String from, String to, String where, String message) throws IOException {
        assertThat(MODEL).contains(from);
        Path file =
                Files.writeString(
                        folder.resolve("model.json"), MODEL.replace(from, to == null ? "" : to));
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(file));
        assertThat(e).as("no problem found").isNotNull();
        assertThat(e.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo(where);
                    assertThat(problem.message()).contains(message);
                });
    }
}
