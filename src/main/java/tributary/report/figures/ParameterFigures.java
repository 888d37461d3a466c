package tributary.report.figures;

import org.knowm.xchart.XYChart;

import tributary.fit.ChainTrace;
import tributary.fit.PriorPosterior;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Small figures of one parameter: prior against posterior, trace, ranks. */
final class ParameterFigures {
    /** Of {@link #prior} on a sheet. */
    static final int COLUMNS = 4;

    static final int ROWS = 3;

    private static final int WIDTH = Canvas.WIDTH / COLUMNS;
    private static final int HEIGHT = Canvas.HEIGHT / ROWS;

    private ParameterFigures() {}

    /** Densities over the same bins, the prior in grey. */
    static XYChart prior(PriorPosterior parameter) {
        XYChart chart = Style.chart(WIDTH, HEIGHT, parameter.name(), "", "density");
        Style.showLegend(chart);
        chart.getStyler().setYAxisTicksVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        double[] x = doubled(parameter.edges(), true);
        double[] zero = new double[x.length];
        double[] prior = doubled(parameter.prior(), false);
        double[] posterior = doubled(parameter.posterior(), false);
        Style.roundNumbers(chart, parameter.edges());
        Style.area(chart, "prior", x, zero, prior, Style.light(Style.BLACK));
        Style.area(chart, "posterior", x, zero, posterior, Style.light(Style.BLUE));
        Style.line(chart, "outline", x, posterior, Style.BLUE).setShowInLegend(false);
        return chart;
    }

    /** Corners of steps: every inner edge twice, or every height twice. */
    private static double[] doubled(double[] values, boolean edges) {
        double[] twice =
                Arrays.stream(values).flatMap(v -> Arrays.stream(new double[] {v, v})).toArray();
        return edges ? Arrays.copyOfRange(twice, 1, twice.length - 1) : twice;
    }

    /** Draws of each chain in order. */
    static XYChart trace(ChainTrace trace) {
        XYChart chart = Style.chart(WIDTH, HEIGHT, trace.parameter(), "draw", "");
        for (int chain = 0; chain < trace.values().length; chain++) {
            double[] values = trace.values()[chain];
            double[] draw =
                    IntStream.range(0, values.length).mapToDouble(i -> i * trace.every()).toArray();
            if (chain == 0) {
                Style.roundNumbers(chart, draw);
            }
            Style.line(chart, "chain " + (chain + 1), draw, values, Style.cycle(chain))
                    .setLineStyle(new BasicStroke(0.8f));
        }
        return chart;
    }

    /** Rank histograms of the chains; level where they agree. */
    static XYChart ranks(ChainTrace trace) {
        XYChart chart =
                Style.chart(WIDTH, HEIGHT, "ranks: level if chains agree", "rank (%)", "draws");
        Style.showLegend(chart);
        int bins = trace.ranks()[0].length;
        double[] edges =
                IntStream.rangeClosed(0, bins).mapToDouble(i -> 100.0 * i / bins).toArray();
        double highest = 0;
        for (int chain = 0; chain < trace.ranks().length; chain++) {
            double[] counts = Arrays.stream(trace.ranks()[chain]).asDoubleStream().toArray();
            highest = Math.max(highest, Arrays.stream(counts).max().orElse(0));
            Style.line(
                    chart,
                    "chain " + (chain + 1),
                    doubled(edges, true),
                    doubled(counts, false),
                    Style.cycle(chain));
        }
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(1.1 * highest);
        return chart;
    }
}
