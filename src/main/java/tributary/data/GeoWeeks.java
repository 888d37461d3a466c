package tributary.data;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * The consecutive weeks of one geo, from its first row to its last.
 *
 * @param geo its name; "" where the data have no geo column
 * @param weeks at least one
 * @param window those of the likelihood
 */
record GeoWeeks(String geo, List<Week> weeks, TrainingWindow window) {
    /** A week and its row; a missing week that is filled has none. */
    record Week(LocalDate date, CsvTable.@Nullable Row row) {}

    static GeoWeeks of(String geo, List<Week> weeks, PanelRequest request) {
        List<LocalDate> dates = weeks.stream().map(Week::date).toList();
        return new GeoWeeks(geo, List.copyOf(weeks), TrainingWindow.of(dates, request));
    }

    LocalDate first() {
        return weeks.getFirst().date();
    }

    LocalDate last() {
        return weeks.getLast().date();
    }

    /** A week that has no row, in a list. */
    static String label(String geo, Week week) {
        return geo.isEmpty() ? week.date().toString() : week.date() + " of " + Texts.quote(geo);
    }
}
