package tributary.cli;

import java.io.PrintWriter;

/** While open, says on Ctrl-C (SIGINT) or SIGTERM that nothing was written; the JVM then ends. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    /**
     * @param first done before the message, such as stopping what else writes there
     */
    Interruption(PrintWriter err, Runnable first) {
        hook =
                new Thread(() -> {
                    err.println();
                    err.println("tributary: interrupted; nothing was written");
                    err.flush();
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook has spoken or will.
        }
    }
}
