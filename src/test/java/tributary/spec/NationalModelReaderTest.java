package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The grammar of scaled outcomes, floors, prices, activity, interactions, tobit and AR(1). */
class NationalModelReaderTest {
    static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue", "link": "log", "composition": "scaled", "floor": 1 },
              "channels": [ { "column": "tv" }, { "column": "radio ads", "name": "radio" } ],
              "mediators": [ { "column": "search", "family": "tobit", "input": "observed" },
                             { "column": "visits", "family": "gaussian", "input": "predicted" } ],
              "paths": [ { "from": "tv", "to": "search", "activity": true }, "tv -> visits",
                         "search -> visits", "search -> revenue", "visits -> revenue",
                         "tv -> revenue", "radio -> revenue" ],
              "controls": [ { "column": "price", "price_response": "linear_demand" },
                            { "column": "promo week", "name": "promo", "transform": "indicator" },
                            { "column": "price:promo week" },
                            { "column": "radio ads : promo", "name": "loud" },
                            { "column": "tv:search", "into": ["visits"] } ] }
            """;

    @TempDir private Path folder;

    private ModelSpec read(String json) throws IOException {
        return ModelSpecReader.read(Files.writeString(folder.resolve("model.json"), json));
    }

    @Test
    void readsEveryForm() throws IOException {
        ModelSpec model = read(MODEL);

        assertThat(model.outcome().composition()).isEqualTo(Outcome.Composition.SCALED);
        assertThat(model.outcome().floor()).hasValue(1);
        assertThat(model.outcome().autoregressive()).isFalse();
        assertThat(model.mediators().get(0).family()).isEqualTo(Family.TOBIT);
        assertThat(model.mediators().get(0).input()).isEqualTo(Mediator.Input.OBSERVED);
        assertThat(model.mediators().get(1).input()).isEqualTo(Mediator.Input.PREDICTED);
        assertThat(model.paths().get(0).activity()).isTrue();
        assertThat(model.paths().get(1).activity()).isFalse();
        assertThat(model.controls()).extracting(Control::name).containsExactly("price", "promo");
        assertThat(model.controls().get(0).priceResponse())
                .isEqualTo(Optional.of(Control.PriceResponse.LINEAR_DEMAND));
        assertThat(model.controls().get(1).priceResponse()).isEmpty();
    }

    /** By column or name, named after both, and by default wherever a source in it has a path. */
    @Test
    void readsProducts() throws IOException {
        assertThat(read(MODEL).interactions())
                .containsExactly(
                        new Interaction(
                                "price_x_promo",
                                "price",
                                "promo",
                                List.of("search", "visits", "revenue")),
                        new Interaction("loud", "radio", "promo", List.of("revenue")),
                        new Interaction("tv_x_search", "tv", "search", List.of("visits")));
    }

    @Test
    void readsAnAutoregressiveOutcome() throws IOException {
        String json = MODEL.replace("\"floor\": 1", "\"ar\": 1");
        assertThat(read(json).outcome().autoregressive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"link\": \"log\"|\"link\": \"identity\"|$.outcome.composition|log link only",
                "\"floor\": 1|\"floor\": 0|$.outcome.floor|> 0 under a log link",
                "\"floor\": 1|\"floor\": \"one\"|$.outcome.floor|is not a number",
                "\"floor\": 1|\"floor\": 1, \"ar\": 1|$.outcome.ar|does not go with a floor",
                "\"floor\": 1|\"ar\": 2|$.outcome.ar|allowed: 0 to 1",
                "\"floor\": 1|\"family\": \"tobit\"|$.outcome.family|\"gaussian\"",
                "\"family\": \"tobit\"|\"family\": \"tobit\", \"link\":"
                        + " \"log\"|$.mediators[0].link|does not go with zeros",
                "\"family\": \"gaussian\"|\"family\": \"student_t\", \"link\":"
                        + " \"log\"|$.mediators[1].input|needs an expectation",
                "\"visits -> revenue\"|{\"from\": \"visits\", \"to\": \"revenue\","
                        + " \"activity\": true}|$.paths|never exactly 0",
                "\"tv -> revenue\"|{\"from\": \"tv\", \"to\": \"revenue\", \"sign\":"
                        + " \"any\"}|$.paths|are \"positive\"",
                "linear_demand|demand|$.controls[0].price_response|linear_demand",
                "\"linear_demand\"|\"linear_demand\", \"into\":"
                        + " [\"search\"]|$.controls[0].price_response|which \"into\" does not name",
                "\"indicator\"|\"indicator\", \"price_response\":"
                        + " \"linear\"|$.controls[1].price_response|one control is the price",
                "price:promo week|price:promos|$.controls[2].column|did you mean \"promo\"",
                "price:promo week|price:promo:tv|$.controls[2].column|product of two",
                "price:promo week|price:price|$.controls[2].column|with itself",
                "price:promo week|price:visits|$.controls[2].column|takes observed columns",
                "\"price:promo week\"|\"price:promo week\", \"transform\":"
                        + " \"log\"|$.controls[2].transform|allowed: \"none\"",
                "\"price:promo week\"|\"price:promo week\", \"price_response\":"
                        + " \"linear\"|$.controls[2].price_response|a product has none",
                "\"price:promo week\"|\"price:promo week\", \"nam\":"
                        + " \"x\"|$.controls[2].nam|did you mean \"name\"",
                "\"name\": \"loud\"|\"name\": \"price\"|$.controls[3]|already taken",
                "\"name\": \"loud\"|\"name\": \"a_to_b\"|$.controls[3].name|is not a name",
                "\"name\": \"loud\"|\"into\": [\"search\"]|$.controls[3].into|needs the path"
                        + " \"radio -> search\"",
            })
    void refusesWhatDoesNotFit(String from, String to, String where, String message)
            throws IOException {
        assertThat(MODEL).contains(from);
        Path file = Files.writeString(folder.resolve("model.json"), MODEL.replace(from, to));
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(file));
        assertThat(e).as("no problem found").isNotNull();
        assertThat(e.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo(where);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void linearDemandNeedsALogLink() throws IOException {
        String json = MODEL.replace("\"link\": \"log\", \"composition\": \"scaled\", ", "");
        Path file = Files.writeString(folder.resolve("model.json"), json);
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> ModelSpecReader.read(file));
        assertThat(e.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo("$.controls[0].price_response");
                    assertThat(problem.message()).contains("\"constant_elasticity\", \"linear\"");
                });
    }
}
