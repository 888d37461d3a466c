package tributary.report;

import tributary.store.FitSummary;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Observed against expected values over weeks, as a chart and in words. */
final class WeeksChart {
    /** Ratio of the largest to the smallest value that a linear scale cannot show. */
    private static final double MANY_TIMES = 100;

    private WeeksChart() {}

    /**
     * The chart of one series.
     *
     * @param column names the axis
     * @param logarithmic whether a logarithmic scale is offered
     */
    static Chart.Weeks of(
            FitSummary.NodeFit fit,
            String column,
            Optional<Censored> censored,
            boolean logarithmic) {
        return new Chart.Weeks(
                column + " per week",
                fit.weeks().stream().map(FitSummary.Week::week).toList(),
                fit.fittedWeeks(),
                series(fit, FitSummary.Week::observed),
                series(fit, FitSummary.Week::expected),
                series(fit, FitSummary.Week::q05),
                series(fit, FitSummary.Week::q95),
                censored.map(Censored::bound).orElse(Double.NaN),
                censored.map(Censored::place).orElse(""),
                logarithmic);
    }

    /** Whether the observed values are so different that a linear scale hides the small ones. */
    static boolean spansDecades(FitSummary.NodeFit fit) {
        List<FitSummary.Week> weeks = fit.weeks();
        double low =
                weeks.stream()
                        .flatMapToDouble(week -> DoubleStream.of(week.observed(), week.q05()))
                        .filter(value -> value > 0)
                        .min()
                        .orElse(1);
        double high = weeks.stream().mapToDouble(WeeksChart::largest).max().orElse(low);
        return high > MANY_TIMES * low;
    }

    private static double largest(FitSummary.Week week) {
        return week.isObserved() ? Math.max(week.observed(), week.q95()) : week.q95();
    }

    private static double[] series(
            FitSummary.NodeFit fit, ToDoubleFunction<FitSummary.Week> value) {
        return fit.weeks().stream().mapToDouble(value).toArray();
    }

    /** What the chart shows, for those who cannot see it. */
    static String description(FitSummary.NodeFit fit, Optional<Censored> censored) {
        long observed = fit.weeks().stream().filter(FitSummary.Week::isObserved).count();
        int later = fit.weeks().size() - fit.fittedWeeks();
        return "Points: observed "
                + fit.node()
                + " in "
                + observed
                + " weeks. Line: posterior "
                + fit.expectation()
                + ". Band: 90 % predictive interval, which holds "
                + Numbers.percent(fit.metrics().coverage())
                + " of the weeks fitted."
                + censored.map(weeks -> " Triangles: " + weeks.count(fit.fittedWeeks()) + ".")
                        .orElse("")
                + (later == 0 ? "" : " Predicted, not fitted, at the end: " + later + ".");
    }
}
