package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;

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

class PanelWriterTest {
    private static final LocalDate START = LocalDate.of(2023, 1, 1);

    @TempDir Path folder;

    private static String csv(Panel panel, String date) throws IOException {
        StringBuilder csv = new StringBuilder();
        PanelWriter.write(panel, date, Optional.empty(), Optional.empty(), csv);
        return csv.toString();
    }

    private Panel readBack(Panel panel, PanelRequest request) throws IOException {
        String csv = csv(panel, request.date());
        return PanelReader.read(Files.writeString(folder.resolve("data.csv"), csv), request);
    }

    @Test
    void readsBackToTheLastBitWithAwkwardNames() throws IOException {
        var random = new SplittableRandom(3);
        List<String> names =
                List.of("=1+1", "'=1+1", "+x", "-x", "@x", "a,b", "say \"hi\"", "two\nlines", "ü");
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(
                    name,
                    random.doubles(40)
                            .map(u -> (u - 0.5) * StrictMath.pow(10, random.nextInt(-90, 99)))
                            .toArray());
        }
        Panel panel = new Panel(weeks(40), columns, 0, "x.csv", "", List.of());
        List<Column> request =
                names.stream().map(name -> PanelReaderTest.column(name, Role.CONTROL)).toList();
        Panel back =
                readBack(
                        panel,
                        new PanelRequest(
                                "=week", request, false, Optional.empty(), Optional.empty()));
        assertThat(back.weeks()).isEqualTo(panel.weeks());
        assertThat(back.columns()).isEqualTo(names);
        for (String name : names) {
            assertThat(back.column(name)).isEqualTo(panel.column(name));
        }
    }

    @Test
    void neverWritesANameThatASpreadsheetWouldRun() throws IOException {
        Panel panel = new Panel(weeks(1), Map.of("=cmd()", new double[1]), 0, "x", "", List.of());
        assertThat(csv(panel, "@week")).isEqualTo("'@week,'=cmd()\n2023-01-01,0.0\n");
    }

    /** Filled, winsorized and cut once, the panel comes back as it was used, with nothing to do. */
    @Test
    void thePanelAsUsedIsAFixedPoint() throws IOException {
        String[] lines = PanelReaderTest.with(5, "tv", "");
        lines[2] = PanelReaderTest.with(3, "sales", "")[2];
        PanelRequest request =
                new PanelRequest(
                        "week",
                        List.of(
                                new Column("tv", Role.MEDIA, Missing.ZERO, 0.9),
                                PanelReaderTest.column("sales", Role.POSITIVE)),
                        true,
                        Optional.of(START.plusWeeks(8)),
                        Optional.of(START.plusWeeks(50).plusDays(3)));
        Path file = Files.writeString(folder.resolve("w.csv"), String.join("\n", lines));
        Panel first = PanelReader.read(file, request);
        PanelRequest again =
                new PanelRequest(
                        "week",
                        List.of(
                                PanelReaderTest.column("tv", Role.MEDIA),
                                PanelReaderTest.column("sales", Role.POSITIVE)),
                        false,
                        request.from(),
                        request.to());
        Panel second = readBack(first, again);
        assertThat(second.weeks()).isEqualTo(first.weeks());
        assertThat(second.firstTrainingWeek()).isEqualTo(first.firstTrainingWeek());
        assertThat(second.column("tv")).isEqualTo(first.column("tv"));
        assertThat(second.column("sales")).isEqualTo(first.column("sales"));
        assertThat(first.column("sales")[1]).isNaN();
    }

    private static List<LocalDate> weeks(int n) {
        return IntStream.range(0, n).mapToObj(START::plusWeeks).toList();
    }
}
