package tributary.report;

import tributary.store.FitSummary;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Observed against expected values over weeks, with the 90 % predictive band; a line marks where
 * the training weeks end. Weeks whose value is censored have a mark of their own.
 */
final class TimeSeriesChart {
    private static final int TICKS = 5;
    private static final double WIDTH = 980;
    private static final double HEIGHT = 300;
    private static final double LEFT = 78;
    private static final double RIGHT = WIDTH - 12;
    private static final double TOP = 30;
    private static final double BOTTOM = HEIGHT - 48;
    private static final double LABEL_ROOM = 130;

    /** Ratio of the largest to the smallest value that a linear scale cannot show. */
    private static final double MANY_TIMES = 100;

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

    private final FitSummary.NodeFit fit;
    private final List<FitSummary.Week> weeks;
    private final String column;
    private final Optional<Censored> censored;

    /** The chart of one equation; {@code column} names the axis. */
    TimeSeriesChart(FitSummary.NodeFit fit, String column, Optional<Censored> censored) {
        this.fit = fit;
        this.weeks = fit.weeks();
        this.column = column;
        this.censored = censored;
    }

    /** Whether the observed values are so different that a linear scale hides the small ones. */
    boolean spansDecades() {
        double low = smallestPositive();
        double high = weeks.stream().mapToDouble(this::largest).max().orElse(low);
        return high > MANY_TIMES * low;
    }

    /** Draws the weeks on a linear scale. */
    String draw() {
        return draw(linearAxis(), "Observed and expected " + fit.node() + " per week");
    }

    /** Draws the weeks on a logarithmic scale; what is not positive stands at the lower edge. */
    String drawLogarithmic() {
        double low = smallestPositive();
        double high = weeks.stream().mapToDouble(this::largest).max().orElseThrow();
        return draw(
                Axis.logarithmic(low, high, BOTTOM, TOP),
                "Observed and expected " + fit.node() + " per week, logarithmic scale");
    }

    private String draw(Axis y, String title) {
        var svg = new Svg(WIDTH, HEIGHT, title, description());
        Axis x =
                new Axis(
                        0,
                        Math.max(1, weeks.size() - 1),
                        LEFT + 6,
                        RIGHT - 6,
                        new Axis.Scale.Linear());
        drawFrame(svg, x, y);
        drawEndOfTraining(svg, x);
        svg.path(band(x, y), "band");
        svg.path(expected(x, y), "expected");
        for (int t = 0; t < weeks.size(); t++) {
            if (weeks.get(t).isObserved()) {
                drawObserved(svg, x.at(t), height(y, weeks.get(t).observed()), weeks.get(t));
            }
        }
        return svg.toString();
    }

    private void drawObserved(Svg svg, double x, double y, FitSummary.Week week) {
        String outside = week.isOutside() ? " out" : "";
        if (censored.isPresent() && censored.get().holds(week)) {
            svg.path(triangle(x, y, 4), "observed censored" + outside);
        } else {
            svg.circle(x, y, 2.6, "observed" + outside);
        }
    }

    /** It points down: the value is there or lower. */
    private static String triangle(double x, double y, double r) {
        return "M%s %sL%s %sL%s %sZ"
                .formatted(
                        Svg.coordinate(x - r),
                        Svg.coordinate(y - r),
                        Svg.coordinate(x + r),
                        Svg.coordinate(y - r),
                        Svg.coordinate(x),
                        Svg.coordinate(y + r));
    }

    private static double height(Axis y, double value) {
        return y.at(Math.max(value, y.low()));
    }

    private double smallestPositive() {
        return weeks.stream()
                .flatMapToDouble(week -> DoubleStream.of(week.observed(), week.q05()))
                .filter(value -> value > 0)
                .min()
                .orElse(1);
    }

    private double largest(FitSummary.Week week) {
        return week.isObserved() ? Math.max(week.observed(), week.q95()) : week.q95();
    }

    private String description() {
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

    /** A line between the last week fitted and the first one predicted. */
    private void drawEndOfTraining(Svg svg, Axis x) {
        int fitted = fit.fittedWeeks();
        if (fitted == fit.weeks().size()) {
            return;
        }
        double at = x.at(fitted - 0.5);
        boolean roomAfter = at < RIGHT - LABEL_ROOM;
        svg.line(at, TOP - 14, at, BOTTOM, "reference");
        svg.text(
                roomAfter ? at + 6 : at - 6,
                TOP - 4,
                "predicted from here",
                roomAfter ? Svg.Anchor.START : Svg.Anchor.END,
                "tick");
    }

    private Axis linearAxis() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (FitSummary.Week week : weeks) {
            for (double value : new double[] {week.observed(), week.q05(), week.q95()}) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return low <= high ? Axis.linear(low, high, BOTTOM, TOP) : Axis.linear(0, 1, BOTTOM, TOP);
    }

    private void drawFrame(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks(TICKS)) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, y.label(tick, TICKS), Svg.Anchor.END, "tick");
        }
        svg.shortened(0, 14, column + " per week" + y.remark(), 60, Svg.Anchor.START, "label");
        int step = Math.max(1, Math.ceilDiv(weeks.size(), 8));
        for (int t = 0; t < weeks.size(); t += step) {
            String month = MONTH.format(LocalDate.parse(weeks.get(t).week()));
            svg.line(x.at(t), BOTTOM, x.at(t), BOTTOM + 5, "axis");
            svg.text(x.at(t), BOTTOM + 20, month, Svg.Anchor.MIDDLE, "tick");
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
        svg.text((LEFT + RIGHT) / 2, HEIGHT - 6, "week", Svg.Anchor.MIDDLE, "label");
    }

    private String band(Axis x, Axis y) {
        var data = new StringBuilder();
        for (int t = 0; t < weeks.size(); t++) {
            append(data, x.at(t), height(y, weeks.get(t).q95()));
        }
        for (int t = weeks.size() - 1; t >= 0; t--) {
            append(data, x.at(t), height(y, weeks.get(t).q05()));
        }
        return data + "Z";
    }

    private String expected(Axis x, Axis y) {
        var data = new StringBuilder();
        for (int t = 0; t < weeks.size(); t++) {
            append(data, x.at(t), height(y, weeks.get(t).expected()));
        }
        return data.toString();
    }

    private static void append(StringBuilder data, double x, double y) {
        data.append(data.isEmpty() ? 'M' : 'L')
                .append(Svg.coordinate(x))
                .append(' ')
                .append(Svg.coordinate(y));
    }
}
