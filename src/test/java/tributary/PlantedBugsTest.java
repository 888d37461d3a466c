package tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tests of the tests: each bug of {@code src/test/planted} must make the test it names fail. */
class PlantedBugsTest {
    private static final Path PLANTED = Path.of("src/test/planted");

    @Test
    @Tag("slow")
    void everyPlantedBugIsCaught() throws IOException, InterruptedException {
        ProcessBuilder script =
                new ProcessBuilder(PLANTED.resolve("run.sh").toString()).inheritIO();
        Map<String, String> environment = script.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Path shared = Path.of(System.getProperty("tributary.shared", "../shared"));
        environment.put("TRIBUTARY_SHARED", shared.toAbsolutePath().toString());

        assertThat(script.start().waitFor()).isZero();
    }

    /** So that a patch whose code has moved on is noticed in every build, not in the slow one. */
    @Test
    void everyPlantedBugStillApplies() throws IOException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(PLANTED)) {
            patches = files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
        }

        assertThat(patches).hasSizeGreaterThan(20).allSatisfy(PlantedBugsTest::assertApplies);
    }

    private static void assertApplies(Path patch) throws IOException {
        List<String> lines = Files.readAllLines(patch);
        Path source =
                lines.stream()
                        .filter(line -> line.startsWith("--- a/"))
                        .map(line -> Path.of(line.substring("--- a/".length())))
                        .findFirst()
                        .orElseThrow();
        String old =
                lines.stream()
                        .dropWhile(line -> !line.startsWith("@@"))
                        .filter(line -> line.startsWith(" ") || line.startsWith("-"))
                        .map(line -> line.substring(1))
                        .collect(Collectors.joining("\n"));

        assertThat(old).isNotBlank();
        assertThat(Files.readString(source)).contains(old);
    }
}
