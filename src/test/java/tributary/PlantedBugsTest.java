package tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Tests of the tests: each bug of {@code src/test/planted} must make the test it names fail. */
@Tag("slow")
class PlantedBugsTest {
    @Test
    void everyPlantedBugIsCaught() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("src/test/planted/run.sh").inheritIO();
        Map<String, String> environment = script.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Path shared = Path.of(System.getProperty("tributary.shared", "../shared"));
        environment.put("TRIBUTARY_SHARED", shared.toAbsolutePath().toString());

        assertThat(script.start().waitFor()).isZero();
    }
}
