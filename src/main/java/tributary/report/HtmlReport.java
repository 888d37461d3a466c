package tributary.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;

import tributary.fit.ReportQuantities;
import tributary.store.Run;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders a run as one self-contained HTML page. */
public final class HtmlReport {
    private static final PebbleEngine TEMPLATES = templates();

    private HtmlReport() {}

    /**
     * The page: no network, no script but its own; text of the user is escaped. The same run, the
     * same bytes.
     *
     * @param quantities of this run
     */
    public static String render(Run run, ReportQuantities quantities) {
        var charts = new Charts();
        String outcome = run.model().outcome().name();
        var page = new HashMap<String, Object>();
        page.put("outcome", outcome);
        page.put("info", run.info());
        page.put("headline", Headline.of(run, quantities.decomposition()));
        var paths = new PathEffects(run);
        page.put("graph", DagChart.draw(run.model(), paths));
        page.put("pathUnit", paths.unit());
        page.put("effects", Effects.of(run, quantities.windows(), charts));
        page.put(
                "contributions",
                quantities.decomposition().stream()
                        .map(parts -> Contributions.of(outcome, parts, charts))
                        .toList());
        page.put("fits", Fits.of(run, charts));
        page.put("curves", MediaCurves.of(quantities.curves(), charts));
        page.put("levers", Levers.of(run, charts));
        page.put("prices", Prices.of(outcome, quantities.prices(), charts));
        page.put("shift", PriorShift.of(quantities.priors(), charts));
        page.put("traces", Traces.of(quantities.traces(), charts));
        page.put("remarks", quantities.notes());
        page.put("diagnostics", SamplerHealth.of(run));
        page.put("data", DataSummary.of(run));
        page.put("model", ModelSummary.of(run));
        page.put("identification", Identifiability.of(run.model()));
        page.put("scripts", List.of(InlineScript.LIBRARY, InlineScript.PAGE));
        page.put("chartData", charts.json());
        return fill(page);
    }

    private static String fill(Map<String, Object> page) {
        var out = new StringWriter();
        try {
            TEMPLATES.getTemplate("report.html").evaluate(out, page, Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static PebbleEngine templates() {
        var loader = new ClasspathLoader(HtmlReport.class.getClassLoader());
        loader.setPrefix("tributary/report");
        return new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .addEscapingStrategy("markup", Markup::escape)
                .defaultEscapingStrategy("markup")
                .build();
    }
}
