package tributary.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Where messages go to.
 *
 * @param interactive whether standard error is a terminal that can be redrawn
 * @param columns width in characters
 * @param rows height in lines
 * @param color whether colours are welcome
 */
record Terminal(boolean interactive, int columns, int rows, boolean color) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;

    /** A file or a pipe. */
    static final Terminal NONE = new Terminal(false, DEFAULT_COLUMNS, DEFAULT_ROWS, false);

    /**
     * The terminal of this process. The launcher says whether standard error is one ({@code
     * -Dtributary.terminal}), because a JVM can only tell for standard input and output together.
     */
    static Terminal detect() {
        if (!Boolean.getBoolean("tributary.terminal") || "dumb".equals(System.getenv("TERM"))) {
            return NONE;
        }
        String noColor = System.getenv("NO_COLOR");
        return sized(sttySize(), noColor == null || noColor.isEmpty());
    }

    /** From the answer of {@code stty size}, "rows columns"; the usual size where there is none. */
    static Terminal sized(String answer, boolean color) {
        String[] parts = answer.strip().split(" ", -1);
        try {
            int rows = Integer.parseInt(parts[0]);
            int columns = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
            if (rows > 0 && columns > 0) {
                return new Terminal(true, columns, rows, color);
            }
        } catch (NumberFormatException e) {
            // No stty, or one that answers something else.
        }
        return new Terminal(true, DEFAULT_COLUMNS, DEFAULT_ROWS, color);
    }

    private static String sttySize() {
        try {
            Process stty =
                    new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return "";
            }
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
