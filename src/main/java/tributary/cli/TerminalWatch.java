package tributary.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A terminal that may be resized: asks for its size when told so, and never waits for the answer.
 * Thread-safe.
 */
final class TerminalWatch implements Supplier<Optional<Terminal>> {
    private final Map<String, String> environment;
    private final Supplier<CompletableFuture<String>> question;

    private Terminal terminal;
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("");

    /**
     * @param question as {@link TerminalSize#ask}
     */
    TerminalWatch(
            Terminal terminal,
            Map<String, String> environment,
            Supplier<CompletableFuture<String>> question) {
        this.terminal = terminal;
        this.environment = environment;
        this.question = question;
    }

    /** The terminal of standard error, which tells its programs by a signal that it was resized. */
    static TerminalWatch ofMessages() {
        var watch = new TerminalWatch(Terminal.ofMessages(), System.getenv(), TerminalSize::ask);
        if (watch.terminal.interactive()) {
            Signals.onResize(watch::resized);
        }
        return watch;
    }

    /** The size has changed. */
    synchronized void resized() {
        answer = question.get();
    }

    /** The terminal as it is; empty while its new size is not known. */
    @Override
    public synchronized Optional<Terminal> get() {
        if (!answer.isDone()) {
            return Optional.empty();
        }
        String size = answer.join();
        if (!size.isBlank()) {
            terminal = terminal.resized(TerminalSize.of(size, environment));
            answer = CompletableFuture.completedFuture("");
        }
        return Optional.of(terminal);
    }
}
