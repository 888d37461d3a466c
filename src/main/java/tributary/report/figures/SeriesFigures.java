package tributary.report.figures;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

import tributary.fit.Band;
import tributary.fit.WeeklyDecomposition;
import tributary.fit.WeeklyDecomposition.Component;
import tributary.fit.WeeklyDecomposition.Kind;
import tributary.store.FitSummary;

import java.awt.Color;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures over the weeks: what the outcome is made of, and how well equations fit. */
final class SeriesFigures {
    /** More media than these are shown as one. */
    private static final int MEDIA = 5;

    private SeriesFigures() {}

    /** A layer of the stack. */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    private record Layer(String name, Color color, double[] values) {}

    /** Posterior means of the components, stacked; negative ones below zero. */
    static XYChart decomposition(WeeklyDecomposition decomposition, String outcome) {
        XYChart chart =
                Style.chart(
                        Canvas.WIDTH,
                        Canvas.HEIGHT,
                        "What makes up the expected " + outcome,
                        "Week",
                        outcome + " per week (posterior mean of each part)");
        Style.ofWeeks(chart);
        Style.showLegend(chart);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(LegendLayout.Vertical); // names may be many and long
        double[] days = Style.days(decomposition.weeks());
        Style.roundNumbers(chart, days);
        double[] above = new double[days.length];
        double[] below = new double[days.length];
        for (Layer layer : layers(decomposition.components())) {
            stack(chart, layer, days, above, true);
            if (Arrays.stream(layer.values).anyMatch(value -> value < 0)) {
                stack(chart, layer, days, below, false);
            }
        }
        Band expected = decomposition.expected();
        String interval = "expected, 90 % interval";
        Style.line(chart, interval, days, expected.q05(), Style.GREY);
        Style.line(chart, "to", days, expected.q95(), Style.GREY).setShowInLegend(false);
        Style.line(chart, "expected", days, expected.median(), Style.BLACK);
        Style.dots(chart, "observed", days, decomposition.observed(), Style.BLACK);
        return chart;
    }

    /**
     * Puts the weeks of one sign of a layer on top of those before it.
     *
     * @param edge where these end, by week; moved
     */
    private static void stack(
            XYChart chart, Layer layer, double[] days, double[] edge, boolean positive) {
        double[] before = edge.clone();
        for (int t = 0; t < edge.length; t++) {
            edge[t] += positive ? Math.max(0, layer.values[t]) : Math.min(0, layer.values[t]);
        }
        String name = positive ? layer.name : layer.name + ", negative";
        double[] low = positive ? before : edge.clone();
        double[] high = positive ? edge.clone() : before;
        Style.area(chart, name, days, low, high, layer.color).setShowInLegend(positive);
    }

    private static List<Layer> layers(List<Component> components) {
        List<Layer> layers = new ArrayList<>();
        layers.add(sum("baseline", new Color(0xD0D0D0), of(components, Kind.BASELINE)));
        List<Component> media = new ArrayList<>(of(components, Kind.MEDIA));
        media.sort(Comparator.comparingDouble(c -> -Math.abs(c.total().median()[0])));
        Color[] colors = {Style.BLUE, Style.ORANGE, Style.GREEN, Style.PURPLE, Style.SKY};
        int shown = media.size() > MEDIA ? MEDIA - 1 : media.size();
        for (int i = 0; i < shown; i++) {
            layers.add(sum(media.get(i).name(), colors[i], media.subList(i, i + 1)));
        }
        if (shown < media.size()) {
            List<Component> rest = media.subList(shown, media.size());
            layers.add(sum(rest.size() + " other media", colors[shown], rest));
        }
        List<Component> mediated = of(components, Kind.MEDIATED);
        if (!mediated.isEmpty()) {
            String through =
                    mediated.size() == 1 ? mediated.getFirst().name() : mediated.size() + " nodes";
            layers.add(sum("media through " + through, Style.VERMILION, mediated));
        }
        List<Component> controls = of(components, Kind.CONTROL);
        if (!controls.isEmpty()) {
            layers.add(sum("controls", Style.YELLOW, controls));
        }
        return layers;
    }

    private static List<Component> of(List<Component> components, Kind kind) {
        return components.stream().filter(component -> component.kind() == kind).toList();
    }

    private static Layer sum(String name, Color color, List<Component> components) {
        double[] values = new double[components.getFirst().mean().length];
        for (Component component : components) {
            for (int t = 0; t < values.length; t++) {
                values[t] += component.mean()[t];
            }
        }
        return new Layer(name, color, values);
    }

    /** Observed against expected weeks with the predictive interval. */
    static XYChart fit(FitSummary.NodeFit node, String unit) {
        FitSummary.NodeFit series = node.overall();
        List<FitSummary.Week> weeks = series.weeks();
        String sums = node.national().isPresent() ? ", all geos together" : "";
        XYChart chart =
                Style.chart(
                        Canvas.WIDTH,
                        Canvas.HEIGHT,
                        "Observed and expected " + node.node() + sums,
                        "Week",
                        unit + " per week");
        Style.ofWeeks(chart);
        Style.showLegend(chart);
        double[] days =
                Style.days(weeks.stream().map(week -> LocalDate.parse(week.week())).toList());
        Style.roundNumbers(chart, days);
        Style.area(
                chart,
                "90 % predictive interval",
                days,
                values(weeks, FitSummary.Week::q05),
                values(weeks, FitSummary.Week::q95),
                Style.light(Style.BLUE));
        Style.line(
                chart,
                "expected (" + series.expectation() + ")",
                days,
                values(weeks, FitSummary.Week::expected),
                Style.BLUE);
        dots(chart, "observed", weeks, week -> !week.isOutside(), Style.BLACK);
        dots(chart, "observed, outside the interval", weeks, w -> w.isOutside(), Style.VERMILION);
        return chart;
    }

    private static void dots(
            XYChart chart,
            String name,
            List<FitSummary.Week> weeks,
            Predicate<FitSummary.Week> which,
            Color color) {
        List<FitSummary.Week> shown =
                weeks.stream().filter(FitSummary.Week::isObserved).filter(which).toList();
        if (!shown.isEmpty()) {
            double[] days =
                    Style.days(shown.stream().map(week -> LocalDate.parse(week.week())).toList());
            Style.dots(chart, name, days, values(shown, FitSummary.Week::observed), color);
        }
    }

    private static double[] values(
            List<FitSummary.Week> weeks, ToDoubleFunction<FitSummary.Week> value) {
        return weeks.stream().mapToDouble(value).toArray();
    }
}
