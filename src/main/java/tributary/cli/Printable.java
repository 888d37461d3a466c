package tributary.cli;

import java.util.stream.Collectors;

/** Text that holds names of files and other input, without what a terminal would obey. */
final class Printable {
    private Printable() {}

    /**
     * The text on one line: control characters, direction marks and halves of pairs written out.
     */
    static String line(String text) {
        return text.codePoints().mapToObj(Printable::character).collect(Collectors.joining());
    }

    /** As {@link #line}, but line feeds stay. */
    static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static String character(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE ->
                    String.format("\\u%04x", c);
            default -> Character.toString(c);
        };
    }
}
