package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.fit.ChainTrace;
import tributary.fit.PriorPosterior;
import tributary.fit.ReportQuantities;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page of a run with very many geos, parameters, findings and traces stays small. */
class LargeReportTest {
    private static final int GEOS = 3000;

    private static final Run SAMPLE = SampleRun.create();

    @Test
    void thePageOfALargePanelStaysBelowFiveMegabytes() {
        Run run =
                new Run(
                        SAMPLE.model(),
                        SAMPLE.priors(),
                        SAMPLE.notes(),
                        SAMPLE.info(),
                        panel(),
                        SAMPLE.draws(),
                        diagnostics(),
                        effects(),
                        fit());

        String html = HtmlReport.render(run, quantities());
        Document page = Jsoup.parse(html);

        assertThat(html.length()).isBetween(1_500_000, 5_000_000);
        assertThat(page.select("#roi-by-geo tbody tr").size()).isBetween(100, GEOS - 1);
        assertThat(page.select("#roi-by-geo summary").text()).endsWith("of 3,000 geos");
        assertThat(page.select("#fit td").text()).doesNotContain("geo 17");
        assertThat(page.select("#data").text()).contains("700 further findings are not listed");
        assertThat(page.select("#diagnostics").text())
                .contains("3,000 parameters of single geos are in diagnostics.json");
        assertThat(PageCharts.of(page).required("trace").required("parameters").size())
                .isBetween(10, 499);
        assertThat(page.select("#priors [data-chart]")).hasSize(120);
        assertThat(page.select("#priors tbody tr")).hasSize(400);
    }

    private static Panel panel() {
        Panel panel = SAMPLE.panel();
        return new Panel(
                panel.weeks(),
                panel.columns().stream()
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        panel::column,
                                        (first, _) -> first,
                                        LinkedHashMap::new)),
                panel.firstTrainingWeek(),
                panel.endOfTraining(),
                panel.file(),
                panel.sha256(),
                Collections.nCopies(1000, panel.findings().getFirst()));
    }

    private static Diagnostics diagnostics() {
        Diagnostics d = SAMPLE.diagnostics();
        List<ParameterSummary> parameters = new ArrayList<>(d.parameters());
        ParameterSummary any = parameters.getFirst();
        for (int geo = 0; geo < GEOS; geo++) {
            parameters.add(
                    new ParameterSummary(
                            "geo_intercept_revenue." + (geo + 1),
                            any.mean(),
                            any.sd(),
                            any.q05(),
                            any.q50(),
                            any.q95(),
                            any.rhat(),
                            any.essBulk(),
                            any.essTail(),
                            any.mcseMean()));
        }
        return new Diagnostics(parameters, d.chains(), d.gradients(), d.seconds(), d.verdict());
    }

    private static List<EffectRow> effects() {
        List<EffectRow> rows = new ArrayList<>(SAMPLE.effects());
        List<EffectRow> returns = rows.stream().filter(row -> row.effect().equals("roi")).toList();
        for (int geo = 0; geo < GEOS; geo++) {
            String name = "geo " + geo;
            returns.forEach(row -> rows.add(inGeo(row, name)));
        }
        return rows;
    }

    private static EffectRow inGeo(EffectRow row, String geo) {
        return new EffectRow(
                row.source(),
                row.effect(),
                row.path(),
                Optional.of(geo),
                row.from(),
                row.to(),
                row.change(),
                row.unit(),
                row.mean(),
                row.median(),
                row.sd(),
                row.q025(),
                row.q05(),
                row.q25(),
                row.q75(),
                row.q95(),
                row.q975(),
                row.pPositive(),
                row.rhat(),
                row.essBulk(),
                row.note());
    }

    /** The outcome by geo, a hundred of them, with its sum. */
    private static FitSummary fit() {
        FitSummary.NodeFit sum = SAMPLE.fit().nodes().getFirst();
        List<FitSummary.Week> weeks = new ArrayList<>();
        for (int geo = 0; geo < 100; geo++) {
            Optional<String> name = Optional.of("geo " + geo);
            sum.weeks()
                    .forEach(week ->
                            weeks.add(
                                    new FitSummary.Week(
                                            week.week(),
                                            name,
                                            true,
                                            week.expected(),
                                            week.q05(),
                                            week.q95(),
                                            week.observed())));
        }
        return new FitSummary(
                List.of(
                        new FitSummary.NodeFit(
                                sum.node(),
                                sum.expectation(),
                                weeks,
                                sum.metrics(),
                                Optional.empty(),
                                Optional.of(sum),
                                List.of(new FitSummary.GeoFit("geo 17", 0.5, 0.9)))),
                Optional.empty());
    }

    private static ReportQuantities quantities() {
        ReportQuantities sample = SampleQuantities.of(SAMPLE);
        ChainTrace trace = sample.traces().getFirst();
        PriorPosterior prior = sample.priors().getFirst();
        return new ReportQuantities(
                sample.decomposition(),
                sample.curves(),
                sample.prices(),
                Collections.nCopies(400, prior),
                IntStream.range(0, 500)
                        .mapToObj(i ->
                                new ChainTrace(
                                        "parameter " + i,
                                        trace.every(),
                                        trace.values(),
                                        trace.ranks()))
                        .toList(),
                sample.windows(),
                sample.notes());
    }
}
