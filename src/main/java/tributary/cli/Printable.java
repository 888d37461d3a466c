package tributary.cli;

import java.util.stream.Collectors;

/** Text that holds names of files and other input, without what a terminal would obey. */
final class Printable {
    private Printable() {}

    /** The text on one line: control characters and direction marks written out. */
    static String line(String text) {
        return text.codePoints()
                .mapToObj(Printable::character)
                .collect(Collectors.joining());
    }

    /** As {@link #line}, but line feeds stay. */
    static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static String character(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                ? String.format("\\u%04x", c)
                : Character.toString(c);
    }
}
