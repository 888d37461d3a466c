package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Panel;
import tributary.data.PanelWriter;
import tributary.spec.DataSpec;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The panel of a run is the one that was fitted, to the last bit. */
class DataCsvTest {
    private static final String MODEL =
            """
            { "data": { "file": "data.csv", "date": "week", "geo": "=region"%s },
              "outcome": { "column": "sales" },
              "channels": [ { "column": "tv", "spend": "cost" } ],
              "mediators": [ { "column": "search", "saturation": "linear" } ],
              "paths": [ "tv -> search", "tv -> sales", "search -> sales" ],
              "controls": [ { "column": "price" } ] }
            """;

    private static final int WEEKS = 12;

    @TempDir private Path folder;

    private ModelSpec model(boolean population) throws IOException {
        Path file = folder.resolve("model.json");
        String people = population ? ", \"population\": \"people, thousands\"" : "";
        return ModelSpecReader.read(Files.writeString(file, MODEL.formatted(people)));
    }

    /** Three geos of which only the first has all weeks; prices and sales are unknown in some. */
    private static Panel panel(boolean population) {
        List<Panel.Geo> geos =
                List.of(
                        new Panel.Geo("\"Nord\", west", population ? 0.1 : 1, 0, WEEKS),
                        new Panel.Geo("=1+1", population ? 1e7 / 3 : 1, 4, WEEKS),
                        new Panel.Geo("ü\ny", population ? 12 : 1, 1, 9));
        var random = new SplittableRandom(5);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("sales", "tv", "cost", "search", "price")) {
            double[] values = new double[3 * WEEKS];
            boolean media = !name.equals("sales") && !name.equals("price");
            for (int g = 0; g < 3; g++) {
                for (int t = 0; t < WEEKS; t++) {
                    boolean present = t >= geos.get(g).firstWeek() && t < geos.get(g).endWeek();
                    boolean known = media || (t >= 2 && (t < 10 || name.equals("price")));
                    double absent = media ? 0 : Double.NaN;
                    double value = known ? random.nextDouble() * 1e6 : Double.NaN;
                    values[g * WEEKS + t] = present ? value : absent;
                }
            }
            columns.put(name, values);
        }
        LocalDate start = LocalDate.of(2024, 1, 1);
        List<LocalDate> weeks = IntStream.range(0, WEEKS).mapToObj(start::plusWeeks).toList();
        return new Panel(weeks, geos, columns, 2, 10, "w.csv", "ab12", List.of());
    }

    private static ModelJson.Content content(ModelSpec model, Panel panel) {
        return new ModelJson.Content(
                model,
                Map.of(),
                List.of(),
                new RunInfo("1", panel.file(), panel.sha256(), 1),
                panel.geos().stream().map(Panel.Geo::name).toList(),
                panel.columns(),
                panel.weeks().get(panel.firstTrainingWeek()),
                Optional.of(panel.weeks().get(panel.endOfTraining() - 1)),
                panel.findings());
    }

    private Path write(ModelSpec model, Panel panel) throws IOException {
        StringBuilder csv = new StringBuilder();
        DataSpec data = model.data();
        PanelWriter.write(panel, data.date(), data.geo(), data.population(), csv);
        return Files.writeString(folder.resolve("data.csv"), csv);
    }

    @Test
    void anUnbalancedPanelReadsBackToTheLastBit() throws IOException {
        for (boolean population : new boolean[] {true, false}) {
            ModelSpec model = model(population);
            Panel panel = panel(population);
            Panel back = DataCsv.read(write(model, panel), content(model, panel));

            assertThat(back.weeks()).isEqualTo(panel.weeks());
            assertThat(back.geos()).isEqualTo(panel.geos());
            assertThat(back.columns()).isEqualTo(panel.columns());
            for (String column : panel.columns()) {
                assertThat(back.column(column)).isEqualTo(panel.column(column));
            }
            assertThat(back.firstTrainingWeek()).isEqualTo(2);
            assertThat(back.endOfTraining()).isEqualTo(10);
            assertThat(back.sha256()).isEqualTo("ab12");
        }
    }

    @Test
    void damageIsNamedWithItsLine() throws IOException {
        ModelSpec model = model(true);
        Panel panel = panel(true);
        String csv = Files.readString(write(model, panel));
        Path file = folder.resolve("data.csv");
        ModelJson.Content content = content(model, panel);

        Files.writeString(file, csv.replaceFirst("'=1\\+1", "'=1+2"));
        assertThatIOException()
                .isThrownBy(() -> DataCsv.read(file, content))
                .withMessageEndingWith("data.csv:14: \"'=1+2\" is not one of the geos of the run");
        Files.writeString(file, csv.replaceFirst("(?m)^2024-03-04,'=1.*\n", ""));
        assertThatIOException()
                .isThrownBy(() -> DataCsv.read(file, content))
                .withMessageEndingWith(
                        "data.csv:19: 2024-03-11 does not follow 2024-02-26 by a week");
        Files.writeString(file, csv.replaceAll("(?m)^.*'=1.*\n", ""));
        assertThatIOException()
                .isThrownBy(() -> DataCsv.read(file, content))
                .withMessageEndingWith("data.csv: has no rows of geo \"=1+1\"");
    }
}
