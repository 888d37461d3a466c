package tributary.report.figures;

import org.knowm.xchart.XYChart;

import tributary.fit.Band;
import tributary.fit.MediaCurve;
import tributary.fit.PriceResponse;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of response curves with their bands: media and price. */
final class CurveFigures {
    private static final Color RANGE = new Color(0xF1F1F1);

    private CurveFigures() {}

    /** Carry-over on the left, saturation on the right. */
    static List<XYChart> media(MediaCurve curve) {
        return List.of(carryOver(curve), saturation(curve));
    }

    private static XYChart carryOver(MediaCurve curve) {
        XYChart chart =
                Style.chart(
                        Canvas.WIDTH / 2,
                        Canvas.HEIGHT,
                        curve.source() + ": carry-over",
                        "Weeks later",
                        "Share of a week's media that works then (%)");
        Style.showLegend(chart);
        int lags = curve.carryOver().median().length;
        double[] lag = IntStream.range(0, lags).asDoubleStream().toArray();
        Band share = percent(curve.carryOver());
        band(chart, lag, share, Style.BLUE);
        Style.dots(chart, "medians", lag, share.median(), Style.BLUE).setShowInLegend(false);
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }

    private static XYChart saturation(MediaCurve curve) {
        XYChart chart =
                Style.chart(
                        Canvas.WIDTH / 2,
                        Canvas.HEIGHT,
                        curve.source() + ": saturation",
                        curve.unit() + " per week, week after week",
                        "Response (% of that to the largest observed amount)");
        Style.showLegend(chart);
        Band response = percent(curve.response());
        double top = 1.05 * Arrays.stream(response.q95()).max().orElse(100);
        range(chart, "observed amounts", curve.observedLow(), curve.observedHigh(), 0, top);
        band(chart, curve.amount(), response, Style.BLUE);
        double median = curve.observedMedian();
        Style.line(
                chart,
                "median active week",
                new double[] {median, median},
                new double[] {0, top},
                Style.GREY);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(top);
        return chart;
    }

    static XYChart price(PriceResponse response, String outcome) {
        XYChart chart =
                Style.chart(
                        Canvas.WIDTH,
                        Canvas.HEIGHT,
                        outcome + " at other prices, all else as it was",
                        response.control() + " in every week",
                        "Change of " + outcome + " (%)");
        Style.showLegend(chart);
        double[] price =
                Arrays.stream(response.change())
                        .map(change -> response.median() * (1 + change))
                        .toArray();
        Band percent = response.outcome();
        double low = Arrays.stream(percent.q05()).min().orElse(0);
        double high = Arrays.stream(percent.q95()).max().orElse(0);
        double left = Math.max(response.observedLow(), price[0]);
        double right = Math.min(response.observedHigh(), price[price.length - 1]);
        range(chart, "observed prices", left, right, low, high);
        Style.line(
                        chart,
                        "no change",
                        new double[] {price[0], price[price.length - 1]},
                        new double[2],
                        Style.GREY)
                .setShowInLegend(false);
        band(chart, price, percent, Style.BLUE);
        return chart;
    }

    private static void range(
            XYChart chart, String name, double from, double to, double low, double high) {
        double[] x = {from, to};
        Style.area(chart, name, x, new double[] {low, low}, new double[] {high, high}, RANGE);
    }

    private static void band(XYChart chart, double[] x, Band band, Color color) {
        Style.area(chart, "90 % interval", x, band.q05(), band.q95(), Style.light(color));
        Style.line(chart, "median", x, band.median(), color);
    }

    private static Band percent(Band share) {
        return new Band(percent(share.q05()), percent(share.median()), percent(share.q95()));
    }

    private static double[] percent(double[] share) {
        return Arrays.stream(share).map(value -> 100 * value).toArray();
    }
}
