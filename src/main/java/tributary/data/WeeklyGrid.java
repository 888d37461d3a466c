package tributary.data;

import tributary.data.GeoRows.Dated;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Puts the rows of all geos on one grid of weeks; every row that does not fit is an error. */
final class WeeklyGrid {
    private static final int MAX_GEOS = 10_000;

    private final String column;
    private final PanelRequest request;
    private final Findings findings;

    /** Lines of rows that no week is known of; the gaps they leave are no errors of their own. */
    private final NavigableSet<Integer> misdated = new TreeSet<>();

    private WeeklyGrid(PanelRequest request, Findings findings) {
        this.column = request.date();
        this.request = request;
        this.findings = findings;
    }

    /**
     * The weeks of every geo, in order of first appearance, all on one weekday; empty where errors
     * have been noted instead.
     */
    static Optional<List<GeoWeeks>> of(CsvTable table, PanelRequest request, Findings findings) {
        int before = findings.errors();
        var grid = new WeeklyGrid(request, findings);
        List<GeoRows> geos = grid.geos(table.rows());
        if (!grid.isWeekly(geos)) {
            return Optional.empty();
        }
        grid.onOneWeekday(geos);
        List<GeoWeeks> weeks = grid.filled(geos);
        grid.checkConnected(weeks);
        grid.checkWindow(weeks);
        boolean placed = findings.errors() == before && !weeks.isEmpty();
        return placed ? Optional.of(weeks) : Optional.empty();
    }

    /** All weeks from the first of any geo to the last of any. */
    static List<LocalDate> weeks(List<GeoWeeks> geos) {
        LocalDate first =
                geos.stream().map(GeoWeeks::first).min(LocalDate::compareTo).orElseThrow();
        LocalDate last = geos.stream().map(GeoWeeks::last).max(LocalDate::compareTo).orElseThrow();
        return first.datesUntil(last.plusDays(1), Period.ofWeeks(1)).toList();
    }

    private List<GeoRows> geos(List<CsvTable.Row> rows) {
        Map<String, List<Dated>> byGeo = new LinkedHashMap<>();
        for (CsvTable.Row row : rows) {
            boolean ragged = row.cells().isEmpty();
            Optional<LocalDate> date = Cells.date(row.date());
            boolean nameless = request.geo().isPresent() && row.geo().isEmpty();
            if (nameless && !ragged) {
                findings.error(
                        row,
                        request.geo().orElseThrow(),
                        "missing_geo",
                        "is empty; allowed: the name of a market");
            } else if (row.geo().chars().anyMatch(Character::isISOControl)) {
                findings.error(
                        row,
                        request.geo().orElseThrow(),
                        "geo_name",
                        Texts.quote(row.geo()) + " holds a control character; allowed: plain text");
            }
            if (date.isPresent() && !nameless) {
                byGeo.computeIfAbsent(row.geo(), geo -> new ArrayList<>())
                        .add(new Dated(date.get(), row));
            } else if (date.isEmpty() && (!ragged || !row.date().isEmpty())) {
                misdated.add(row.line());
                findings.error(row, column, "date", Cells.notADate(row.date()));
            }
        }
        if (byGeo.size() > MAX_GEOS) {
            throw findings.fatal(
                    "too_many_geos",
                    "has "
                            + byGeo.size()
                            + " geos in column "
                            + Texts.plain(request.geo().orElseThrow())
                            + "; allowed: at most "
                            + MAX_GEOS);
        }
        List<GeoRows> geos = new ArrayList<>();
        byGeo.forEach((geo, dated) -> geos.add(new GeoRows(geo, dated, request, findings)));
        return geos;
    }

    /** Days, months or fortnights are one mistake, not one per row. */
    private boolean isWeekly(List<GeoRows> geos) {
        long[] steps =
                geos.stream()
                        .map(GeoRows::rows)
                        .flatMapToLong(WeeklyGrid::steps)
                        .sorted()
                        .toArray();
        if (steps.length < 2) {
            return true;
        }
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

    private static LongStream steps(List<Dated> rows) {
        return IntStream.range(1, rows.size())
                .mapToLong(
                        i -> ChronoUnit.DAYS.between(rows.get(i - 1).date(), rows.get(i).date()));
    }

    private void onOneWeekday(List<GeoRows> geos) {
        int[] counts = new int[8];
        for (GeoRows geo : geos) {
            geo.rows().forEach(row -> counts[row.date().getDayOfWeek().getValue()]++);
        }
        int most = 1;
        for (int day = 2; day <= 7; day++) {
            most = counts[day] > counts[most] ? day : most;
        }
        DayOfWeek usual = DayOfWeek.of(most);
        for (GeoRows geo : geos) {
            List<Dated> onGrid = new ArrayList<>();
            for (Dated row : geo.rows()) {
                DayOfWeek day = row.date().getDayOfWeek();
                if (day == usual) {
                    onGrid.add(row);
                } else {
                    misdated.add(row.row().line());
                    String weekday = name(day) + "; the weeks of this file start on a ";
                    findings.error(
                            row.row(),
                            column,
                            "off_grid",
                            row.date() + " is a " + weekday + name(usual));
                }
            }
            geo.keep(onGrid);
        }
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private List<GeoWeeks> filled(List<GeoRows> geos) {
        List<String> inserted = new ArrayList<>();
        List<GeoWeeks> weeks = new ArrayList<>();
        for (GeoRows geo : geos) {
            if (!geo.rows().isEmpty()) {
                weeks.add(geo.filled(inserted, misdated));
            }
        }
        if (!inserted.isEmpty()) {
            String count = Texts.count(inserted.size(), "missing week");
            findings.note(
                    "weeks_filled", count + " filled in with zero media: " + Texts.list(inserted));
        }
        return weeks;
    }

    private void checkWindow(List<GeoWeeks> geos) {
        if (geos.isEmpty()) {
            return;
        }
        List<LocalDate> weeks = weeks(geos);
        LocalDate first = weeks.getFirst();
        LocalDate lastDay = weeks.getLast().plusDays(6);
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

    /** Years in which no geo has a row are a mistake in a date, as they are inside a geo. */
    private void checkConnected(List<GeoWeeks> geos) {
        List<GeoWeeks> byStart = new ArrayList<>(geos);
        byStart.sort(Comparator.comparing(GeoWeeks::first));
        LocalDate reached = LocalDate.MAX;
        for (GeoWeeks geo : byStart) {
            if (reached.isBefore(geo.first().minusWeeks(GeoRows.MAX_FILLED_GAP))) {
                findings.geoError(
                        geo.geo(),
                        column,
                        "missing_weeks",
                        "starts on "
                                + geo.first()
                                + ", but no other geo has a row since "
                                + reached);
            }
            boolean further = reached.equals(LocalDate.MAX) || geo.last().isAfter(reached);
            reached = further ? geo.last() : reached;
        }
    }
}
