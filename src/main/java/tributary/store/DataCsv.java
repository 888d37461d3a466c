package tributary.store;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

import tributary.data.Panel;
import tributary.data.PanelWriter;
import tributary.spec.DataSpec;
import tributary.spec.Source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads {@code data.csv} back as {@link tributary.data.PanelWriter} writes it, geo after geo: the
 * panel that was fitted, which needs no second validation.
 */
final class DataCsv {
    private static final CsvMapper MAPPER =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private final Path file;
    private final ModelJson.Content model;
    private final boolean hasGeos;
    private final boolean hasPopulation;

    /** Rows by geo of the run, in its order. */
    private final Map<String, List<Row>> geos = new LinkedHashMap<>();

    /** A line of the file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(LocalDate week, double population, double[] values) {}

    private DataCsv(Path file, ModelJson.Content model) {
        this.file = file;
        this.model = model;
        hasGeos = model.model().data().geo().isPresent();
        hasPopulation = model.model().data().population().isPresent();
        model.geos().forEach(geo -> geos.put(geo, new ArrayList<>()));
    }

    /**
     * The panel of a run.
     *
     * @param model what model.json says of it
     * @throws IOException if the file is damaged, naming file and line
     */
    static Panel read(Path file, ModelJson.Content model) throws IOException {
        DataCsv csv = new DataCsv(file, model);
        csv.readRows();
        return csv.panel();
    }

    private void readRows() throws IOException {
        try (var in = Files.newBufferedReader(file);
                MappingIterator<String[]> rows = MAPPER.readerFor(String[].class).readValues(in)) {
            if (rows.hasNext()) {
                requireHeader(rows.next());
            }
            for (int line = 2; rows.hasNext(); line++) {
                add(rows.next(), line);
            }
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private void requireHeader(String[] cells) throws IOException {
        DataSpec data = model.model().data();
        List<String> expected = new ArrayList<>(List.of(data.date()));
        data.geo().ifPresent(expected::add);
        data.population().ifPresent(expected::add);
        expected.addAll(model.columns());
        List<String> names = Stream.of(cells).map(PanelWriter::unescape).toList();
        if (!names.equals(expected)) {
            throw damaged(1, "the columns must be " + String.join(", ", expected));
        }
    }

    private void add(String[] cells, int line) throws IOException {
        int first = 1 + (hasGeos ? 1 : 0) + (hasPopulation ? 1 : 0);
        int width = first + model.columns().size();
        if (cells.length != width) {
            throw damaged(line, cells.length + " cells, but the run has " + width);
        }
        double[] values = new double[model.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(line, cells[first + i]);
        }
        double population = hasPopulation ? number(line, cells[first - 1]) : 1;
        List<Row> geo = geos.get(hasGeos ? PanelWriter.unescape(cells[1]) : "");
        if (geo == null) {
            throw damaged(line, "\"" + cells[1] + "\" is not one of the geos of the run");
        }
        LocalDate week = date(line, cells[0]);
        if (!geo.isEmpty() && !week.equals(geo.getLast().week().plusWeeks(1))) {
            throw damaged(line, week + " does not follow " + geo.getLast().week() + " by a week");
        }
        geo.add(new Row(week, population, values));
    }

    private Panel panel() throws IOException {
        for (var geo : geos.entrySet()) {
            if (geo.getValue().isEmpty()) {
                String of = hasGeos ? " of geo \"" + geo.getKey() + "\"" : "";
                throw new IOException(file + ": has no rows" + of);
            }
        }
        List<LocalDate> weeks = weeks();
        int first = index(weeks, model.trainingFrom(), "first");
        int end =
                model.trainingTo().isEmpty()
                        ? weeks.size()
                        : index(weeks, model.trainingTo().get(), "last") + 1;
        if (end <= first) {
            throw new IOException(file + ": the last week fitted is before the first");
        }
        return new Panel(
                weeks,
                geos(weeks),
                columns(weeks),
                first,
                end,
                model.info().dataFile(),
                model.info().sha256(),
                model.findings());
    }

    /** The grid that all geos share. */
    private List<LocalDate> weeks() {
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (List<Row> rows : geos.values()) {
            LocalDate start = rows.getFirst().week();
            LocalDate end = rows.getLast().week();
            first = start.isBefore(first) ? start : first;
            last = end.isAfter(last) ? end : last;
        }
        return first.datesUntil(last.plusDays(1), Period.ofWeeks(1)).toList();
    }

    private int index(List<LocalDate> weeks, LocalDate week, String which) throws IOException {
        int index = weeks.indexOf(week);
        if (index < 0) {
            throw new IOException(
                    file + ": has no week " + week + ", the " + which + " one fitted");
        }
        return index;
    }

    private static int start(List<LocalDate> weeks, List<Row> rows) {
        return (int) ChronoUnit.WEEKS.between(weeks.getFirst(), rows.getFirst().week());
    }

    private List<Panel.Geo> geos(List<LocalDate> weeks) {
        List<Panel.Geo> result = new ArrayList<>();
        geos.forEach((name, rows) -> {
            int start = start(weeks, rows);
            double population = rows.getFirst().population();
            result.add(new Panel.Geo(name, population, start, start + rows.size()));
        });
        return result;
    }

    /** Values by row of the panel; where a geo has no row 0 for media and money, else unknown. */
    private Map<String, double[]> columns(List<LocalDate> weeks) {
        Set<String> media = new HashSet<>();
        for (Source source : model.model().sources()) {
            media.add(source.column());
            source.spend().ifPresent(media::add);
        }
        var columns = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < model.columns().size(); i++) {
            double[] values = new double[geos.size() * weeks.size()];
            String name = model.columns().get(i);
            Arrays.fill(values, media.contains(name) ? 0 : Double.NaN);
            int geo = 0;
            for (List<Row> rows : geos.values()) {
                int at = geo++ * weeks.size() + start(weeks, rows);
                for (Row row : rows) {
                    values[at++] = row.values()[i];
                }
            }
            columns.put(name, values);
        }
        return columns;
    }

    private LocalDate date(int line, String text) throws IOException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw damaged(line, "\"" + text + "\" is not a date as 2024-01-31");
        }
    }

    private double number(int line, String text) throws IOException {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(line, "\"" + text + "\" is not a number");
        }
    }

    private IOException damaged(int line, String message) {
        return new IOException(file + ":" + line + ": " + message);
    }
}
