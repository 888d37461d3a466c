package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

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

    @TempDir private Path folder;

    @Test
    void mutatedConfigurationsNeverBreakTheReader() throws IOException {
        assertThat(fuzz(5, 1000)).isBetween(500, 999);
    }

    @Test
    @Tag("slow")
    void manyMutatedConfigurationsNeverBreakTheReader() throws IOException {
        assertThat(fuzz(6, 50_000)).isBetween(25_000, 49_999);
    }

    /** How many of the configurations are refused. */
    private int fuzz(long seed, int times) throws IOException {
        var random = new SplittableRandom(seed);
        Path file = folder.resolve("m.json");
        int refused = 0;
        for (int i = 0; i < times; i++) {
            Files.write(file, i % 2 == 0 ? mutate(random, i) : mistakes(random, i));
            try {
                if (i % 4 == 0) {
                    SimulationSpecReader.read(file);
                } else {
                    assertStable(ModelSpecReader.read(file));
                }
            } catch (SpecException e) {
                assertThat(e.problems())
                        .hasSizeBetween(1, 101)
                        .allMatch(problem -> problem.file().equals(file.toString()))
                        .allMatch(problem -> problem.where().matches("\\$.*|line \\d+.*"))
                        .allMatch(problem -> problem.toString().length() < 2000);
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ", input " + i + ": " + Files.readString(file), e);
            }
        }
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .isSubsetOf("m.json", "again.json");
        }
        return refused;
    }

    /** What was accepted is written so that it reads back to the same. */
    private void assertStable(ModelSpec model) throws IOException {
        ObjectNode json = ModelSpecWriter.toJson(model, Map.of());
        Path file = Files.writeString(folder.resolve("again.json"), json.toString());
        ModelSpec again = ModelSpecReader.read(file);
        assertThat(ModelSpecWriter.toJson(again, Map.of())).isEqualTo(json);
        assertThat(again.with(model.priors())).isEqualTo(model);
    }

    private static String model(int i) {
        return (i % 3 == 0 ? ModelFamilyReaderTest.MODEL : ModelSpecReaderTest.MODEL)
                .replace(
                        "\"trend\":",
                        "\"priors\": { \"decay_*\": \"beta(1, 2)\" }, "
                                + (i % 4 == 0 ? "\"truth\": { \"geos\": 3 }, " : "")
                                + "\"trend\":");
    }

    /** Mistakes in a tree that stays JSON, so that the rules behind the syntax are reached. */
    private static byte[] mistakes(SplittableRandom random, int i) {
        ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(model(i));
        new JsonMutations(random).change(tree, 1 + random.nextInt(3));
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutate(SplittableRandom random, int i) {
        StringBuilder text = new StringBuilder(model(i));
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
