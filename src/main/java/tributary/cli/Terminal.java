package tributary.cli;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where text goes to.
 *
 * @param interactive whether it is a terminal that can be redrawn, not a file or a pipe
 * @param size in characters and lines
 * @param color whether colours are welcome
 * @param unicode whether it shows more than ASCII
 */
record Terminal(boolean interactive, TerminalSize size, boolean color, boolean unicode) {
    /** A file or a pipe. */
    static final Terminal NONE = new Terminal(false, TerminalSize.USUAL, false, false);

    private static final long PATIENCE_SECONDS = 1;

    /** What messages go to, standard error. */
    static Terminal ofMessages() {
        return detect("tributary.terminal.err");
    }

    /** What results go to, standard output. */
    static Terminal ofResults() {
        return detect("tributary.terminal.out");
    }

    /**
     * The launcher says by a system property whether a stream is a terminal, because a JVM can only
     * tell for standard input and output together.
     */
    private static Terminal detect(String property) {
        if (!Boolean.getBoolean(property)) {
            return NONE;
        }
        String answer =
                TerminalSize.ask().completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        String charset = System.getProperty("native.encoding", "");
        return of(System.getenv(), answer, Charset.isSupported(charset) ? charset : "US-ASCII");
    }

    /**
     * A terminal by its environment.
     *
     * @param environment {@code TERM}, {@code NO_COLOR}, {@code CLICOLOR}, {@code COLUMNS}, {@code
     *     LINES}
     * @param answer of {@code stty size}
     * @param charset of the locale
     */
    static Terminal of(Map<String, String> environment, String answer, String charset) {
        if ("dumb".equals(environment.get("TERM"))) {
            return NONE;
        }
        boolean refused =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || "0".equals(environment.get("CLICOLOR"));
        boolean unicode = Charset.forName(charset).newEncoder().canEncode("▒█");
        return new Terminal(true, TerminalSize.of(answer, environment), !refused, unicode);
    }

    Terminal resized(TerminalSize newSize) {
        return new Terminal(interactive, newSize, color, unicode);
    }

    int columns() {
        return size.columns();
    }

    int rows() {
        return size.rows();
    }

    /** Characters that a line of text may have: all there are to take where nothing wraps. */
    int lineWidth() {
        return interactive ? columns() : Integer.MAX_VALUE;
    }

    /** The text in a colour, or as it is where colours are not welcome. */
    String paint(Paint paint, String text) {
        return color ? paint.on(text) : text;
    }
}
