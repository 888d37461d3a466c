package tributary.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a panel as CSV that reads back to the last bit. */
public final class PanelWriter {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,\"\r\n]");

    private PanelWriter() {}

    /**
     * Writes the panel as used, geo after geo, each from its first week to its last: weeks in the
     * first column, numbers as {@link Double#toString(double)}, NaN as an empty cell. A name that a
     * spreadsheet would run as a formula stands behind a single quote, which {@link PanelReader}
     * takes away.
     *
     * @param geoColumn name of the second column, where the panel has geos
     * @param populationColumn name of the next column, where they have a population
     */
    public static void write(
            Panel panel,
            String dateColumn,
            Optional<String> geoColumn,
            Optional<String> populationColumn,
            Appendable out)
            throws IOException {
        List<String> header = new ArrayList<>(List.of(dateColumn));
        geoColumn.ifPresent(header::add);
        populationColumn.ifPresent(header::add);
        header.addAll(panel.columns());
        out.append(header.stream().map(PanelWriter::cell).collect(Collectors.joining(",")));
        out.append('\n');
        List<double[]> columns = panel.columns().stream().map(panel::column).toList();
        for (int g = 0; g < panel.geos().size(); g++) {
            Panel.Geo geo = panel.geos().get(g);
            StringBuilder same = new StringBuilder();
            geoColumn.ifPresent(name -> same.append(',').append(cell(geo.name())));
            populationColumn.ifPresent(name -> same.append(',').append(geo.population()));
            for (int t = geo.firstWeek(); t < geo.endWeek(); t++) {
                out.append(panel.weeks().get(t).toString()).append(same);
                for (double[] column : columns) {
                    double value = column[panel.row(g, t)];
                    out.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
                }
                out.append('\n');
            }
        }
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
