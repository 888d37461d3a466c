package tributary.cli;

import java.util.List;
import java.util.Locale;

/**
 * Lays out the progress of one chain in one line of at most a given width. Warm-up and draws fill
 * the bar with different characters, so that even the narrowest line tells them apart.
 */
final class ProgressBar {
    private static final int NARROWEST_BAR = 6;
    private static final int WIDEST_BAR = 40;

    /** What fills a bar: warm-up, then draws. */
    private static final String ASCII = "-=";

    private static final String UNICODE = "▒█";

    private ProgressBar() {}

    /**
     * The line; without colours never longer than {@code columns}.
     *
     * @param terminal whether it has colours, and characters beyond ASCII
     */
    static String line(ChainProgress chain, int columns, Terminal terminal) {
        String label = (columns < 40 ? "" : "chain ") + chain.chain();
        String percent = String.format(Locale.ROOT, "%3d%%", (int) (100 * chain.fraction()));
        int free = columns - label.length() - percent.length() - " [] ".length() - NARROWEST_BAR;
        if (free < 0) {
            String shortest = label + " " + percent;
            return shortest.substring(0, Math.max(0, Math.min(columns, shortest.length())));
        }
        var details = new StringBuilder();
        for (String detail : details(chain)) {
            if (free < detail.length()) {
                break;
            }
            details.append(detail);
            free -= detail.length();
        }
        String bar = bar(chain, Math.min(NARROWEST_BAR + free, WIDEST_BAR), terminal);
        String text = label + " [" + bar + "] " + percent + details.toString().stripTrailing();
        String divergences = divergences(chain);
        return chain.divergences() == 0
                ? text
                : text.replace(divergences, terminal.paint(Paint.RED, divergences));
    }

    private static String bar(ChainProgress chain, int width, Terminal terminal) {
        String fill = terminal.unicode() ? UNICODE : ASCII;
        int done = (int) (width * chain.fraction());
        int warmup =
                Math.min(done, (int) Math.ceil((double) width * chain.warmup() / chain.total()));
        return painted(terminal, Paint.YELLOW, fill.substring(0, 1).repeat(warmup))
                + painted(terminal, Paint.GREEN, fill.substring(1).repeat(done - warmup))
                + " ".repeat(width - done);
    }

    private static String painted(Terminal terminal, Paint paint, String text) {
        return text.isEmpty() ? "" : terminal.paint(paint, text);
    }

    /** What stands beside the bar; what goes first when a terminal is narrow stands last. */
    private static List<String> details(ChainProgress chain) {
        int digits =
                String.valueOf(Math.max(chain.warmup(), chain.total() - chain.warmup())).length();
        return List.of(
                padded(timeLeft(chain), "00:00 in all".length()),
                padded(divergences(chain), "div 000".length()),
                padded(chain.draws(), "warm-up /".length() + 2 * digits),
                padded(stepSize(chain), "step 0.0000".length()));
    }

    private static String divergences(ChainProgress chain) {
        return "div " + chain.divergences();
    }

    private static String stepSize(ChainProgress chain) {
        return Double.isNaN(chain.stepSize())
                ? ""
                : String.format(Locale.ROOT, "step %.2g", chain.stepSize());
    }

    /** After two blanks, so wide that the bars of all chains line up. */
    private static String padded(String text, int width) {
        return "  " + text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String timeLeft(ChainProgress chain) {
        if (chain.isDone()) {
            return clock(chain.seconds()) + " in all";
        }
        double left = chain.secondsLeft();
        if (Double.isNaN(left)) {
            return chain.iteration() == 0 ? "waiting" : "started";
        }
        return clock(left) + " left";
    }

    /** Seconds as m:ss, or h:mm:ss from an hour on. */
    static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
