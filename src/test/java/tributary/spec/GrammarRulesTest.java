package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every key of the grammar once with what it cannot hold, misspelt, and missing. What does not go
 * together is in the tests of the readers.
 */
class GrammarRulesTest {
    /** Every key of the grammar, all valid. */
    private static final String MODEL =
            """
            { "data": { "file": "geo.csv", "date": "week", "geo": "dma", "population": "people",
                "fill": { "gaps": "error", "missing": { "tv": "zero" } }, "winsorize": { "tv": 0.95 },
                "from": "2023-01-15" },
              "outcome": { "column": "sales", "name": "sales", "link": "identity", "family": "student_t",
                "composition": "additive", "scale": "mean", "nu": 5, "floor": 1, "value": 2, "ar": 0,
                "noise": "per_geo" },
              "channels": [
                { "column": "tv", "name": "tv", "spend": "tv_cost", "paid": true, "scale": 4,
                  "adstock": { "type": "delayed", "window": 12 }, "saturation": "tanh",
                  "order": "saturation_first", "time_varying": { "knots": 9 } } ],
              "mediators": [
                { "column": "search", "name": "search", "spend": "search_cost", "paid": true, "scale": 4,
                  "adstock": "geometric", "saturation": "hill", "order": "adstock_first",
                  "family": "student_t", "nu": 5, "link": "identity", "input": "observed" } ],
              "paths": [ "tv -> search", { "from": "search", "to": "sales" },
                { "from": "tv", "to": "sales", "sign": "positive", "group": "g", "saturation": "power",
                  "activity": false, "parameter": "coefficient" } ],
              "controls": [
                { "column": "price", "name": "price", "transform": "log", "into": ["sales"],
                  "price_response": "linear" }, { "column": "tv:price", "name": "both" } ],
              "trend": { "type": "knots", "knots": 13, "into": ["sales"] },
              "seasonality": { "order": 2, "period": 365.25, "into": ["sales"] },
              "pooling": { "geos": false, "paths": true, "parametrization": "centered" },
              "correlations": [ { "between": ["search", "sales"], "rho": 0.3 } ],
              "unobserved": [ { "name": "taste", "into": ["search", "sales"] } ],
              "experiments": [
                { "source": "tv", "geos": ["Bern"], "from": "2024-01-07", "to": "2024-02-04",
                  "until": "2024-03-03", "change": "-100%", "lift": -1200.5, "se": 300,
                  "estimand": "total", "family": "student_t" } ],
              "priors": { "extends": "default", "decay_tv": "beta(2, 3)" },
              "sampler": { "chains": 2, "warmup": 50, "draws": 60, "seed": -3, "target_accept": 0.9,
                "max_depth": 8, "metric": "low_rank", "init": "pathfinder", "thin": 5,
                "save_warmup": true },
              "truth": { "seed": 3, "weeks": 104, "start": "2023-01-01", "outcome": { "level": 5 },
                "geos": { "count": 3, "population": 1000, "population_spread": 0.5, "spread": 0.3 },
                "sources": { "tv": { "active": 0.5, "level": 5, "spread": 0.3, "season": 0.2 } },
                "controls": { "price": { "mean": 5, "sd": 1, "ar": 0.2 } },
                "parameters": { "decay_tv": 0.5, "sigma_*": "prior" } } }
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Maps with names of the user's choice as keys. */
    private static final Set<String> NAMED =
            Set.of("missing", "winsorize", "priors", "sources", "controls", "parameters");

    @TempDir private Path folder;

    /** What a key holds; with what of other kinds is not one. */
    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    enum Kind {
        TEXT("is not a text", "null", "7", "true", "[]", "{}", "\"\"", "\" \\t\""),
        WORD("is not known", "null", "7", "true", "[]", "\"no such word\"", "\"\""),
        FLAG("is not true or false", "null", "1", "\"true\"", "[]", "{}"),
        WHOLE("allowed: ", "null", "\"1\"", "true", "[]", "{}", "0.5", "1e300"),
        NUMBER("allowed: ", "null", "true", "[]", "{}", "1e101", "-1e101", "1e-101"),
        DATE("is not a date", "\"1/7/2024\"", "\"2024-02-30\"", "\"2024-1-7\"", "\"7.1.2024\""),
        OBJECT("is not an object", "null", "7", "true", "[]", "\"text\""),
        ARRAY("is not an array", "null", "7", "true", "{}", "\"text\"");

        private final String message;
        private final List<String> wrong;

        Kind(String message, String... wrong) {
            this.message = message;
            this.wrong = List.of(wrong);
        }
    }

    private static ObjectNode model() {
        return (ObjectNode) JSON.readTree(MODEL);
    }

    private List<SpecProblem> problems(JsonNode model) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), model.toString());
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> SimulationSpecReader.read(file));
        assertThat(e).as("accepted: " + model).isNotNull();
        assertThat(e.problems()).isNotEmpty().allMatch(p -> p.file().equals(file.toString()));
        return e.problems();
    }

    /** The model with the value at a pointer such as {@code channels/0/name} replaced. */
    private static ObjectNode with(ObjectNode model, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = model.at(last < 0 ? "" : "/" + pointer.substring(0, last));
        String key = pointer.substring(last + 1);
        assertThat(parent.has(key) || parent.has(key.matches("\\d+") ? Integer.parseInt(key) : 999))
                .as(pointer)
                .isTrue();
        switch (parent) {
            case ObjectNode object -> object.set(key, value);
            case ArrayNode array -> array.set(Integer.parseInt(key), value);
            default -> throw new IllegalArgumentException(pointer);
        }
        return model;
    }

    private static String path(String pointer) {
        return "$." + pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }

    @Test
    void theModelItselfIsValid() throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), MODEL);
        assertThat(SimulationSpecReader.read(file).model().channels()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    data|OBJECT|
                    data/file|TEXT|
                    data/date|TEXT|
                    data/geo|TEXT|
                    data/population|TEXT|
                    data/fill|OBJECT|
                    data/fill/gaps|WORD|"error", "zero_media"
                    data/fill/missing|OBJECT|
                    data/fill/missing/tv|WORD|"error", "zero", "previous"
                    data/winsorize|OBJECT|
                    data/winsorize/tv|NUMBER|a number > 0 and < 1
                    data/from|DATE|
                    outcome|OBJECT|
                    outcome/column|TEXT|
                    outcome/name|TEXT|
                    outcome/link|WORD|"identity", "log"
                    outcome/family|WORD|"gaussian", "student_t", "negative_binomial"
                    outcome/composition|WORD|"additive", "scaled"
                    outcome/scale|WORD|"mean", "sd"
                    outcome/nu|NUMBER|"estimate" or a number > 2
                    outcome/floor|NUMBER|a number
                    outcome/value|NUMBER|a number > 0, or the name of a column
                    outcome/ar|WHOLE|0 to 1
                    outcome/noise|WORD|"shared", "per_geo"
                    channels|ARRAY|
                    channels/0|OBJECT|
                    channels/0/column|TEXT|
                    channels/0/name|TEXT|
                    channels/0/spend|TEXT|
                    channels/0/paid|FLAG|
                    channels/0/scale|NUMBER|"median_positive" or a number > 0
                    channels/0/adstock|WORD|"geometric", "none", "delayed"
                    channels/0/adstock/type|WORD|"geometric", "none", "delayed"
                    channels/0/adstock/window|WHOLE|1 to 104
                    channels/0/saturation|WORD|"hill", "logistic", "michaelis_menten"
                    channels/0/order|WORD|"adstock_first", "saturation_first"
                    channels/0/time_varying|WORD|"none" or { "knots": 2 to 500 }
                    channels/0/time_varying/knots|WHOLE|2 to 500
                    mediators|ARRAY|
                    mediators/0|OBJECT|
                    mediators/0/column|TEXT|
                    mediators/0/name|TEXT|
                    mediators/0/spend|TEXT|
                    mediators/0/paid|FLAG|
                    mediators/0/scale|NUMBER|"median_positive" or a number > 0
                    mediators/0/adstock|WORD|"geometric", "none", "delayed"
                    mediators/0/saturation|WORD|"hill", "logistic", "michaelis_menten"
                    mediators/0/order|WORD|"adstock_first", "saturation_first"
                    mediators/0/family|WORD|"gaussian", "student_t", "tobit", "hurdle_lognormal"
                    mediators/0/nu|NUMBER|"estimate" or a number > 2
                    mediators/0/link|WORD|"identity", "log"
                    mediators/0/input|WORD|"observed", "predicted"
                    paths|ARRAY|
                    paths/1/from|TEXT|
                    paths/1/to|TEXT|
                    paths/2/sign|WORD|"positive", "any"
                    paths/2/group|TEXT|
                    paths/2/saturation|WORD|"hill", "logistic", "michaelis_menten"
                    paths/2/activity|FLAG|
                    paths/2/parameter|WORD|"coefficient", "roi", "contribution"
                    controls|ARRAY|
                    controls/0|OBJECT|
                    controls/0/column|TEXT|
                    controls/0/name|TEXT|
                    controls/0/transform|WORD|"standardize", "log", "log_standardize"
                    controls/0/into|ARRAY|
                    controls/0/price_response|WORD|"constant_elasticity", "linear_demand", "linear"
                    controls/1/name|TEXT|
                    trend|OBJECT|
                    trend/type|WORD|"none", "linear", "quadratic", "knots"
                    trend/knots|WHOLE|2 to 500
                    trend/into|ARRAY|
                    seasonality|OBJECT|
                    seasonality/order|WHOLE|0 to 50
                    seasonality/period|NUMBER|a number from 14 to 36525
                    seasonality/into|ARRAY|
                    pooling|OBJECT|
                    pooling/geos|FLAG|
                    pooling/paths|FLAG|
                    pooling/parametrization|WORD|"non_centered", "centered"
                    correlations|ARRAY|
                    correlations/0|OBJECT|
                    correlations/0/between|ARRAY|
                    correlations/0/between/0|TEXT|
                    correlations/0/rho|NUMBER|a number > -1 and < 1, or a prior
                    unobserved|ARRAY|
                    unobserved/0|OBJECT|
                    unobserved/0/name|TEXT|
                    unobserved/0/into|ARRAY|
                    unobserved/0/into/1|TEXT|
                    experiments|ARRAY|
                    experiments/0|OBJECT|
                    experiments/0/source|TEXT|
                    experiments/0/geos|ARRAY|
                    experiments/0/geos/0|TEXT|
                    experiments/0/from|DATE|
                    experiments/0/to|DATE|
                    experiments/0/until|DATE|
                    experiments/0/change|TEXT|
                    experiments/0/lift|NUMBER|
                    experiments/0/se|NUMBER|a number > 0
                    experiments/0/estimand|WORD|"total", "direct"
                    experiments/0/family|WORD|"normal", "student_t"
                    priors/extends|TEXT|
                    priors/decay_tv|TEXT|
                    sampler|OBJECT|
                    sampler/chains|WHOLE|1 to 64
                    sampler/warmup|WHOLE|20 to 100000
                    sampler/draws|WHOLE|4 to 1000000
                    sampler/seed|WHOLE|any 64-bit integer
                    sampler/target_accept|NUMBER|a number > 0 and < 1
                    sampler/max_depth|WHOLE|1 to 15
                    sampler/metric|WORD|"auto", "diagonal", "low_rank", "dense"
                    sampler/init|WORD|"uniform", "pathfinder"
                    sampler/thin|WHOLE|1 to 1000
                    sampler/save_warmup|FLAG|
                    truth|OBJECT|
                    truth/seed|WHOLE|any 64-bit integer
                    truth/weeks|WHOLE|20 to 5200
                    truth/start|DATE|
                    truth/outcome|OBJECT|
                    truth/outcome/level|NUMBER|a number > 0
                    truth/geos|WHOLE|1 to 10000
                    truth/geos/count|WHOLE|1 to 10000
                    truth/geos/population|NUMBER|a number > 0
                    truth/geos/population_spread|NUMBER|a number from 0 to 10
                    truth/geos/spread|NUMBER|a number from 0 to 10
                    truth/sources|OBJECT|
                    truth/sources/tv|OBJECT|
                    truth/sources/tv/active|NUMBER|a number > 0 and ≤ 1
                    truth/sources/tv/level|NUMBER|a number > 0
                    truth/sources/tv/spread|NUMBER|a number from 0 to 10
                    truth/sources/tv/season|NUMBER|a number from -10 to 10
                    truth/controls|OBJECT|
                    truth/controls/price|OBJECT|
                    truth/controls/price/mean|NUMBER|> 0: its logarithm is taken
                    truth/controls/price/sd|NUMBER|a number > 0
                    truth/controls/price/ar|NUMBER|a number > -1 and < 1
                    truth/parameters|OBJECT|
                    truth/parameters/decay_tv|NUMBER|a number or "prior"
                    """)
    void aKeyRefusesWhatItCannotHold(String pointer, Kind kind, String allowed) throws IOException {
        for (String wrong : kind.wrong) {
            JsonNode value = JSON.readTree(wrong);
            if ((value.isObject() && model().at("/" + pointer).isObject())
                    || (value.isArray() && pointer.equals("outcome"))) {
                continue; // another form of the same key, or several outcomes
            }
            assertThat(problems(with(model(), pointer, value)))
                    .as(pointer + ": " + wrong)
                    .anySatisfy(problem -> {
                        assertThat(problem.where()).isEqualTo(path(pointer));
                        assertThat(problem.message())
                                .contains(JsonSection.show(value), kind.message);
                    });
        }
        if (allowed != null) {
            assertThat(problems(with(model(), pointer, JSON.readTree("true"))))
                    .anyMatch(problem -> problem.message().contains("allowed: " + allowed));
        }
    }

    /** The table above has every key that the JSON Schema describes. */
    @Test
    void noKeyIsForgotten() throws NoSuchMethodException {
        Method table =
                GrammarRulesTest.class.getDeclaredMethod(
                        "aKeyRefusesWhatItCannotHold", String.class, Kind.class, String.class);
        Set<String> tested = new TreeSet<>(List.of("$schema", "run", "priors", "extends"));
        table.getAnnotation(CsvSource.class)
                .textBlock()
                .lines()
                .map(line -> line.split("\\|", 2)[0])
                .flatMap(pointer -> Arrays.stream(pointer.split("/")))
                .forEach(tested::add);
        Set<String> described = new TreeSet<>();
        for (ObjectNode object : JsonMutations.objects(ModelSchema.toJson())) {
            if (object.get("properties") instanceof ObjectNode properties) {
                described.addAll(properties.propertyNames());
            }
        }
        assertThat(described).hasSizeGreaterThan(80);
        assertThat(tested).containsAll(described);
    }

    @Test
    void aMisspeltKeySuggestsTheRightOne() throws IOException {
        int keys = 0;
        int objects = JsonMutations.objects(model()).size();
        for (int i = 0; i < objects; i++) {
            for (String key : List.copyOf(JsonMutations.objects(model()).get(i).propertyNames())) {
                ObjectNode changed = model();
                ObjectNode object = JsonMutations.objects(changed).get(i);
                String misspelt = key + key.charAt(key.length() - 1);
                object.set(misspelt, object.remove(key));
                if (!isNamed(changed, object)) {
                    assertThat(problems(changed))
                            .as(misspelt)
                            .anySatisfy(problem -> {
                                assertThat(problem.where()).endsWith("." + misspelt);
                                assertThat(problem.message())
                                        .isEqualTo(
                                                "unknown key \"%s\"; did you mean \"%s\"?"
                                                        .formatted(misspelt, key));
                            });
                    keys++;
                }
            }
        }
        assertThat(keys).isGreaterThan(110);
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
    private static boolean isNamed(ObjectNode root, ObjectNode object) {
        return JsonMutations.objects(root).stream()
                .anyMatch(parent -> NAMED.stream().anyMatch(name -> parent.get(name) == object));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data",
                "data/file",
                "data/date",
                "outcome",
                "outcome/column",
                "channels/0/column",
                "channels/0/adstock/type",
                "channels/0/time_varying/knots",
                "mediators/0/column",
                "paths/1/from",
                "paths/1/to",
                "controls/0/column",
                "trend/knots",
                "correlations/0/between",
                "correlations/0/rho",
                "unobserved/0/name",
                "unobserved/0/into",
                "experiments/0/source",
                "experiments/0/from",
                "experiments/0/to",
                "experiments/0/change",
                "experiments/0/lift",
                "experiments/0/se",
                "truth",
                "truth/geos",
                "truth/geos/count"
            })
    void aMissingKeyIsNamed(String pointer) throws IOException {
        int last = pointer.lastIndexOf('/');
        String key = pointer.substring(last + 1);
        String parent = last < 0 ? "" : pointer.substring(0, last);
        ObjectNode model = model();
        assertThat(((ObjectNode) model.at(last < 0 ? "" : "/" + parent)).remove(key)).isNotNull();
        assertThat(problems(model))
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo(last < 0 ? "$" : path(parent));
                    assertThat(problem.message()).contains("the key \"" + key + "\" is missing");
                });
    }

    @Test
    void allMistakesOfAFileAreNamedAtOnce() throws IOException {
        List<String> pointers =
                List.of(
                        "data/file",
                        "outcome/link",
                        "channels/0/adstock/window",
                        "mediators/0/family",
                        "paths/2/sign",
                        "controls/0/transform",
                        "trend/type",
                        "seasonality/period",
                        "pooling/paths",
                        "correlations/0/rho",
                        "experiments/0/se",
                        "priors/decay_tv",
                        "sampler/chains",
                        "truth/weeks",
                        "truth/parameters/decay_tv");
        ObjectNode model = model();
        for (String pointer : pointers) {
            with(model, pointer, JSON.readTree("[]"));
        }
        model.put("colour", 1);
        assertThat(problems(model))
                .extracting(SpecProblem::where)
                .contains("$.colour")
                .containsAll(pointers.stream().map(GrammarRulesTest::path).toList());
    }
}
