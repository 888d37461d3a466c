package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import tributary.Fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Path file = folder.resolve("m.json");
        var fuzz =
                new Fuzz(
                        file,
                        (random, i) ->
                                i % 2 == 0
                                        ? Fuzz.damaged(random, i, model(i), PIECES, ":")
                                        : mistakes(random, i),
                        i -> accepts(file, i));
        int refused = fuzz.refused(seed, times);
        fuzz.assertNothingLeft("again.json");
        return refused;
    }

    private boolean accepts(Path file, int i) throws IOException {
        try {
            if (i % 4 == 0) {
                SimulationSpecReader.read(file);
            } else {
                assertStable(ModelSpecReader.read(file));
            }
            return true;
        } catch (SpecException e) {
            assertThat(e.problems())
                    .hasSizeBetween(1, 101)
                    .allMatch(problem -> problem.file().equals(file.toString()))
                    .allMatch(problem -> problem.where().matches("\\$.*|line \\d+.*"))
                    .allMatch(problem -> problem.toString().length() < 2000);
            return false;
        }
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
}
