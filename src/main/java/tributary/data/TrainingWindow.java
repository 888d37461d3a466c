package tributary.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * The weeks of the likelihood as indices of consecutive weeks.
 *
 * @param first index of the first week
 * @param end index one past the last week; later weeks are predicted
 */
record TrainingWindow(int first, int end) {
    /** The window that a request asks for; empty where none of the weeks lies in it. */
    static TrainingWindow of(List<LocalDate> weeks, PanelRequest request) {
        LocalDate from = request.from().orElse(LocalDate.MIN);
        LocalDate to = request.to().orElse(LocalDate.MAX);
        long before = weeks.stream().filter(week -> week.isBefore(from)).count();
        long after = weeks.stream().filter(week -> week.isAfter(to)).count();
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
