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
        List<String> wanted = details(chain);
        int free = columns - label.length() - percent.length() - " [] ".length() - NARROWEST_BAR;
        List<String> details = new ArrayList<>();
        for (String detail : wanted) {
            if (free < detail.length()) {
                break;
            }
            details.add(detail);
            free -= detail.length();
        }
        int bar = NARROWEST_BAR + Math.min(free, WIDEST_BAR - NARROWEST_BAR);
        if (bar < 1) {
            return (label + " " + percent).substring(0, Math.max(0, Math.min(columns, 6)));
        }
        int filled = (int) (bar * chain.fraction());
        String start = label + " [" + "=".repeat(filled) + " ".repeat(bar - filled) + "] ";
        return (start + percent + String.join("", details)).stripTrailing();
    }

    /** What stands beside the bar; what goes first when a terminal is narrow stands last. */
    private static List<String> details(ChainProgress chain) {
        int digits =
                String.valueOf(Math.max(chain.warmup(), chain.total() - chain.warmup())).length();
        return List.of(
                padded(timeLeft(chain), "00:00 in all".length()),
                padded("div " + chain.divergences(), "div 000".length()),
                padded(chain.draws(), "warm-up /".length() + 2 * digits),
                padded(stepSize(chain), "step 0.0000".length()));
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
