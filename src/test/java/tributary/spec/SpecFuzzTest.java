package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Whatever a configuration holds, nothing but a {@link SpecException} escapes the readers. */
class SpecFuzzTest {
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "-1",
                    "1e400",
                    "{}",
                    "[]",
                    "\"\"",
                    "\"\\u0000\"",
                    "[[1]]",
                    "\uFEFF",
                    "\"tv\"",
                    "\"-> ->\"",
                    "\"a_to_b\"",
                    "true",
                    ",",
                    ":",
                    "{",
                    "]",
                    "\"",
                    "9223372036854775808");

    @Test
    void mutatedConfigurationsNeverBreakTheReader(@TempDir Path folder) throws IOException {
        var random = new SplittableRandom(5);
        Path file = folder.resolve("m.json");
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            Files.write(file, mutate(random, i));
            try {
                if (i % 4 == 0) {
                    SimulationSpecReader.read(file);
                } else {
                    ModelSpecReader.read(file);
                }
            } catch (SpecException e) {
                assertThat(e.problems()).isNotEmpty();
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed 5, input " + i + ": " + Files.readString(file), e);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static byte[] mutate(SplittableRandom random, int i) {
        StringBuilder text =
                new StringBuilder(
                        (i % 3 == 0 ? ModelFamilyReaderTest.MODEL : ModelSpecReaderTest.MODEL)
                                .replace(
                                        "\"trend\":",
                                        "\"priors\": { \"decay_*\": \"beta(1, 2)\" }, "
                                                + (i % 4 == 0 ? "\"truth\": { \"geos\": 3 }, " : "")
                                                + "\"trend\":"));
        for (int k = 0; k <= random.nextInt(3); k++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            int from = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(from, piece);
                case 1 -> text.delete(from, Math.min(text.length(), from + random.nextInt(20)));
                case 2 -> {
                    int value = text.indexOf(":", from);
                    int end = text.indexOf(value < 0 ? "\u0000" : ",", value + 1);
                    if (end > 0) {
                        text.replace(value + 1, end, piece);
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
