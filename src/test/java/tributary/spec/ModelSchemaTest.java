package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JSON Schema is what the program writes, and it holds together with the readers. */
class ModelSchemaTest {
    private static final Path FILE =
            Path.of("src/main/resources/tributary/schema/model.schema.json");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What the schema is to find as well: keys, types, words, ranges. */
    private static final Pattern STRUCTURE =
            Pattern.compile(
                    "unknown key|is not known|is missing|is out of range|is not a prior"
                            + "|wrong number of arguments|is not (a text|an object|an array|true or"
                            + " false|a number|a whole number|a path)");

    /** Ranges and keys that hang on the value of another key; the readers check them alone. */
    private static final Pattern ACROSS_KEYS =
            Pattern.compile(
                    "under a log link|its logarithm is taken|truth.controls.*mean: .*out of range"
                            + "|truth: the key \"geos\" is missing|rho: .* allowed: > -1 and < 1");

    private static final Schema SCHEMA = compile(ModelSchema.toJson());

    @TempDir private Path folder;

    private static Schema compile(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    /** Writes the file instead where the system property {@code tributary.schema} is "write". */
    @Test
    void isWhatTheProgramWrites() throws IOException {
        if ("write".equals(System.getProperty("tributary.schema"))) {
            Files.writeString(FILE, ModelSchema.print());
        }
        assertThat(Files.readString(FILE))
                .as("regenerate with: mvn test -Dtest=ModelSchemaTest -Dtributary.schema=write")
                .isEqualTo(ModelSchema.print());
    }

    @Test
    void isASchemaOfItsDraft() {
        Schema draft =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(draft.validate(ModelSchema.toJson())).isEmpty();
    }

    @Test
    void describesEveryKeyInASentence() {
        List<String> keys = new ArrayList<>();
        describe(ModelSchema.toJson(), "$", keys);
        assertThat(keys).hasSizeGreaterThan(100).contains("$.trend.knots", "$.truth.geos");
    }

    private static void describe(JsonNode schema, String where, List<String> keys) {
        if (schema.get("properties") instanceof ObjectNode properties
                && schema.has("description")) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                String key = where + "." + property.getKey();
                assertThat(property.getValue().path("description").asString(""))
                        .as(key)
                        .matches("[A-Z0-9].*\\.");
                keys.add(key);
                describe(property.getValue(), key, keys);
            }
        }
        for (String keyword : List.of("items", "additionalProperties", "anyOf")) {
            JsonNode inner = schema.path(keyword);
            (inner.isArray() ? inner.values() : List.of(inner))
                    .stream()
                            .filter(JsonNode::isObject)
                            .forEach(form -> describe(form, where, keys));
        }
    }

    @Test
    void acceptsEveryConfigurationThatShips() throws IOException {
        int found = 0;
        try (Stream<Path> files = Files.walk(Path.of("data"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                JsonNode json = JSON.readTree(Files.readString(file));
                if (json.has("data")) {
                    assertThat(SCHEMA.validate(json)).as(file.toString()).isEmpty();
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(8);
    }

    @Test
    void acceptsEverySetOfPriorsThatShips() throws IOException {
        ObjectNode definition = ModelSchema.toJson();
        definition.retain("$schema", "$defs");
        Schema priors = compile(definition.put("$ref", "#/$defs/priors"));
        List<Path> sets;
        try (Stream<Path> files = Files.list(Path.of("priors"))) {
            sets = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertThat(sets).hasSizeGreaterThanOrEqualTo(3);
        for (Path file : sets) {
            JsonNode json = JSON.readTree(Files.readString(file));
            assertThat(priors.validate(json)).as(file.toString()).isEmpty();
        }
    }

    /** 200 resolved models drawn over every option, seed 17. */
    @Test
    void acceptsWhatTheProgramWrites() {
        var random = new SplittableRandom(17);
        Map<String, Prior> priors = Map.of("decay_tv", new Prior.TruncatedNormal(0, 1e-3, -1, 1));
        for (int i = 0; i < 200; i++) {
            ObjectNode json = ModelSpecWriter.toJson(ModelSpecWriterTest.draw(random), priors);
            assertThat(SCHEMA.validate(json)).as(json.toString()).isEmpty();
        }
    }

    /**
     * What a reader takes the schema takes; where the schema sees nothing wrong, the readers find
     * nothing wrong with any key, type, word or range by itself. 600 configurations, seed 23.
     */
    @Test
    void agreesWithTheReaders() throws IOException {
        var mutations = new JsonMutations(new SplittableRandom(23));
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            ObjectNode json = base(i);
            mutations.change(json, 1 + i % 2);
            List<String> problems = problems(json);
            List<Error> errors = SCHEMA.validate(json);
            if (problems.isEmpty()) {
                assertThat(errors).as("input %d, which is read: %s", i, json).isEmpty();
            }
            if (errors.isEmpty()) {
                assertThat(problems)
                        .as("input %d, in which the schema finds no error: %s", i, json)
                        .noneMatch(ModelSchemaTest::isStructural);
                accepted++;
            } else {
                refused++;
            }
        }
        assertThat(accepted).isGreaterThan(50);
        assertThat(refused).isGreaterThan(300);
    }

    /** In every object of every base whose keys are all known. */
    @Test
    void findsAnUnknownKeyWhereTheReadersDo() throws IOException {
        int found = 0;
        for (int i = 0; i < BASES.size(); i++) {
            int objects = JsonMutations.objects(base(i)).size();
            for (int k = 0; k < objects; k++) {
                ObjectNode json = base(i);
                JsonMutations.objects(json).get(k).put("colour", "red");
                boolean byReader =
                        problems(json).stream().anyMatch(p -> p.contains("unknown key \"colour\""));
                boolean bySchema =
                        SCHEMA.validate(json).stream()
                                .anyMatch(e -> "additionalProperties".equals(e.getKeyword()));
                assertThat(bySchema).as(json.toString()).isEqualTo(byReader);
                found += byReader ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(60);
    }

    private static boolean isStructural(String problem) {
        return STRUCTURE.matcher(problem).find() && !ACROSS_KEYS.matcher(problem).find();
    }

    private static final List<String> BASES =
            List.of(
                    withPriors(ModelSpecReaderTest.MODEL),
                    withPriors(ModelFamilyReaderTest.MODEL),
                    withPriors(NationalModelReaderTest.MODEL),
                    simulation(
                            ModelSpecReaderTest.MODEL,
                            """
                            { "parameters": { "decay_tv": 0.4, "slope_*": "prior" },
                              "seed": 5, "weeks": 60, "start": "2023-09-17", "geos": 1,
                              "sources": { "tv": { "active": 0.6, "level": 5000, "spread": 0.2,
                                                   "season": 0.1 },
                                           "search": { "level": 300 } },
                              "controls": { "price": { "mean": 100, "sd": 4, "ar": 0.7 } },
                              "outcome": { "level": 70000 } }
                            """),
                    simulation(
                            ModelFamilyReaderTest.MODEL,
                            """
                            { "geos": { "count": 3, "population": 500, "population_spread": 0.1,
                                        "spread": 2 } }
                            """));

    private static String withPriors(String model) {
        return with(
                model,
                "\"priors\": { \"extends\": \"default\", \"decay_*\": \"beta(1, 2)\","
                        + " \"intercept_*:log\": \"normal(0, .5)\" }");
    }

    private static String simulation(String model, String truth) {
        return with(model, "\"truth\": " + truth);
    }

    private static String with(String model, String more) {
        return model.substring(0, model.lastIndexOf('}')) + ", " + more + " }";
    }

    private static ObjectNode base(int i) {
        return (ObjectNode) JSON.readTree(BASES.get(i % BASES.size()));
    }

    /** Everything a reader says about a configuration. */
    private List<String> problems(ObjectNode json) throws IOException {
        Path file = Files.writeString(folder.resolve("m.json"), json.toString());
        try {
            if (json.has("truth")) {
                SimulationSpecReader.read(file);
            } else {
                ModelSpecReader.read(file);
            }
            return List.of();
        } catch (SpecException e) {
            return e.problems().stream().map(SpecProblem::toString).toList();
        }
    }

    @Test
    void theBasesAreRead() throws IOException {
        for (int i = 0; i < BASES.size(); i++) {
            assertThat(problems(base(i))).isEmpty();
            assertThat(SCHEMA.validate(base(i))).isEmpty();
        }
    }
}
