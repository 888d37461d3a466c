package tributary.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * While open, Ctrl-C (SIGINT) or SIGTERM interrupts the thread that opened it, waits until it has
 * saved and closed this, says how to go on, and ends the JVM with {@link ExitStatus#INTERRUPTED}.
 */
final class Interruption implements AutoCloseable {
    /**
     * What was saved before is as good as new, so a thread that is slow to stop is not waited for.
     */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param first done at once, such as stopping what else writes to {@code err}
     * @param message asked for when the thread has stopped
     */
    Interruption(PrintWriter err, Runnable first, Supplier<String> message) {
        Thread working = Thread.currentThread();
        hook =
                new Thread(() -> {
                    first.run();
                    working.interrupt();
                    await();
                    err.println();
                    err.println("tributary: " + message.get());
                    err.flush();
                    // The status of the signal would say that all is lost.
                    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                });
        Runtime.getRuntime().addShutdownHook(hook);
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
