package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.spec.SimulationSpec.ControlTruth;
import tributary.spec.SimulationSpec.GeoTruth;
import tributary.spec.SimulationSpec.SourceTruth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;

class SimulationSpecReaderTest {
    @TempDir Path folder;

    private Path write(String truth) throws IOException {
        return write(ModelSpecReaderTest.MODEL, truth);
    }

    private Path writePanel(String data, String truth) throws IOException {
        String model = ModelSpecReaderTest.MODEL;
        return write(model.replace("\"date\": \"week\"", "\"date\": \"week\", " + data), truth);
    }

    private Path write(String model, String truth) throws IOException {
        String json =
                model.replace(
                        "\"trend\":",
                        truth.isEmpty() ? "\"trend\":" : "\"truth\": " + truth + ", \"trend\":");
        return Files.writeString(folder.resolve("simulation.json"), json);
    }

    @Test
    void readsTheTruth() throws IOException {
        SimulationSpec spec =
                SimulationSpecReader.read(
                        write(
                                """
                                { "parameters": { "decay_tv": 0.4, "slope_*": "prior" },
                                  "seed": 5, "weeks": 60, "start": "2023-09-17", "geos": 1,
                                  "sources": { "tv": { "active": 0.6, "level": 5000, "spread": 0.2, "season": 0.1 },
                                               "search": { "level": 300 } },
                                  "controls": { "price": { "mean": 100, "sd": 4, "ar": 0.7 } },
                                  "outcome": { "level": 70000 } }
                                """));
        assertThat(spec.parameters())
                .containsExactly(
                        Map.entry("decay_tv", OptionalDouble.of(0.4)),
                        Map.entry("slope_*", OptionalDouble.empty()));
        assertThat(spec.seed()).isEqualTo(5);
        assertThat(spec.weeks()).isEqualTo(60);
        assertThat(spec.start()).isEqualTo(LocalDate.of(2023, 9, 17));
        assertThat(spec.sources())
                .containsEntry("tv", new SourceTruth(0.6, 5000, 0.2, 0.1))
                .containsEntry("search", new SourceTruth(1, 300, 0.3, 0))
                .containsEntry("radio", new SourceTruth(1, 1, 0.3, 0));
        assertThat(spec.controls()).containsEntry("price", new ControlTruth(100, 4, 0.7));
        assertThat(spec.outcomeLevel()).isEqualTo(70000);
        assertThat(spec.model().outcome().name()).isEqualTo("revenue");
    }

    @Test
    void hasDefaults() throws IOException {
        SimulationSpec spec = SimulationSpecReader.read(write("{}"));
        assertThat(spec.weeks()).isEqualTo(104);
        assertThat(spec.seed()).isEqualTo(1);
        assertThat(spec.start()).isEqualTo(LocalDate.of(2023, 1, 1));
        assertThat(spec.controls()).containsEntry("price", new ControlTruth(0, 1, 0));
        assertThat(spec.outcomeLevel()).isEqualTo(1);
    }

    @Test
    void hasOneMarketWithoutAGeoColumn() throws IOException {
        assertThat(SimulationSpecReader.read(write("{}")).geos()).isEmpty();
        assertThat(SimulationSpecReader.read(write("{ \"geos\": 1 }")).geos()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7 | 1 | 0 | 0.3",
                "{ \"count\": 3, \"spread\": 0 } | 3 | 1 | 0 | 0",
            })
    void readsMarkets(String geos, int count, double population, double sd, double spread)
            throws IOException {
        Path file = writePanel("\"geo\": \"dma\"", "{ \"geos\": " + geos + " }");
        assertThat(SimulationSpecReader.read(file).geos())
                .contains(new GeoTruth(count, population, sd, spread));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7 | 1e6 | 0.5 | 0.3",
                "{ \"count\": 3 } | 3 | 1e6 | 0.5 | 0.3",
                "{ \"count\": 3, \"population\": 500, \"population_spread\": 0.1, \"spread\": 2 } |"
                        + " 3 | 500 | 0.1 | 2",
            })
    void readsMarketsWithPeople(String geos, int count, double population, double sd, double spread)
            throws IOException {
        Path file =
                writePanel(
                        "\"geo\": \"dma\", \"population\": \"people\"",
                        "{ \"geos\": " + geos + " }");
        assertThat(SimulationSpecReader.read(file).geos())
                .contains(new GeoTruth(count, population, sd, spread));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $.truth | \"geos\" is missing",
                "{ \"geos\": 0 } | $.truth.geos | 1 to 10000",
                "{ \"geos\": \"many\" } | $.truth.geos | not a whole number",
                "{ \"geos\": {} } | $.truth.geos | \"count\" is missing",
                "{ \"geos\": { \"count\": 2, \"spread\": -1 } } | $.truth.geos.spread | 0 to 10",
                "{ \"geos\": { \"count\": 2, \"population\": 9 } } | $.truth.geos.population |"
                        + " needs \"population\" in \"data\"",
                "{ \"geos\": { \"count\": 2, \"sprad\": 1 } } | $.truth.geos.sprad | did you mean"
                        + " \"spread\"?",
            })
    void refusesMarkets(String truth, String where, String message) throws IOException {
        refused(writePanel("\"geo\": \"dma\"", truth), where, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|$|\"truth\" is missing",
                "{ \"week\": 3 }|$.truth.week|did you mean \"weeks\"?",
                "{ \"weeks\": 3 }|$.truth.weeks|20 to",
                "{ \"geos\": 3 }|$.truth.geos|needs \"geo\" in \"data\"",
                "{ \"parameters\": { \"decay_tv\": \"high\" } }|$.truth.parameters.decay_tv|a"
                        + " number or \"prior\"",
                "{ \"sources\": { \"tvv\": {} } }|$.truth.sources.tvv|did you mean \"tv\"?",
                "{ \"sources\": { \"tv\": { \"active\": 0 } } }|$.truth.sources.tv.active|> 0 and ≤"
                        + " 1",
                "{ \"sources\": { \"search\": { \"spread\": 2 } }"
                        + " }|$.truth.sources.search.spread|simulated by its equation",
                "{ \"controls\": { \"prise\": {} } }|$.truth.controls.prise|did you mean"
                        + " \"price\"?",
                "{ \"controls\": { \"price\": { \"ar\": 1 } } }|$.truth.controls.price.ar|> -1 and"
                        + " < 1",
                "{ \"outcome\": { \"level\": 0 } }|$.truth.outcome.level|> 0",
                "{ \"start\": \"soon\" }|$.truth.start|not a date",
            })
    void refuses(String truth, String where, String message) throws IOException {
        refused(write(truth), where, message);
    }

    private static void refused(Path file, String where, String message) {
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> SimulationSpecReader.read(file));
        assertThat(e).isNotNull();
        assertThat(e.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.where()).isEqualTo(where);
                    assertThat(problem.message()).contains(message);
                });
    }
}
