package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class SignalsTest {
    /** The signal of a resized terminal does no harm to a process that does not expect it. */
    @Test
    void actionRunsOnTheSignal() throws Exception {
        Path kill = Path.of("/bin/kill");
        assumeTrue(Files.isExecutable(kill), "no kill");
        var received = new CountDownLatch(1);
        Signals.onResize(received::countDown);
        String self = "" + ProcessHandle.current().pid();
        int status = new ProcessBuilder("" + kill, "-WINCH", self).inheritIO().start().waitFor();
        assertThat(status).isZero();
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
