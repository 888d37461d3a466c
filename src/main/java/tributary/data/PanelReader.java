package tributary.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a CSV file of weekly data into a validated panel. */
public final class PanelReader {
    private final PanelRequest request;
    private final CsvTable table;
    private final Findings findings;

    private PanelReader(PanelRequest request, CsvTable table, Findings findings) {
        this.request = request;
        this.table = table;
        this.findings = findings;
    }

    /**
     * The panel that a model asks for.
     *
     * <p>Before {@code from} only media and mediators need a value in every week; other columns are
     * NaN there where they have none. After {@code to} only the outcome may be empty, which is NaN.
     * Geos need not start or end together.
     *
     * @throws DataException with every problem of the file
     */
    public static Panel read(Path file, PanelRequest request) {
        Path name = file.getFileName();
        String shown = Texts.plain(name == null ? file.toString() : name.toString());
        Findings findings = new Findings(shown);
        CsvTable table = CsvReader.read(file, request, findings);
        if (table.rows().isEmpty()) {
            throw findings.fatal("empty", "has a header but no rows");
        }
        return new PanelReader(request, table, findings).panel(shown);
    }

    private Panel panel(String file) {
        Optional<List<GeoWeeks>> grid =
                table.placed() ? WeeklyGrid.of(table, request, findings) : Optional.empty();
        List<GeoWeeks> geos = grid.orElseGet(this::unplaced);
        var validator = new PanelValidator(geos, findings);
        if (findings.errors() == 0) {
            validator.checkLength();
        }
        List<LocalDate> weeks = grid.isPresent() ? WeeklyGrid.weeks(geos) : List.of();
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (PanelRequest.Column column : request.columns()) {
            int slot = table.slot(column.name());
            if (slot >= 0) {
                var reader = new ColumnReader(column, slot, findings);
                List<double[]> byGeo = geos.stream().map(reader::read).toList();
                reader.reportFills();
                validator.winsorize(column, byGeo);
                validator.checkColumn(column, byGeo);
                columns.put(column.name(), onGrid(byGeo, geos, weeks, column.role()));
            }
        }
        double[] population = population(geos, validator);
        findings.throwIfErrors();
        TrainingWindow window = TrainingWindow.of(weeks, request);
        noteOtherWeeks(weeks.size(), window);
        return new Panel(
                weeks,
                geos(geos, population, weeks),
                columns,
                window.first(),
                window.end(),
                file,
                table.sha256(),
                findings.remarks());
    }

    /**
     * Where the dates do not make a grid, the rows of the window as they stand, so that their cells
     * are still checked.
     */
    private List<GeoWeeks> unplaced() {
        LocalDate unknown = request.from().or(request::to).orElse(LocalDate.EPOCH);
        Map<String, List<GeoWeeks.Week>> byGeo = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            LocalDate date = Cells.date(row.date()).orElse(unknown);
            if (!date.isBefore(request.from().orElse(LocalDate.MIN))) {
                byGeo.computeIfAbsent(row.geo(), geo -> new ArrayList<>())
                        .add(new GeoWeeks.Week(date, row));
            }
        }
        List<GeoWeeks> geos = new ArrayList<>();
        byGeo.forEach((geo, weeks) -> geos.add(GeoWeeks.of(geo, weeks, request)));
        return geos;
    }

    private double[] population(List<GeoWeeks> geos, PanelValidator validator) {
        int slot = request.population().map(column -> table.slot(column.name())).orElse(-1);
        if (slot < 0) {
            double[] none = new double[geos.size()];
            Arrays.fill(none, 1);
            return none;
        }
        PanelRequest.Column column = request.population().orElseThrow();
        var reader = new ColumnReader(column, slot, findings);
        List<double[]> byGeo = geos.stream().map(reader::readPopulation).toList();
        reader.reportFills();
        return validator.population(column.name(), byGeo);
    }

    /** Values by row of the panel, geo after geo. */
    private static double[] onGrid(
            List<double[]> byGeo,
            List<GeoWeeks> geos,
            List<LocalDate> weeks,
            PanelRequest.Role role) {
        double[] rows = new double[geos.size() * weeks.size()];
        if (weeks.isEmpty()) {
            return rows; // errors have been noted
        }
        Arrays.fill(rows, role.isZeroWhereAbsent() ? 0 : Double.NaN);
        for (int g = 0; g < geos.size(); g++) {
            double[] values = byGeo.get(g);
            int first = index(weeks, geos.get(g).first());
            System.arraycopy(values, 0, rows, g * weeks.size() + first, values.length);
        }
        return rows;
    }

    private static int index(List<LocalDate> weeks, LocalDate week) {
        return (int) (ChronoUnit.DAYS.between(weeks.getFirst(), week) / 7);
    }

    private static List<Panel.Geo> geos(
            List<GeoWeeks> geos, double[] population, List<LocalDate> weeks) {
        List<Panel.Geo> result = new ArrayList<>();
        for (GeoWeeks geo : geos) {
            int first = index(weeks, geo.first());
            int end = first + geo.weeks().size();
            result.add(new Panel.Geo(geo.geo(), population[result.size()], first, end));
        }
        return result;
    }

    private void noteOtherWeeks(int weeks, TrainingWindow window) {
        if (window.first() > 0) {
            String count = Texts.count(window.first(), "week");
            findings.note("before_window", count + " before data.from only feed the adstock");
        }
        int later = weeks - window.end();
        request.to()
                .filter(to -> later > 0)
                .ifPresent(to ->
                        findings.note(
                                "after_window",
                                Texts.count(later, "week")
                                        + " after "
                                        + to
                                        + (later == 1 ? " is" : " are")
                                        + " predicted, not fitted"));
    }
}
