package tributary.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The stream of messages: file descriptor 3 when the launcher script says that it holds the real
 * standard error.
 *
 * <p>The JVM itself prints a warning about the incubator module before any of our code runs, and no
 * flag silences it. The script therefore sends descriptor 2 through a filter and hands the real one
 * over as descriptor 3. Opening {@code /dev/fd/3} instead would truncate a file and fail on a
 * socket; the descriptor itself needs {@code --add-opens java.base/java.io=ALL-UNNAMED}.
 */
final class StandardError {
    private StandardError() {}

    /**
     * Points {@link System#err} at the descriptor that {@code -Dtributary.stderr} names, if any.
     */
    static void restore() {
        Integer descriptor = Integer.getInteger("tributary.stderr");
        if (descriptor == null) {
            return;
        }
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            var stream = new FileOutputStream(constructor.newInstance(descriptor));
            var charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"));
            System.setErr(new PrintStream(stream, true, charset));
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.err.println("tributary: messages go through the JVM's standard error: " + e);
        }
    }
}
