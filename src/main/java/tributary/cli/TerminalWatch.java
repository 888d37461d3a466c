package tributary.cli;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A terminal that may be resized: asks for its size at most once a second and never waits for the
 * answer. Not thread-safe.
 */
final class TerminalWatch implements Supplier<Terminal> {
    private static final long PERIOD_NANOS = 1_000_000_000;

    private final Map<String, String> environment;
    private final LongSupplier clock;
    private final Supplier<CompletableFuture<String>> question;

    private Terminal terminal;
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("");
    private long asked;

    /**
     * @param clock in nanoseconds
     * @param question as {@link TerminalSize#ask}
     */
    TerminalWatch(
            Terminal terminal,
            Map<String, String> environment,
            LongSupplier clock,
            Supplier<CompletableFuture<String>> question) {
        this.terminal = terminal;
        this.environment = environment;
        this.clock = clock;
        this.question = question;
        asked = clock.getAsLong();
    }

    /** The terminal of standard error. */
    static TerminalWatch ofMessages() {
        return new TerminalWatch(
                Terminal.ofMessages(), System.getenv(), System::nanoTime, TerminalSize::ask);
    }

    /** As far as known now. */
    @Override
    public Terminal get() {
        if (!terminal.interactive() || !answer.isDone()) {
            return terminal;
        }
        String size = answer.getNow("");
        if (!size.isBlank()) {
            terminal = terminal.resized(TerminalSize.of(size, environment));
            answer = CompletableFuture.completedFuture("");
        }
        long now = clock.getAsLong();
        if (now - asked >= PERIOD_NANOS) {
            asked = now;
            answer = question.get();
        }
        return terminal;
    }
}
