package tributary.report;

import tributary.store.FitSummary;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Observed against expected values over weeks, with the 90 % predictive band; a line marks where
 * the training weeks end.
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
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

    private TimeSeriesChart() {}

    /** Draws the weeks of one equation; {@code column} names the axis. */
    static String draw(FitSummary.NodeFit fit, String column) {
        List<FitSummary.Week> weeks = fit.weeks();
        String title = "Observed and expected " + fit.node() + " per week";
        var svg = new Svg(WIDTH, HEIGHT, title, description(fit));
        Axis y = valueAxis(weeks);
        Axis x = new Axis(0, Math.max(1, weeks.size() - 1), LEFT + 6, RIGHT - 6, false);
        drawFrame(svg, x, y, weeks, column);
        drawEndOfTraining(svg, x, fit);
        svg.path(band(weeks, x, y), "band");
        svg.path(expected(weeks, x, y), "expected");
        for (int t = 0; t < weeks.size(); t++) {
            FitSummary.Week week = weeks.get(t);
            if (week.isObserved()) {
                String style = week.isOutside() ? "observed out" : "observed";
                svg.circle(x.at(t), y.at(week.observed()), 2.6, style);
            }
        }
        return svg.toString();
    }

    private static String description(FitSummary.NodeFit fit) {
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
                + (later == 0 ? "" : " Predicted, not fitted, at the end: " + later + ".");
    }

    /** A line between the last week fitted and the first one predicted. */
    private static void drawEndOfTraining(Svg svg, Axis x, FitSummary.NodeFit fit) {
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

    private static Axis valueAxis(List<FitSummary.Week> weeks) {
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

    private static void drawFrame(
            Svg svg, Axis x, Axis y, List<FitSummary.Week> weeks, String column) {
        for (double tick : y.ticks(TICKS)) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, y.label(tick, TICKS), Svg.Anchor.END, "tick");
        }
        svg.shortened(0, 14, column + " per week", 60, Svg.Anchor.START, "label");
        int step = Math.max(1, Math.ceilDiv(weeks.size(), 8));
        for (int t = 0; t < weeks.size(); t += step) {
            String month = MONTH.format(LocalDate.parse(weeks.get(t).week()));
            svg.line(x.at(t), BOTTOM, x.at(t), BOTTOM + 5, "axis");
            svg.text(x.at(t), BOTTOM + 20, month, Svg.Anchor.MIDDLE, "tick");
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
        svg.text((LEFT + RIGHT) / 2, HEIGHT - 6, "week", Svg.Anchor.MIDDLE, "label");
    }

    private static String band(List<FitSummary.Week> weeks, Axis x, Axis y) {
        var data = new StringBuilder();
        for (int t = 0; t < weeks.size(); t++) {
            append(data, x.at(t), y.at(weeks.get(t).q95()));
        }
        for (int t = weeks.size() - 1; t >= 0; t--) {
            append(data, x.at(t), y.at(weeks.get(t).q05()));
        }
        return data + "Z";
    }

    private static String expected(List<FitSummary.Week> weeks, Axis x, Axis y) {
        var data = new StringBuilder();
        for (int t = 0; t < weeks.size(); t++) {
            append(data, x.at(t), y.at(weeks.get(t).expected()));
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
