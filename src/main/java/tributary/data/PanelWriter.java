package tributary.data;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a panel as CSV that reads back to the last bit. */
public final class PanelWriter {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,\"\r\n]");

    private PanelWriter() {}

    /**
     * The panel as used: weeks in the first column, numbers as {@link Double#toString(double)}, NaN
     * as an empty cell. A name that a spreadsheet would run as a formula stands behind a single
     * quote, which {@link PanelReader} takes away.
     */
    public static String toCsv(Panel panel, String dateColumn) {
        List<String> names = panel.columns();
        List<double[]> columns = names.stream().map(panel::column).toList();
        StringBuilder csv = new StringBuilder(name(dateColumn));
        names.forEach(name -> csv.append(',').append(name(name)));
        csv.append('\n');
        List<LocalDate> weeks = panel.weeks();
        for (int t = 0; t < weeks.size(); t++) {
            csv.append(weeks.get(t));
            for (double[] column : columns) {
                csv.append(',').append(Double.isNaN(column[t]) ? "" : Double.toString(column[t]));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String name(String text) {
        String escaped = CsvHeader.escape(text);
        return NEEDS_QUOTES.matcher(escaped).find()
                ? '"' + escaped.replace("\"", "\"\"") + '"'
                : escaped;
    }
}
