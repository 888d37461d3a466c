package tributary.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * The weeks of the likelihood as indices of a panel's rows.
 *
 * @param first index of the first week
 * @param end index one past the last week; later weeks are predicted
 */
record TrainingWindow(int first, int end) {
    /** The window that a request asks for. */
    static TrainingWindow of(List<WeeklyGrid.Week> weeks, PanelRequest request) {
        LocalDate from = request.from().orElse(LocalDate.MIN);
        LocalDate to = request.to().orElse(LocalDate.MAX);
        long before = weeks.stream().filter(week -> week.date().isBefore(from)).count();
        long after = weeks.stream().filter(week -> week.date().isAfter(to)).count();
        return new TrainingWindow((int) before, (int) Math.max(before, weeks.size() - after));
    }

    /** Number of weeks of the likelihood. */
    int length() {
        return end - first;
    }

    /** The values of these weeks. */
    double[] of(double[] values) {
        return Arrays.copyOfRange(values, first, end);
    }
}
