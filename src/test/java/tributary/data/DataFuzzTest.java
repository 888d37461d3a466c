package tributary.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import static tributary.data.PanelRequest.Role.POPULATION;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

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
                    " ");

    @Test
    void mutatedFilesNeverBreakTheReader(@TempDir Path folder) throws IOException {
        var random = new SplittableRandom(9);
        Path file = folder.resolve("w.csv");
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = mutate(random, i);
            Files.write(file, bytes);
            PanelRequest request =
                    new PanelRequest(
                            "week",
                            i % 4 == 0 ? Optional.of("extra") : Optional.empty(),
                            i % 8 == 0
                                    ? Optional.of(PanelReaderTest.column("sales", POPULATION))
                                    : Optional.empty(),
                            PanelReaderTest.COLUMNS,
                            i % 2 == 0,
                            i % 3 == 0
                                    ? Optional.of(PanelReaderTest.START.plusWeeks(5))
                                    : Optional.empty(),
                            Optional.empty());
            try {
                Panel panel = PanelReader.read(file, request);
                assertThat(Arrays.stream(panel.column("tv"))).allMatch(x -> x >= 0);
            } catch (DataException e) {
                assertThat(e.findings()).isNotEmpty().hasSizeLessThan(100);
                refused++;
            } catch (RuntimeException e) {
                fail("seed 9, input " + i + ":\n" + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static byte[] mutate(SplittableRandom random, int i) {
        StringBuilder text = new StringBuilder(String.join("\n", PanelReaderTest.lines()));
        for (int k = 0; k <= random.nextInt(3); k++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            int from = random.nextInt(i % 5 == 0 ? 60 : text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(from, piece);
                case 1 -> text.delete(from, Math.min(text.length(), from + random.nextInt(80)));
                case 2 -> {
                    int end = text.indexOf(",", from);
                    if (end > 0) {
                        text.replace(from, end, piece);
                    }
                }
                default -> text.setCharAt(from, (char) random.nextInt(32, 127));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (i % 10 == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
