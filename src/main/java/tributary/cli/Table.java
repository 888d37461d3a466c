package tributary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as text: aligned columns, or a block per row where those would be too wide. */
final class Table {
    private static final String LINE = System.lineSeparator();
    private static final String INDENT = "  ";

    /** Names beside cells leave at least so much room for them, or stand above. */
    private static final int NARROWEST_CELL = 12;

    private final List<String> header;
    private final List<List<String>> rows;

    /**
     * @param header names of the columns, empty for no header; a name may be ""
     * @param rows as many cells each as the header has names
     */
    Table(List<String> header, List<List<String>> rows) {
        this.header = printable(header);
        this.rows = rows.stream().map(Table::printable).toList();
    }

    private static List<String> printable(List<String> cells) {
        return cells.stream().map(Printable::line).toList();
    }

    /**
     * The table as columns two blanks apart or, where their lines do not fit, as blocks.
     *
     * @param lineWidth characters that fit into a line
     */
    String text(int lineWidth) {
        List<String> lines = columns();
        boolean fits = lines.stream().allMatch(line -> width(line) <= lineWidth);
        return fits ? joined(lines) : String.join(LINE, blocks(lineWidth));
    }

    private List<String> columns() {
        List<List<String>> all = new ArrayList<>();
        if (!header.isEmpty()) {
            all.add(header);
        }
        all.addAll(rows);
        int[] widths =
                IntStream.range(0, all.isEmpty() ? 0 : all.getFirst().size())
                        .map(i -> widest(all.stream().map(row -> row.get(i)).toList()))
                        .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(padded(row.get(i), widths[i])).append(INDENT);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** The first cell of each row, and below it, indented, the others with their columns' names. */
    private List<String> blocks(int lineWidth) {
        List<String> names = header.isEmpty() ? List.of() : header.subList(1, header.size());
        List<String> blocks = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> lines = new ArrayList<>(wrapped(row.getFirst(), lineWidth));
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    String name = names.isEmpty() ? "" : names.get(i - 1);
                    named(name, widest(names), row.get(i), lineWidth - INDENT.length())
                            .forEach(line -> lines.add(INDENT + line));
                }
            }
            blocks.add(joined(lines));
        }
        return blocks;
    }

    /** A cell beside its name or, where that leaves no room, below it. */
    private static List<String> named(String name, int nameWidth, String cell, int lineWidth) {
        int room = lineWidth - nameWidth - INDENT.length();
        if (name.isEmpty() || room < NARROWEST_CELL) {
            List<String> lines = new ArrayList<>(wrapped(name, lineWidth));
            lines.addAll(wrapped(cell, lineWidth));
            return name.isEmpty() ? lines.subList(1, lines.size()) : lines;
        }
        List<String> lines = new ArrayList<>();
        for (String part : wrapped(cell, room)) {
            lines.add(padded(lines.isEmpty() ? name : "", nameWidth) + INDENT + part);
        }
        return lines;
    }

    /** The text in lines of at most so many characters, between words where it can. */
    static List<String> wrapped(String text, int lineWidth) {
        int most = Math.max(1, lineWidth);
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > most) {
            int end = fitting(rest, most);
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 ? blank : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Index after the characters that fit, at least one. */
    private static int fitting(String text, int most) {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (width(text.substring(0, next)) > most) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static String joined(List<String> lines) {
        return String.join(LINE, lines) + LINE;
    }

    private static int widest(List<String> cells) {
        return cells.stream().mapToInt(Table::width).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - width(text));
    }

    /**
     * Places that a text takes on a terminal: two for ideographs, kana and Hangul, none for marks.
     */
    static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> 1;
        };
    }
}
