package tributary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out the progress of one chain in one line of at most a given width. */
final class ProgressBar {
    private static final int NARROWEST_BAR = 6;
    private static final int WIDEST_BAR = 40;
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private ProgressBar() {}

    /** The line without colours; never longer than {@code columns}. */
    static String line(ChainProgress chain, int columns) {
        String label = (columns < 40 ? "" : "chain ") + chain.chain();
        String percent = String.format(Locale.ROOT, "%3d%%", (int) (100 * chain.fraction()));
        // What goes first when a terminal is narrow stands last here.
        List<String> wanted =
                List.of(
                        timeLeft(chain),
                        "div " + chain.divergences(),
                        chain.draws(),
                        String.format(Locale.ROOT, "step %.2g", chain.stepSize()));
        int free = columns - label.length() - percent.length() - " [] ".length() - NARROWEST_BAR;
        List<String> details = new ArrayList<>();
        for (String detail : wanted) {
            if (free < detail.length() + 2) {
                break;
            }
            details.add(detail);
            free -= detail.length() + 2;
        }
        int bar = NARROWEST_BAR + Math.min(free, WIDEST_BAR - NARROWEST_BAR);
        if (bar < 1) {
            return (label + " " + percent).substring(0, Math.max(0, Math.min(columns, 6)));
        }
        int filled = (int) (bar * chain.fraction());
        String line =
                label
                        + " ["
                        + "=".repeat(filled)
                        + " ".repeat(bar - filled)
                        + "] "
                        + percent
                        + String.join("", details.stream().map(detail -> "  " + detail).toList());
        return line;
    }

    /** The line with the bar in green, and divergences in red. */
    static String coloured(ChainProgress chain, int columns) {
        String line = line(chain, columns);
        String divergences = "div " + chain.divergences();
        String marked =
                chain.divergences() == 0
                        ? line
                        : line.replace(divergences, RED + divergences + PLAIN);
        return marked.replaceFirst("(=+)", GREEN + "$1" + PLAIN);
    }

    private static String timeLeft(ChainProgress chain) {
        if (chain.isDone()) {
            return clock(chain.seconds()) + " in all";
        }
        double left = chain.secondsLeft();
        return Double.isNaN(left) ? "waiting" : clock(left) + " left";
    }

    /** Seconds as m:ss, or h:mm:ss from an hour on. */
    static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
