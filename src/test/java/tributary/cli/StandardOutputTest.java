package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

class StandardOutputTest {
    /** Fails from the second write on, and counts. */
    private static final class Failing extends OutputStream {
        private final String reason;
        private int writes;

        Failing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            if (++writes > 1) {
                throw new IOException(reason);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"No space left on device, true", "Broken pipe, false"})
    void onlyAReaderThatHasEnoughIsNoFailure(String reason, boolean fails) {
        var disk = new Failing(reason);
        var stream = new StandardOutput(disk);
        assertThat(stream.failure()).isEmpty();
        var writer = new PrintWriter(stream, true, StandardCharsets.UTF_8);
        writer.println("all of this");
        writer.println("and this");
        assertThat(stream.failure().isPresent()).isEqualTo(fails);
        assertThat(stream.failure().orElse(reason)).isEqualTo(reason);
        assertThat(disk.writes).as("none after the failed one").isEqualTo(2);
    }
}
