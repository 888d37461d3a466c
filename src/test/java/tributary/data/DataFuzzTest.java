package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;

import static tributary.data.PanelRequest.Role.POPULATION;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.Fuzz;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whatever a data file holds, nothing but a {@link DataException} escapes the reader. */
class DataFuzzTest {
    private static final List<String> PIECES =
            List.of(
                    "",
                    "\"",
                    "\"\"",
                    ",",
                    ";",
                    "\n",
                    "\r",
                    "\u0000",
                    "\uFEFF",
                    "-1",
                    "1e400",
                    "9999-12-31",
                    "2023-01-01",
                    "NaN",
                    "1,5",
                    "'",
                    "=1",
                    "week",
                    "2023-13-01",
                    ",,,,,,,,,,,,",
                    "\t",
                    "|",
                    "1e-320",
                    "(5)",
                    "\u202e",
                    "\uD800",
                    " ");

    @TempDir private Path folder;

    @Test
    void mutatedFilesNeverBreakTheReader() throws IOException {
        assertThat(fuzz(9, 1000)).isBetween(500, 999);
    }

    @Test
    @Tag("slow")
    void manyMutatedFilesNeverBreakTheReader() throws IOException {
        assertThat(fuzz(10, 50_000)).isBetween(25_000, 49_999);
    }

    /** How many of the files are refused. */
    private int fuzz(long seed, int times) throws IOException {
        Path file = folder.resolve("w.csv");
        String good = String.join("\n", PanelReaderTest.lines());
        var fuzz =
                new Fuzz(
                        file,
                        (random, i) -> Fuzz.damaged(random, i, good, PIECES, ""),
                        i -> accepts(file, request(i)));
        int refused = fuzz.refused(seed, times);
        fuzz.assertNothingLeft("again.csv");
        return refused;
    }

    private boolean accepts(Path file, PanelRequest request) throws IOException {
        try {
            Panel panel = PanelReader.read(file, request);
            assertThat(Arrays.stream(panel.column("tv"))).allMatch(x -> x >= 0);
            assertStable(panel, request);
            return true;
        } catch (DataException e) {
            assertThat(e.findings())
                    .hasSizeBetween(1, 99)
                    .allMatch(finding -> finding.where().matches("w\\.csv(:\\d+)?(: .+)?"))
                    .allMatch(finding -> finding.toString().length() < 1000);
            return false;
        }
    }

    private static PanelRequest request(int i) {
        return new PanelRequest(
                "week",
                i % 4 == 0 ? Optional.of("extra") : Optional.empty(),
                i % 8 == 0
                        ? Optional.of(PanelReaderTest.column("sales", POPULATION))
                        : Optional.empty(),
                PanelReaderTest.COLUMNS,
                i % 2 == 0,
                i % 3 == 0 ? Optional.of(PanelReaderTest.START.plusWeeks(5)) : Optional.empty(),
                Optional.empty());
    }

    /** What was accepted is written so that it reads back to the same. */
    private void assertStable(Panel panel, PanelRequest request) throws IOException {
        Path file = folder.resolve("again.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            PanelWriter.write(panel, "week", request.geo(), Optional.empty(), out);
        }
        Panel again = PanelReader.read(file, request);
        assertThat(again.weeks()).isEqualTo(panel.weeks());
        assertThat(again.geos()).isEqualTo(panel.geos());
        for (String column : panel.columns()) {
            assertThat(again.column(column)).as(column).isEqualTo(panel.column(column));
        }
    }
}
