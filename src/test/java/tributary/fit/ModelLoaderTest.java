package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.DataException;
import tributary.data.PanelRequest;
import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;
import tributary.spec.ModelSpecReader;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

class ModelLoaderTest {
    private static final String MODEL =
            """
            { "data": { "file": "sub/sales.csv", "date": "week",
                        "fill": { "gaps": "zero_media",
                                  "missing": { "tv": "zero", "price": "previous" } },
                        "winsorize": { "tv": 0.99 }, "from": "2024-02-04", "to": "2024-12-01" },
              "outcome": { "column": "revenue"%s, "value": "margin" },
              "channels": [ { "column": "tv", "spend": "tv_cost" }, { "column": "radio" } ],
              "mediators": [ { "column": "search", "saturation": "hill" },
                             { "column": "visits", "saturation": "linear" },
                             { "column": "brand", "link": "log" } ],
              "paths": [ "tv -> search", "tv -> visits", "radio -> brand", "tv -> revenue",
                         "search -> revenue", "visits -> revenue", "brand -> revenue" ],
              "controls": [ { "column": "price", "transform": "log_standardize" },
                            { "column": "rivals" },
                            { "column": "raw", "transform": "none" },
                            { "column": "promo", "transform": "indicator" } ] }
            """;

    @TempDir private Path folder;

    private PanelRequest request(String outcomeKeys) throws IOException {
        Path file = folder.resolve("model.json");
        Files.writeString(file, MODEL.formatted(outcomeKeys));
        return ModelLoader.request(ModelSpecReader.read(file));
    }

    @Test
    void everyColumnHasTheRoleOfItsUse() throws IOException {
        List<Column> columns = request("").columns();
        assertThat(columns)
                .extracting(Column::name, Column::role)
                .containsExactlyInAnyOrder(
                        tuple("revenue", Role.OUTCOME),
                        tuple("margin", Role.VALUE),
                        tuple("tv", Role.MEDIA),
                        tuple("tv_cost", Role.SPEND),
                        tuple("radio", Role.MEDIA),
                        tuple("search", Role.MEDIA),
                        tuple("visits", Role.MEDIATOR),
                        tuple("brand", Role.POSITIVE_MEDIATOR),
                        tuple("price", Role.LOG_CONTROL),
                        tuple("rivals", Role.CONTROL),
                        tuple("raw", Role.CONTROL),
                        tuple("promo", Role.INDICATOR));
        assertThat(columns)
                .contains(
                        new Column("tv", Role.MEDIA, Missing.ZERO, 0.99),
                        new Column("price", Role.LOG_CONTROL, Missing.PREVIOUS, 1),
                        new Column("radio", Role.MEDIA, Missing.ERROR, 1));
    }

    @Test
    void logLinkNeedsAPositiveOutcome() throws IOException {
        assertThat(request(", \"link\": \"log\"").columns().getFirst())
                .isEqualTo(new Column("revenue", Role.POSITIVE, Missing.ERROR, 1));
    }

    @Test
    void countsAndHurdlesHaveRulesOfTheirOwn() throws IOException {
        Path file = folder.resolve("families.json");
        String model =
                MODEL.formatted(", \"family\": \"negative_binomial\"")
                        .replace("\"saturation\": \"hill\"", "\"family\": \"hurdle_lognormal\"");
        Files.writeString(file, model);
        assertThat(ModelLoader.request(ModelSpecReader.read(file)).columns())
                .contains(
                        new Column("revenue", Role.COUNT, Missing.ERROR, 1),
                        new Column("search", Role.HURDLE, Missing.ERROR, 1));
    }

    /** A curve on one path alone is enough for a mediator to have to be non-negative. */
    @Test
    void aPathsOwnCurveNeedsNonNegativeMedia() throws IOException {
        Path file = folder.resolve("curve.json");
        String own = "{ \"from\": \"visits\", \"to\": \"revenue\", \"saturation\": \"tanh\" }";
        Files.writeString(file, MODEL.formatted("").replace("\"visits -> revenue\"", own));
        assertThat(ModelLoader.request(ModelSpecReader.read(file)).columns())
                .contains(new Column("visits", Role.MEDIA, Missing.ERROR, 1));
    }

    @Test
    void geoAndPopulationAreThoseOfTheConfiguration() throws IOException {
        assertThat(request("").geo()).isEmpty();
        assertThat(request("").population()).isEmpty();
        Path file = folder.resolve("panel.json");
        String geos = "\"date\": \"week\", \"geo\": \"region\", \"population\": \"people\"";
        Files.writeString(
                file,
                MODEL.formatted("")
                        .replace("\"date\": \"week\"", geos)
                        .replace("\"tv\": \"zero\"", "\"people\": \"previous\""));
        PanelRequest request = ModelLoader.request(ModelSpecReader.read(file));
        assertThat(request.geo()).contains("region");
        assertThat(request.population())
                .contains(new Column("people", Role.POPULATION, Missing.PREVIOUS, 1));
        assertThat(request.columns()).extracting(Column::name).doesNotContain("region", "people");
    }

    @Test
    void windowAndGapsAreThoseOfTheConfiguration() throws IOException {
        PanelRequest request = request("");
        assertThat(request.date()).isEqualTo("week");
        assertThat(request.fillGaps()).isTrue();
        assertThat(request.from()).hasValue(LocalDate.of(2024, 2, 4));
        assertThat(request.to()).hasValue(LocalDate.of(2024, 12, 1));
    }

    @Test
    void aWindowThatIsGivenReplacesTheConfigurations() throws IOException {
        FitTask task =
                SimulatedData.task(
                        folder,
                        SimulatedData.MODEL.replace(
                                "\"date\": \"week\"",
                                "\"date\": \"week\", \"from\": \"2024-02-04\""));
        assertThat(task.panel().endOfTraining()).isEqualTo(80);
        Path model = folder.resolve("model.json");
        LocalDate to = LocalDate.of(2025, 1, 5);
        FitTask given =
                ModelLoader.load(model, Optional.empty(), Optional.empty(), Optional.of(to));
        assertThat(given.panel().firstTrainingWeek()).isEqualTo(4);
        assertThat(given.panel().endOfTraining()).isEqualTo(53);
        assertThat(given.panel().weeks()).isEqualTo(task.panel().weeks());
        assertThat(given.model().data().to()).contains(to);
        assertThat(given.model().data().from()).isEqualTo(task.model().data().from());
        assertThatThrownBy(() ->
                        ModelLoader.load(
                                model,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(LocalDate.of(2024, 1, 28))))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        model
                                + ": $.data.to: 2024-01-28 is before \"from\", which is"
                                + " 2024-02-04");
    }

    @Test
    void dataFileIsRelativeToTheConfigurationUnlessGiven() throws IOException {
        Path model = folder.resolve("model.json");
        Files.writeString(model, MODEL.formatted(""));
        assertThatThrownBy(() -> ModelLoader.load(model, Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.resolve("sub/sales.csv").toString());
        Path other = folder.resolve("other.csv");
        assertThatThrownBy(() -> ModelLoader.load(model, Optional.of(other)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("other.csv")
                .hasMessageNotContaining("sales.csv");
    }
}
