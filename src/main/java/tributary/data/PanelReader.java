package tributary.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a CSV file of weekly data into a validated panel. */
public final class PanelReader {
    private PanelReader() {}

    /**
     * The panel that a model asks for.
     *
     * <p>Before {@code from} only media and mediators need a value in every week; other columns are
     * NaN there where they have none. After {@code to} only the outcome may be empty, which is NaN.
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
        List<WeeklyGrid.Week> weeks = weeks(table, request, findings);
        TrainingWindow window = TrainingWindow.of(weeks, request);
        if (findings.errors() == 0) {
            PanelValidator.checkLength(window.length(), findings);
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int slot = 0; slot < table.columns().size(); slot++) {
            PanelRequest.Column column = table.columns().get(slot);
            double[] values = ColumnReader.read(column, slot, weeks, window, findings);
            PanelValidator.winsorize(column, values, window, findings);
            PanelValidator.checkColumn(column, values, window, findings);
            columns.put(column.name(), values);
        }
        findings.throwIfErrors();
        noteOtherWeeks(weeks.size(), window, request, findings);
        return new Panel(
                weeks.stream().map(WeeklyGrid.Week::date).toList(),
                columns,
                window.first(),
                window.end(),
                shown,
                table.sha256(),
                findings.remarks());
    }

    /**
     * The grid of weeks; where the dates do not make one, the rows of the window as they stand, so
     * that their cells are still checked.
     */
    private static List<WeeklyGrid.Week> weeks(
            CsvTable table, PanelRequest request, Findings findings) {
        Optional<List<WeeklyGrid.Week>> grid =
                table.dated() ? WeeklyGrid.of(table, request, findings) : Optional.empty();
        return grid.orElseGet(() -> unplaced(table.rows(), request));
    }

    private static List<WeeklyGrid.Week> unplaced(List<CsvTable.Row> rows, PanelRequest request) {
        LocalDate unknown = request.from().or(request::to).orElse(LocalDate.EPOCH);
        return rows.stream()
                .map(row -> new WeeklyGrid.Week(Cells.date(row.date()).orElse(unknown), row))
                .filter(week -> !week.date().isBefore(request.from().orElse(LocalDate.MIN)))
                .sorted(Comparator.comparing(WeeklyGrid.Week::date))
                .toList();
    }

    private static void noteOtherWeeks(
            int weeks, TrainingWindow window, PanelRequest request, Findings findings) {
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
