package tributary.model;

import tributary.data.Panel;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A panel as rows, week after week, geo after geo, and the statistics of its training rows. */
final class PlainPanel {
    final Panel panel;
    final int geos;
    final int weeks;

    /** Rows of the likelihood, in order. */
    final int[] training;

    PlainPanel(Panel panel) {
        this.panel = panel;
        geos = panel.geos().size();
        weeks = panel.weeks().size();
        training = rows(row -> panel.trains(geo(row), week(row)));
    }

    int geo(int row) {
        return row / weeks;
    }

    int week(int row) {
        return row % weeks;
    }

    double population(int row) {
        return panel.geos().get(geo(row)).population();
    }

    /** Whether the geo exists in the week of a row, and the likelihood has begun. */
    boolean isModelled(int row) {
        Panel.Geo geo = panel.geos().get(geo(row));
        return week(row) >= Math.max(panel.firstTrainingWeek(), geo.firstWeek())
                && week(row) < geo.endWeek();
    }

    int[] rows(IntPredicate condition) {
        return IntStream.range(0, geos * weeks).filter(condition).toArray();
    }

    double[] byRow(IntToDoubleFunction f) {
        return IntStream.range(0, geos * weeks).mapToDouble(f).toArray();
    }

    double[] column(String name) {
        return panel.column(name);
    }

    /** A column divided by the population of each row's geo. */
    double[] perHead(String name) {
        double[] x = column(name);
        return byRow(row -> x[row] / population(row));
    }

    /** The values of the training rows. */
    double[] training(double[] byRow) {
        return Arrays.stream(training).mapToDouble(row -> byRow[row]).toArray();
    }

    /** −1 in the first week of the likelihood, 1 in its last. */
    double trendTime(int week) {
        double first = panel.firstTrainingWeek();
        double last = panel.endOfTraining() - 1;
        return -1 + 2 * (week - first) / (last - first);
    }

    static double median(double[] x) {
        double[] sorted = Arrays.stream(x).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    static double sd(double[] x) {
        double mean = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    }
}
