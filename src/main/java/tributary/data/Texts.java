package tributary.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text for messages: quoting of untrusted cells, lists of lines, the nearest known column. */
final class Texts {
    private static final int MAX_QUOTED = 80;
    private static final int MAX_LISTED = 10;

    private Texts() {}

    /** The text without control characters, shortened, fit for a terminal. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        int length = Math.min(text.length(), MAX_QUOTED);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            plain.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
        }
        return plain.append(length < text.length() ? "…" : "").toString();
    }

    static String quote(String text) {
        return '"' + plain(text) + '"';
    }

    /** {@code 3 empty cells}, {@code 1 empty cell}. */
    static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** The first few elements, and how many more there are. */
    static String list(Collection<?> elements) {
        String listed =
                elements.stream()
                        .limit(MAX_LISTED)
                        .map(element -> plain(String.valueOf(element)))
                        .collect(Collectors.joining(", "));
        int more = elements.size() - MAX_LISTED;
        return more > 0 ? listed + " and " + more + " more" : listed;
    }

    /** {@code ; did you mean "x"?} for the name with the fewest edits, or all names. */
    static String didYouMean(String name, List<String> known) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int allowed = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
            if (Math.abs(name.length() - candidate.length()) > allowed
                    || name.length() > MAX_QUOTED) {
                continue;
            }
            int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits <= allowed && edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best == null
                ? "; the file has " + list(known)
                : "; did you mean " + quote(best) + "?";
    }

    /** Levenshtein distance: insertions, deletions and replacements from a to b. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
