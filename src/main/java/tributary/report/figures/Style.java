package tributary.report.figures;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * How all figures look: white ground, one font, colours that stay apart for the colour-blind (Okabe
 * &amp; Ito 2008).
 */
final class Style {
    static final Color BLACK = new Color(0x222222);
    static final Color GREY = new Color(0x999999);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY = new Color(0x56B4E9);
    static final Color GREEN = new Color(0x009E73);
    static final Color YELLOW = new Color(0xF0E442);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);

    /** For what comes in any number. */
    static final List<Color> CYCLE =
            List.of(BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, YELLOW, BLACK);

    private static final Color GRID = new Color(0xE6E6E6);
    private static final Color NOTHING = new Color(0, 0, 0, 0);
    private static final float THIN = 1.5f;

    private Style() {}

    /** A colour by its place in the cycle. */
    static Color cycle(int i) {
        return CYCLE.get(i % CYCLE.size());
    }

    static Font font(boolean bold, int size) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    /** An empty chart; texts may be empty. */
    static XYChart chart(int width, int height, String title, String x, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        boolean small = width < 900;
        var styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(BLACK);
        styler.setChartTitleFont(font(true, small ? 15 : 22));
        styler.setChartTitleBoxVisible(false);
        styler.setChartPadding(small ? 8 : 18);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(font(false, small ? 13 : 16));
        styler.setAxisTitleFont(font(false, small ? 13 : 17));
        styler.setAxisTickLabelsFont(font(false, small ? 12 : 15));
        styler.setXAxisTitleVisible(!x.isEmpty());
        styler.setYAxisTitleVisible(!y.isEmpty());
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setXAxisTickMarkSpacingHint(small ? 75 : 100);
        styler.setMarkerSize(small ? 5 : 7);
        styler.setxAxisTickLabelsFormattingFunction(Style::number);
        styler.setyAxisTickLabelsFormattingFunction(Style::number);
        return chart;
    }

    /** Days since 1970-01-01, as positions on an axis of weeks. */
    static double[] days(List<LocalDate> weeks) {
        return weeks.stream().mapToDouble(LocalDate::toEpochDay).toArray();
    }

    /** Labels an axis of {@link #days}. */
    static void ofWeeks(XYChart chart) {
        chart.getStyler().setXAxisTickMarkSpacingHint(150);
        chart.getStyler()
                .setxAxisTickLabelsFormattingFunction(
                        day -> LocalDate.ofEpochDay(Math.round(day)).toString());
    }

    /**
     * Has an axis labelled at round numbers: XChart labels values that lie at equal distances
     * themselves, as narrowly as they come, unless an unseen one lies between them.
     *
     * @param x equidistant values
     */
    static void roundNumbers(XYChart chart, double[] x) {
        double between = x[0] + 0.377 * (x[x.length - 1] - x[0]) / x.length;
        line(chart, "unseen", new double[] {between}, new double[] {Double.NaN}, NOTHING)
                .setShowInLegend(false);
    }

    static void showLegend(XYChart chart) {
        chart.getStyler().setLegendVisible(true);
    }

    /** A line through points; a NaN interrupts it. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(THIN));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    static XYSeries dots(XYChart chart, String name, double[] x, double[] y, Color color) {
        return dots(chart, name, x, y, color, SeriesMarkers.CIRCLE);
    }

    static XYSeries dots(
            XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(color);
        return series;
    }

    /** The area between two curves over the same positions. */
    static XYSeries area(
            XYChart chart, String name, double[] x, double[] low, double[] high, Color fill) {
        int n = x.length;
        double[] around = new double[2 * n];
        double[] edge = new double[2 * n];
        for (int i = 0; i < n; i++) {
            around[i] = x[i];
            edge[i] = high[i];
            around[n + i] = x[n - 1 - i];
            edge[n + i] = low[n - 1 - i];
        }
        XYSeries series = chart.addSeries(name, around, edge);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(fill);
        series.setLineColor(NOTHING);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** A colour that lets what lies under it be seen. */
    static Color light(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 70);
    }

    /** Three digits, thousands and millions as k and M. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size >= 999_500) {
            return digits(value / 1e6) + "M";
        }
        return size >= 9995 ? digits(value / 1e3) + "k" : digits(value);
    }

    private static String digits(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
