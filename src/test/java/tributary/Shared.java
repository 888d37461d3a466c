package tributary;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reference files that are not part of the repository (system property {@code tributary.shared}).
 */
public final class Shared {
    private Shared() {}

    /**
     * A file below the shared folder. Where it is missing the test is skipped, or fails if {@code
     * TRIBUTARY_REQUIRE_SHARED=true}.
     */
    public static Path path(String relative) {
        Path path = Path.of(System.getProperty("tributary.shared", "../shared"), relative);
        if (!Files.exists(path)) {
            String message = "shared file is missing: " + path.toAbsolutePath();
            if ("true".equals(System.getenv("TRIBUTARY_REQUIRE_SHARED"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return path;
    }
}
