package tributary.data;

import java.nio.file.Path;
import java.time.LocalDate;
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
     * <p>Rows after {@code to} are left out. Before {@code from} only media and mediators need a
     * value in every week; other columns are NaN there where they have none.
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
        int firstTraining = firstTraining(weeks, request);
        if (findings.errors() == 0) {
            PanelValidator.checkLength(weeks.size() - firstTraining, findings);
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int slot = 0; slot < table.columns().size(); slot++) {
            PanelRequest.Column column = table.columns().get(slot);
            double[] values = ColumnReader.read(column, slot, weeks, firstTraining, findings);
            PanelValidator.winsorize(column, values, firstTraining, findings);
            PanelValidator.checkColumn(column, values, firstTraining, findings);
            columns.put(column.name(), values);
        }
        findings.throwIfErrors();
        if (firstTraining > 0) {
            String count = Texts.count(firstTraining, "week");
            findings.note("before_window", count + " before data.from only feed the adstock");
        }
        return new Panel(
                weeks.stream().map(WeeklyGrid.Week::date).toList(),
                columns,
                firstTraining,
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
        LocalDate unknown = request.from().orElse(LocalDate.EPOCH);
        return rows.stream()
                .map(row -> new WeeklyGrid.Week(Cells.date(row.date()).orElse(unknown), row))
                .filter(week -> request.trains(week.date()))
                .toList();
    }

    private static int firstTraining(List<WeeklyGrid.Week> weeks, PanelRequest request) {
        LocalDate from = request.from().orElse(LocalDate.MIN);
        return (int) weeks.stream().filter(week -> week.date().isBefore(from)).count();
    }
}
