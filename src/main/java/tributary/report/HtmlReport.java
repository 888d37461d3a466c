package tributary.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;

import tributary.diagnostics.ParameterSummary;
import tributary.store.Run;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Renders a run as one self-contained HTML page. */
public final class HtmlReport {
    private static final PebbleEngine TEMPLATES = templates();

    private HtmlReport() {}

    /**
     * The page: no network, no script; text of the user is escaped. The same run, the same bytes.
     */
    public static String render(Run run) {
        Map<String, ParameterSummary> parameters =
                run.diagnostics().parameters().stream()
                        .collect(
                                Collectors.toMap(
                                        ParameterSummary::name,
                                        Function.identity(),
                                        (first, second) -> first));
        var page = new HashMap<String, Object>();
        page.put("outcome", run.model().outcome().name());
        page.put("info", run.info());
        page.put("headline", Headline.of(run));
        page.put("graph", DagChart.draw(run.model(), parameters));
        page.put("effects", Effects.of(run));
        page.put("levers", Levers.of(run));
        page.put("fits", Fits.of(run));
        page.put("diagnostics", SamplerHealth.of(run));
        page.put("data", DataSummary.of(run));
        page.put("model", ModelSummary.of(run));
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
        return new PebbleEngine.Builder().loader(loader).strictVariables(true).build();
    }
}
