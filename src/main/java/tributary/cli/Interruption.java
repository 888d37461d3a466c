package tributary.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * While open, Ctrl-C (SIGINT) or SIGTERM interrupts the thread that opened it, waits until it has
 * saved and closed this, says how to go on, and ends the JVM with {@link ExitStatus#INTERRUPTED}; a
 * second one ends it at once.
 */
final class Interruption implements AutoCloseable {
    /**
     * What was saved before is as good as new, so a thread that is slow to stop is not waited for.
     */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final PrintWriter err;
    private final Thread hook;

    /**
     * @param first done at once, such as stopping what else writes to {@code err}
     * @param message asked for when the thread has stopped
     * @param hasty said where there is no time to ask, when interrupted once more
     */
    Interruption(PrintWriter err, Runnable first, Supplier<String> message, String hasty) {
        this.err = err;
        Thread working = Thread.currentThread();
        hook =
                new Thread(() -> {
                    first.run();
                    Signals.onTermination(() -> end(hasty));
                    // On a line of its own, below the ^C that a terminal shows.
                    err.println();
                    err.println("tributary: saving; once more stops at once");
                    working.interrupt();
                    await();
                    end(message.get());
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(String message) {
        err.println("tributary: " + message);
        err.flush();
        // The status of the signal would say that all is lost.
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }

    private void await() {
        try {
            stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook waits for this.
            stopped.countDown();
        }
    }
}
