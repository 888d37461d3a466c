package tributary.spec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words of the grammar: enum constants in lower case, quoting, and the nearest known word. */
public final class Words {
    private static final int MAX_QUOTED = 80;
    private static final int MAX_LISTED = 30;

    private Words() {}

    /** The word of a constant: {@code STUDENT_T} is written {@code student_t}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Constants by their words, in order of declaration. */
    public static <E extends Enum<E>> Map<String, E> of(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(of(constant), constant);
        }
        return words;
    }

    /**
     * The text in quotes, shortened and with what cannot be seen written out, fit for a terminal.
     */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int length = Math.min(text.length(), MAX_QUOTED);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (isInvisible(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(length < text.length() ? "…\"" : "\"").toString();
    }

    /** Controls, zero-width and direction marks, and spaces that look like the usual one. */
    private static boolean isInvisible(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || (Character.isSpaceChar(c) && c != ' ');
    }

    /** The words quoted and separated by commas; of very many the first ones. */
    static String list(Collection<String> words) {
        List<String> named = words.stream().filter(word -> !word.isEmpty()).toList();
        String listed =
                named.stream()
                        .limit(MAX_LISTED)
                        .map(Words::quote)
                        .collect(Collectors.joining(", "));
        int more = named.size() - MAX_LISTED;
        return more > 0 ? listed + " and " + more + " more" : listed;
    }

    /** {@code ; did you mean "x"?} for the nearest known word, or nothing where none is near. */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(near -> "; did you mean " + quote(near) + "?").orElse("");
    }

    /** The known word with the fewest edits, at most a third of its length, ignoring case. */
    static Optional<String> nearest(String word, Collection<String> known) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int allowed = Math.max(1, Math.max(word.length(), candidate.length()) / 3);
            if (Math.abs(word.length() - candidate.length()) > allowed
                    || word.length() > MAX_QUOTED) {
                continue;
            }
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits <= allowed && edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
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
