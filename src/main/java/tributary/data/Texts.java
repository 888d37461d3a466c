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

    /** The text with what cannot be seen written out, shortened, fit for a terminal. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        int length = Math.min(text.length(), MAX_QUOTED);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            plain.append(isInvisible(c) ? String.format("\\u%04x", (int) c) : c);
        }
        return plain.append(length < text.length() ? "…" : "").toString();
    }

    /** Controls, zero-width and direction marks, and spaces that look like the usual one. */
    private static boolean isInvisible(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || (Character.isSpaceChar(c) && c != ' ');
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

    /** Insertions, deletions, replacements and swaps of neighbours from a to b (Damerau 1964). */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
