package tributary.report.figures;

import org.knowm.xchart.XYChart;

import tributary.fit.ChainTrace;
import tributary.fit.MediaCurve;
import tributary.fit.PriceResponse;
import tributary.fit.PriorPosterior;
import tributary.fit.ReportQuantities;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a run. */
public final class Figures {
    private static final String FONTS =
            "figures: this Java finds no fonts to write labels with; install fontconfig and a font,"
                    + " such as the packages fontconfig and fonts-dejavu-core";

    private final Run run;
    private final ReportQuantities quantities;
    private final String outcome;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Figures(Run run, ReportQuantities quantities) {
        this.run = run;
        this.quantities = quantities;
        outcome = run.model().outcome().name();
    }

    /**
     * Draws all figures, 1600 pixels wide; the same run and fonts, the same bytes.
     *
     * @return PNG by file name
     * @throws IOException if the machine has no fonts, saying what to install
     */
    public static Map<String, byte[]> draw(Run run, ReportQuantities quantities)
            throws IOException {
        requireFonts();
        var figures = new Figures(run, quantities);
        figures.effects();
        figures.weeks();
        figures.curves();
        figures.priors();
        figures.traces();
        return figures.files;
    }

    /**
     * Makes sure that labels can be written, without a display.
     *
     * @throws IOException if the machine has no fonts, saying what to install
     */
    public static void requireFonts() throws IOException {
        System.setProperty("java.awt.headless", "true");
        try {
            var sheet = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            sheet.getFontMetrics(Style.font(false, 12)).stringWidth("0");
            sheet.dispose();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IOException(FONTS, e); // what a Java without fontconfig throws varies
        }
    }

    private void effects() throws IOException {
        Map<String, Color> kinds = new LinkedHashMap<>();
        kinds.put("direct", Style.BLUE);
        kinds.put("indirect", Style.ORANGE);
        kinds.put("total", Style.BLACK);
        String unit = run.model().outcome().column();
        intervals("effects", "Effect of each source on " + outcome, unit, kinds);
        Map<String, Color> returns = new LinkedHashMap<>();
        returns.put("roi", Style.BLUE);
        returns.put("roi_with_induced", Style.ORANGE);
        intervals("roi", "Return of each paid source", "money per unit of spend", returns);
    }

    private void intervals(String name, String title, String unit, Map<String, Color> kinds)
            throws IOException {
        var figure = IntervalFigure.of(title, unit, kinds, run.effects());
        if (!figure.isEmpty()) {
            add(name, List.of(figure.chart()), 1);
        }
    }

    private void weeks() throws IOException {
        if (quantities.decomposition().isPresent()) {
            var chart = SeriesFigures.decomposition(quantities.decomposition().get(), outcome);
            add("decomposition", List.of(chart), 1);
        }
        for (FitSummary.NodeFit node : run.fit().nodes()) {
            add("fit-" + node.node(), List.of(SeriesFigures.fit(node, node.node())), 1);
        }
    }

    private void curves() throws IOException {
        for (MediaCurve curve : quantities.curves()) {
            add("curves-" + curve.source(), CurveFigures.media(curve), 2);
        }
        for (PriceResponse price : quantities.prices()) {
            add("price-" + price.control(), List.of(CurveFigures.price(price, outcome)), 1);
        }
    }

    private void priors() throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (PriorPosterior parameter : quantities.priors()) {
            charts.add(ParameterFigures.prior(parameter));
        }
        sheets("priors", charts);
    }

    private void traces() throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (ChainTrace trace : quantities.traces()) {
            charts.add(ParameterFigures.trace(trace));
            charts.add(ParameterFigures.ranks(trace));
        }
        sheets("traces", charts);
    }

    private void sheets(String name, List<XYChart> charts) throws IOException {
        int size = ParameterFigures.COLUMNS * ParameterFigures.ROWS;
        for (int from = 0; from < charts.size(); from += size) {
            List<XYChart> sheet = charts.subList(from, Math.min(from + size, charts.size()));
            String number = "-%02d".formatted(1 + from / size);
            add(name + number, sheet, ParameterFigures.COLUMNS);
        }
    }

    private void add(String name, List<XYChart> charts, int columns) throws IOException {
        files.put(name + ".png", Canvas.png(charts, columns));
    }
}
