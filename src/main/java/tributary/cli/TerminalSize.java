package tributary.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How much a terminal shows.
 *
 * @param columns width in characters, at least 1
 * @param rows height in lines, at least 1
 */
record TerminalSize(int columns, int rows) {
    /** What is assumed of a terminal that does not say. */
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    /**
     * The size by the answer of {@code stty size}, "rows columns", and by the environment's {@code
     * COLUMNS} and {@code LINES}: those where there is no answer, the smaller of both where they
     * differ, because a line that is too long tears.
     */
    static TerminalSize of(String answer, Map<String, String> environment) {
        String[] words = answer.strip().split(" ", -1);
        Optional<Integer> rows = positive(words[0]);
        Optional<Integer> columns = words.length == 2 ? positive(words[1]) : Optional.empty();
        return new TerminalSize(
                smaller(columns, environment.getOrDefault("COLUMNS", ""), USUAL.columns),
                smaller(rows, environment.getOrDefault("LINES", ""), USUAL.rows));
    }

    private static int smaller(Optional<Integer> answer, String said, int usual) {
        Optional<Integer> other = positive(said);
        int known = answer.or(() -> other).orElse(usual);
        return Math.min(known, other.orElse(known));
    }

    private static Optional<Integer> positive(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(n -> n > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What {@code stty size} answers for this process's terminal; "" where it does not. */
    static CompletableFuture<String> ask() {
        try {
            Process stty =
                    new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return stty.onExit().thenApply(TerminalSize::answer);
        } catch (IOException e) {
            return CompletableFuture.completedFuture("");
        }
    }

    private static String answer(Process stty) {
        try (var answer = stty.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
