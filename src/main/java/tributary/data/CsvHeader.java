package tributary.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where the requested columns stand in a file. */
final class CsvHeader {
    /** A name that a spreadsheet would run as a formula, behind any number of quotes. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@].*", Pattern.DOTALL);

    private final int[] slots;
    private final int dateAt;
    private final int geoAt;
    private final List<PanelRequest.Column> columns;

    private CsvHeader(int[] slots, int dateAt, int geoAt, List<PanelRequest.Column> columns) {
        this.slots = slots;
        this.dateAt = dateAt;
        this.geoAt = geoAt;
        this.columns = columns;
    }

    /** Finds the requested columns; duplicates and missing ones are errors, unused ones a note. */
    static CsvHeader of(List<String> names, PanelRequest request, Findings findings) {
        Map<String, Integer> at = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Integer before = name.isEmpty() ? null : at.putIfAbsent(name, i);
            if (before != null) {
                findings.error(
                        name,
                        "duplicate_column",
                        "stands twice in the header, as columns "
                                + (before + 1)
                                + " and "
                                + (i + 1));
            }
        }
        int[] slots = new int[names.size()];
        Arrays.fill(slots, -1);
        List<PanelRequest.Column> columns = new ArrayList<>();
        Set<String> unused = new LinkedHashSet<>(at.keySet());
        int dateAt = find(request.date(), at, unused, findings);
        int geoAt = request.geo().map(geo -> find(geo, at, unused, findings)).orElse(-1);
        List<PanelRequest.Column> wanted = new ArrayList<>(request.columns());
        request.population().ifPresent(wanted::add);
        for (PanelRequest.Column column : wanted) {
            int i = find(column.name(), at, unused, findings);
            if (i >= 0 && slots[i] < 0) {
                slots[i] = columns.size();
                columns.add(column);
            }
        }
        if (!unused.isEmpty()) {
            List<String> inOrder = names.stream().filter(unused::contains).distinct().toList();
            findings.note("unused_columns", "columns not used: " + Texts.list(inOrder));
        }
        return new CsvHeader(slots, dateAt, geoAt, List.copyOf(columns));
    }

    private static int find(
            String name, Map<String, Integer> at, Set<String> unused, Findings findings) {
        String written = at.containsKey(escape(name)) ? escape(name) : name;
        Integer i = at.get(written);
        if (i == null) {
            findings.error(
                    name,
                    "missing_column",
                    "is not in the file" + Texts.didYouMean(name, List.copyOf(at.keySet())));
            return -1;
        }
        unused.remove(written);
        return i;
    }

    /** A text as {@link PanelWriter} writes it: one that looks like a formula behind a quote. */
    static String escape(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that {@link #escape} made this cell of. */
    static String unescape(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /** Number of columns of the file. */
    int width() {
        return slots.length;
    }

    /** Index of the date column, or −1. */
    int dateAt() {
        return dateAt;
    }

    /** Index of the geo column, or −1. */
    int geoAt() {
        return geoAt;
    }

    /** Index among {@link #columns()} of the file's i-th column, or −1 if it is not requested. */
    int slot(int i) {
        return i < slots.length ? slots[i] : -1;
    }

    /** The requested columns that are in the file. */
    List<PanelRequest.Column> columns() {
        return columns;
    }
}
