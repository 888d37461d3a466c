package tributary.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a panel as CSV that reads back to the last bit. */
public final class PanelWriter {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,\"\r\n]");

    private PanelWriter() {}

    /** The panel of one market as used, see {@link #toCsv(Panel, String, Optional, Optional)}. */
    public static String toCsv(Panel panel, String dateColumn) {
        return toCsv(panel, dateColumn, Optional.empty(), Optional.empty());
    }

    /**
     * The panel as used, geo after geo, each from its first week to its last: weeks in the first
     * column, numbers as {@link Double#toString(double)}, NaN as an empty cell. A name that a
     * spreadsheet would run as a formula stands behind a single quote, which {@link PanelReader}
     * takes away.
     *
     * @param geoColumn name of the second column, where the panel has geos
     * @param populationColumn name of the next column, where they have a population
     */
    public static String toCsv(
            Panel panel,
            String dateColumn,
            Optional<String> geoColumn,
            Optional<String> populationColumn) {
        List<String> names = panel.columns();
        List<double[]> columns = names.stream().map(panel::column).toList();
        List<String> header = new ArrayList<>(List.of(dateColumn));
        geoColumn.ifPresent(header::add);
        populationColumn.ifPresent(header::add);
        header.addAll(names);
        StringBuilder csv = new StringBuilder();
        csv.append(String.join(",", header.stream().map(PanelWriter::cell).toList())).append('\n');
        for (int g = 0; g < panel.geos().size(); g++) {
            Panel.Geo geo = panel.geos().get(g);
            StringBuilder fixed = new StringBuilder();
            geoColumn.ifPresent(c -> fixed.append(',').append(cell(geo.name())));
            populationColumn.ifPresent(c -> fixed.append(',').append(geo.population()));
            for (int t = geo.firstWeek(); t < geo.endWeek(); t++) {
                csv.append(panel.weeks().get(t)).append(fixed);
                for (double[] column : columns) {
                    double value = column[panel.row(g, t)];
                    csv.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
                }
                csv.append('\n');
            }
        }
        return csv.toString();
    }

    /** The name of a geo that was written as this cell. */
    public static String unescape(String cell) {
        return CsvHeader.unescape(cell);
    }

    private static String cell(String text) {
        String escaped = CsvHeader.escape(text);
        return NEEDS_QUOTES.matcher(escaped).find()
                ? '"' + escaped.replace("\"", "\"\"") + '"'
                : escaped;
    }
}
