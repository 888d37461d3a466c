package tributary.report.figures;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

import tributary.store.EffectRow;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Medians with 50 % and 90 % intervals, one below the other: effects, or returns. */
final class IntervalFigure {
    private static final int ROW = 34;
    private static final int FRAME = 220;

    /** Share of the range below which an interval has no room for a mark. */
    private static final double NARROW = 0.02;

    /** Half the height of the mark at a median, in rows. */
    private static final double TICK = 0.16;

    private final String title;
    private final String unit;

    /** Colour by effect, in the order of the legend. */
    private final Map<String, Color> kinds;

    /** From top to bottom. */
    private final List<EffectRow> rows;

    private IntervalFigure(
            String title, String unit, Map<String, Color> kinds, List<EffectRow> rows) {
        this.title = title;
        this.unit = unit;
        this.kinds = kinds;
        this.rows = rows;
    }

    /**
     * A figure of the rows of some effects.
     *
     * @param kinds colour by effect
     * @param rows of a run; those of single geos or paths, and those without a value, are left out
     */
    static IntervalFigure of(
            String title, String unit, Map<String, Color> kinds, List<EffectRow> rows) {
        List<EffectRow> shown = new ArrayList<>();
        for (EffectRow row : rows) {
            boolean whole = row.path().isEmpty() && row.geo().isEmpty();
            boolean spread = row.q95() > row.q05(); // else there is no such path
            if (whole && spread && kinds.containsKey(row.effect())) {
                shown.add(row);
            }
        }
        return new IntervalFigure(title, unit, kinds, shown);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    XYChart chart() {
        int height = Math.max(Canvas.HEIGHT, FRAME + ROW * rows.size());
        XYChart chart = Style.chart(Canvas.WIDTH, height, title, unit, "");
        Style.showLegend(chart);
        var styler = chart.getStyler();
        styler.setYAxisMin(-1.0);
        styler.setYAxisMax((double) rows.size());
        styler.setPlotGridHorizontalLinesVisible(false);
        styler.setYAxisTickMarkSpacingHint(ROW / 2);
        styler.setyAxisTickLabelsFormattingFunction(this::label);
        int n = rows.size();
        Style.line(chart, "zero", new double[] {0, 0}, new double[] {-1, n}, Style.GREY)
                .setShowInLegend(false);
        kinds.forEach((kind, color) -> add(chart, kind, color));
        return chart;
    }

    /** Name of a row; between and beyond them blanks, which XChart wants to be different ones. */
    private String label(double position) {
        int place = (int) Math.round(position);
        if (Math.abs(position - place) > 1e-6 || place < 0 || place >= rows.size()) {
            return " ".repeat((int) Math.round(4 * (position + 2)));
        }
        EffectRow row = rows.get(rows.size() - 1 - place);
        return row.source() + ": " + name(row.effect());
    }

    private static String name(String effect) {
        return effect.replace('_', ' ');
    }

    private void add(XYChart chart, String kind, Color color) {
        List<Double> places = new ArrayList<>();
        List<EffectRow> of = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).effect().equals(kind)) {
                of.add(rows.get(i));
                places.add((double) rows.size() - 1 - i);
            }
        }
        if (of.isEmpty()) {
            return;
        }
        double[] at = places.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] thin = new double[2][3 * at.length];
        double[][] thick = new double[2][3 * at.length];
        double[][] middle = new double[2][3 * at.length];
        for (int i = 0; i < at.length; i++) {
            segment(thin, i, of.get(i).q05(), of.get(i).q95(), at[i], 0);
            segment(thick, i, of.get(i).q25(), of.get(i).q75(), at[i], 0);
            boolean wide = of.get(i).q75() - of.get(i).q25() > NARROW * range();
            double y = wide ? at[i] : Double.NaN; // else the dot is enough
            segment(middle, i, of.get(i).median(), of.get(i).median(), y, TICK);
        }
        stroke(Style.line(chart, kind + " 90 %", thin[0], thin[1], color), 2);
        stroke(Style.line(chart, kind + " 50 %", thick[0], thick[1], color), 11);
        double[] medians = of.stream().mapToDouble(EffectRow::median).toArray();
        Style.dots(chart, name(kind) + " (median, 50 % and 90 % interval)", medians, at, color);
        stroke(Style.line(chart, kind + " median", middle[0], middle[1], Color.WHITE), 3);
    }

    /** From the lowest to the highest end of an interval, 0 included. */
    private double range() {
        double low = rows.stream().mapToDouble(EffectRow::q05).min().orElse(0);
        double high = rows.stream().mapToDouble(EffectRow::q95).max().orElse(0);
        return Math.max(0, high) - Math.min(0, low);
    }

    private static void stroke(XYSeries series, float width) {
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        series.setShowInLegend(false);
    }

    private static void segment(
            double[][] xy, int i, double low, double high, double y, double half) {
        xy[0][3 * i] = low;
        xy[0][3 * i + 1] = high;
        xy[0][3 * i + 2] = high;
        xy[1][3 * i] = y - half;
        xy[1][3 * i + 1] = y + half;
        xy[1][3 * i + 2] = Double.NaN; // interrupts the line
    }
}
