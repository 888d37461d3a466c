package tributary.data;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts rows on a grid of consecutive weeks; every row that does not fit is an error. */
final class WeeklyGrid {
    /** A longer gap is a mistake in a date rather than a pause. */
    private static final int MAX_FILLED_GAP = 104;

    private final String column;
    private final PanelRequest request;
    private final Findings findings;

    /** A week and its row; a missing week that is filled has none. */
    record Week(LocalDate date, CsvTable.@Nullable Row row) {
        String line() {
            return row == null ? date.toString() : String.valueOf(row.line());
        }
    }

    /** Every row with a date of its own, on the grid or not. */
    private record Dated(LocalDate date, CsvTable.Row row) {}

    private WeeklyGrid(PanelRequest request, Findings findings) {
        this.column = request.date();
        this.request = request;
        this.findings = findings;
    }

    /** Consecutive weeks; empty where errors have been noted instead. */
    static Optional<List<Week>> of(CsvTable table, PanelRequest request, Findings findings) {
        int before = findings.errors();
        var grid = new WeeklyGrid(request, findings);
        List<Dated> rows = grid.dated(table.rows());
        rows = grid.withoutDuplicates(rows);
        rows = grid.sorted(rows);
        if (!grid.isWeekly(rows)) {
            rows = List.of();
        }
        rows = grid.onOneWeekday(rows);
        grid.checkWindow(rows);
        List<Week> weeks = grid.filled(rows);
        return findings.errors() == before ? Optional.of(weeks) : Optional.empty();
    }

    private List<Dated> dated(List<CsvTable.Row> rows) {
        List<Dated> dated = new ArrayList<>();
        for (CsvTable.Row row : rows) {
            Optional<LocalDate> date = Cells.date(row.date());
            if (date.isPresent()) {
                dated.add(new Dated(date.get(), row));
            } else if (!row.cells().isEmpty() || !row.date().isEmpty()) {
                findings.error(row.line(), column, "date", Cells.notADate(row.date()));
            }
        }
        return dated;
    }

    private List<Dated> withoutDuplicates(List<Dated> rows) {
        Map<LocalDate, Integer> lines = new HashMap<>();
        List<Dated> once = new ArrayList<>();
        List<Dated> again = new ArrayList<>();
        for (Dated row : rows) {
            (lines.putIfAbsent(row.date, row.row.line()) == null ? once : again).add(row);
        }
        if (again.size() > once.size() / 2) {
            findings.error(
                    column,
                    "duplicate_weeks",
                    rows.size()
                            + " rows for "
                            + Texts.count(once.size(), "week")
                            + "; one row per week is needed (data by geo are not yet supported)");
            return once;
        }
        for (Dated row : again) {
            findings.error(
                    row.row.line(),
                    column,
                    "duplicate_week",
                    row.date + " stands on line " + lines.get(row.date) + " already");
        }
        return once;
    }

    private List<Dated> sorted(List<Dated> rows) {
        List<Dated> sorted = new ArrayList<>();
        List<Dated> late = new ArrayList<>();
        for (Dated row : rows) {
            boolean inOrder = sorted.isEmpty() || row.date.isAfter(sorted.getLast().date);
            (inOrder ? sorted : late).add(row);
        }
        if (late.size() > sorted.size()) {
            findings.error(
                    column, "unsorted", "the weeks are not in order; sort the file, oldest first");
            return List.of();
        }
        for (Dated row : late) {
            findings.error(
                    row.row.line(),
                    column,
                    "unsorted",
                    row.date + " comes after a later week; sort the file, oldest first");
        }
        List<Dated> all = new ArrayList<>(rows);
        all.sort((a, b) -> a.date.compareTo(b.date));
        return all;
    }

    /** Days, months or fortnights are one mistake, not one per row. */
    private boolean isWeekly(List<Dated> rows) {
        if (rows.size() < 3) {
            return true;
        }
        long[] steps = new long[rows.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = ChronoUnit.DAYS.between(rows.get(i).date, rows.get(i + 1).date);
        }
        Arrays.sort(steps);
        long median = steps[steps.length / 2];
        if (median != 7) {
            findings.error(
                    column,
                    "not_weekly",
                    "rows are mostly "
                            + Texts.count((int) Math.min(median, Integer.MAX_VALUE), "day")
                            + " apart; weekly data are needed, 7 days apart");
        }
        return median == 7;
    }

    private List<Dated> onOneWeekday(List<Dated> rows) {
        int[] counts = new int[8];
        rows.forEach(row -> counts[row.date.getDayOfWeek().getValue()]++);
        int most = 1;
        for (int day = 2; day <= 7; day++) {
            most = counts[day] > counts[most] ? day : most;
        }
        DayOfWeek usual = DayOfWeek.of(most);
        List<Dated> onGrid = new ArrayList<>();
        for (Dated row : rows) {
            if (row.date.getDayOfWeek() == usual) {
                onGrid.add(row);
            } else {
                findings.error(
                        row.row.line(),
                        column,
                        "off_grid",
                        row.date
                                + " is a "
                                + name(row.date.getDayOfWeek())
                                + "; the weeks of this file start on a "
                                + name(usual));
            }
        }
        return onGrid;
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private void checkWindow(List<Dated> rows) {
        if (rows.isEmpty()) {
            return;
        }
        LocalDate first = rows.getFirst().date;
        LocalDate lastDay = rows.getLast().date.plusDays(6);
        request.from().ifPresent(from -> checkWindow("data.from", from, first, lastDay));
        request.to().ifPresent(to -> checkWindow("data.to", to, first, lastDay));
    }

    private void checkWindow(String key, LocalDate day, LocalDate first, LocalDate lastDay) {
        if (day.isBefore(first) || day.isAfter(lastDay)) {
            findings.error(
                    column,
                    "window",
                    key + " is " + day + "; the data run from " + first + " to " + lastDay);
        }
    }

    private List<Week> filled(List<Dated> rows) {
        List<Week> weeks = new ArrayList<>();
        List<LocalDate> inserted = new ArrayList<>();
        for (Dated row : rows) {
            if (!weeks.isEmpty()) {
                LocalDate before = weeks.getLast().date;
                long missing = ChronoUnit.DAYS.between(before, row.date) / 7 - 1;
                if (missing > 0 && request.fillGaps() && missing <= MAX_FILLED_GAP) {
                    for (int k = 1; k <= missing; k++) {
                        inserted.add(before.plusWeeks(k));
                        weeks.add(new Week(before.plusWeeks(k), null));
                    }
                } else if (missing > 0) {
                    reportGap(row, before, missing);
                }
            }
            weeks.add(new Week(row.date, row.row));
        }
        if (!inserted.isEmpty()) {
            String count = Texts.count(inserted.size(), "missing week");
            findings.note(
                    "weeks_filled", count + " filled in with zero media: " + Texts.list(inserted));
        }
        return weeks;
    }

    private void reportGap(Dated row, LocalDate before, long missing) {
        String allowed =
                request.fillGaps()
                        ? "at most " + MAX_FILLED_GAP + " in a row can be filled"
                        : "weeks must be 7 days apart (or set data.fill.gaps to \"zero_media\")";
        findings.error(
                row.row.line(),
                column,
                "missing_weeks",
                Texts.count((int) missing, "week")
                        + " missing between "
                        + before
                        + " and "
                        + row.date
                        + "; "
                        + allowed);
    }
}
