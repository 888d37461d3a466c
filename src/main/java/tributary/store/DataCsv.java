package tributary.store;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

import tributary.data.Panel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads {@code data.csv} back as {@link tributary.data.PanelWriter} writes it: the panel that was
 * fitted, which needs no second validation.
 */
final class DataCsv {
    private static final CsvMapper MAPPER =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private DataCsv() {}

    /**
     * The panel of a run.
     *
     * @param model what model.json says of it
     * @throws IOException if the file is damaged, naming file and line
     */
    static Panel read(Path file, ModelJson.Content model) throws IOException {
        List<String[]> rows = rows(file);
        int width = model.columns().size() + 1;
        List<LocalDate> weeks = new ArrayList<>();
        double[][] values = new double[width - 1][Math.max(0, rows.size() - 1)];
        for (int t = 0; t < rows.size() - 1; t++) {
            String[] row = rows.get(t + 1);
            if (row.length != width) {
                throw damaged(file, t + 2, row.length + " cells, but the run has " + width);
            }
            weeks.add(date(file, t + 2, row[0]));
            for (int i = 1; i < width; i++) {
                values[i - 1][t] = number(file, t + 2, row[i]);
            }
        }
        int first = index(file, weeks, model.trainingFrom(), "first");
        int end =
                model.trainingTo().isEmpty()
                        ? weeks.size()
                        : index(file, weeks, model.trainingTo().get(), "last") + 1;
        if (end <= first) {
            throw new IOException(file + ": the last week fitted is before the first");
        }
        var columns = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < values.length; i++) {
            columns.put(model.columns().get(i), values[i]);
        }
        return new Panel(
                weeks,
                columns,
                first,
                end,
                model.info().dataFile(),
                model.info().sha256(),
                model.findings());
    }

    private static int index(Path file, List<LocalDate> weeks, LocalDate week, String which)
            throws IOException {
        int index = weeks.indexOf(week);
        if (index < 0) {
            throw new IOException(
                    file + ": has no week " + week + ", the " + which + " one fitted");
        }
        return index;
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (var in = Files.newBufferedReader(file);
                MappingIterator<String[]> rows = MAPPER.readerFor(String[].class).readValues(in)) {
            return rows.readAll();
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static LocalDate date(Path file, int line, String text) throws IOException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw damaged(file, line, "\"" + text + "\" is not a date as 2024-01-31");
        }
    }

    private static double number(Path file, int line, String text) throws IOException {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(file, line, "\"" + text + "\" is not a number");
        }
    }

    private static IOException damaged(Path file, int line, String message) {
        return new IOException(file + ":" + line + ": " + message);
    }
}
