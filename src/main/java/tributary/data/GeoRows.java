package tributary.data;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/** The dated rows of one geo, oldest first; doubles, disorder and gaps are errors. */
final class GeoRows {
    /** A longer gap is a mistake in a date rather than a pause. */
    static final int MAX_FILLED_GAP = 104;

    private final String geo;
    private final PanelRequest request;
    private final Findings findings;
    private List<Dated> rows;

    /** A row and its date, on the grid or not. */
    record Dated(LocalDate date, CsvTable.Row row) {}

    GeoRows(String geo, List<Dated> rows, PanelRequest request, Findings findings) {
        this.geo = geo;
        this.request = request;
        this.findings = findings;
        this.rows = sorted(withoutDuplicates(rows));
    }

    List<Dated> rows() {
        return rows;
    }

    /** Leaves rows out. */
    void keep(List<Dated> kept) {
        rows = List.copyOf(kept);
    }

    private List<Dated> withoutDuplicates(List<Dated> rows) {
        Map<LocalDate, Integer> lines = new HashMap<>();
        List<Dated> once = new ArrayList<>();
        List<Dated> again = new ArrayList<>();
        for (Dated row : rows) {
            (lines.putIfAbsent(row.date, row.row.line()) == null ? once : again).add(row);
        }
        if (again.size() > once.size() / 2) {
            String allowed =
                    request.geo().isPresent()
                            ? "one row per geo and week is needed"
                            : "one row per week is needed, or with several markets the column that"
                                    + " names the market: set data.geo";
            findings.geoError(
                    geo,
                    request.date(),
                    "duplicate_weeks",
                    rows.size() + " rows for " + Texts.count(once.size(), "week") + "; " + allowed);
            return once;
        }
        for (Dated row : again) {
            findings.error(
                    row.row,
                    request.date(),
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
            findings.geoError(
                    geo,
                    request.date(),
                    "unsorted",
                    "the weeks are not in order; sort the file, oldest first");
            return List.of();
        }
        for (Dated row : late) {
            findings.error(
                    row.row,
                    request.date(),
                    "unsorted",
                    row.date + " comes after a later week; sort the file, oldest first");
        }
        List<Dated> all = new ArrayList<>(rows);
        all.sort((a, b) -> a.date.compareTo(b.date));
        return all;
    }

    /**
     * Consecutive weeks from the first row to the last.
     *
     * @param inserted labels of the weeks filled in; added to
     * @param misdated lines of rows whose weeks are missing because their dates are wrong
     */
    GeoWeeks filled(List<String> inserted, NavigableSet<Integer> misdated) {
        List<GeoWeeks.Week> weeks = new ArrayList<>();
        int line = 0;
        for (Dated row : rows) {
            if (!weeks.isEmpty()) {
                LocalDate before = weeks.getLast().date();
                long missing = ChronoUnit.DAYS.between(before, row.date) / 7 - 1;
                if (missing > 0 && request.fillGaps() && missing <= MAX_FILLED_GAP) {
                    for (int k = 1; k <= missing; k++) {
                        var week = new GeoWeeks.Week(before.plusWeeks(k), null);
                        inserted.add(GeoWeeks.label(geo, week));
                        weeks.add(week);
                    }
                } else if (missing > misdatedBetween(line, row.row.line(), misdated)) {
                    reportGap(row, before, missing);
                }
            }
            line = row.row.line();
            weeks.add(new GeoWeeks.Week(row.date, row.row));
        }
        return GeoWeeks.of(geo, weeks, request);
    }

    private static int misdatedBetween(int from, int to, NavigableSet<Integer> misdated) {
        return from < to ? misdated.subSet(from, to).size() : 0;
    }

    private void reportGap(Dated row, LocalDate before, long missing) {
        String allowed =
                request.fillGaps()
                        ? "at most " + MAX_FILLED_GAP + " in a row can be filled"
                        : "weeks must be 7 days apart (or set data.fill.gaps to \"zero_media\")";
        findings.error(
                row.row,
                request.date(),
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
