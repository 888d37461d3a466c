package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.diagnostics.Verdict;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class HtmlReportTest {
    private static final Run RUN = SampleRun.create();
    private static final String HTML = HtmlReport.render(RUN);
    private static final Document PAGE = Jsoup.parse(HTML);

    @Test
    void leavingOutWeeksIsSaidWithWhatItIsOf() {
        assertThat(PAGE.select("#fit > p").eachText())
                .contains(
                        "Cross-validation (PSIS-LOO): expected log predictive density −1,234.6,"
                                + " standard error 9.9; effective number of parameters 23.4. Here"
                                + " one week of revenue <b>left out</b> at a time.")
                .anyMatch(text ->
                        text.startsWith("warn Pareto k̂ is above 0.7 in 1 week (largest 0.82): "));
    }

    /** Also leaves the page in target/ for people to look at. */
    @Test
    void isTheSameInEveryCall() throws IOException {
        Files.writeString(Path.of("target/sample-report.html"), HTML);

        assertThat(HtmlReport.render(RUN)).isEqualTo(HTML);
    }

    @Test
    void hasEverySectionAndEveryLinkLeadsToOne() {
        assertThat(PAGE.select("section").eachAttr("id"))
                .containsExactly(
                        "headline",
                        "graph",
                        "effects",
                        "roi",
                        "levers",
                        "fit",
                        "diagnostics",
                        "data",
                        "model",
                        "reproduce");
        for (String target : PAGE.select("a").eachAttr("href")) {
            assertThat(target).startsWith("#");
            assertThat(PAGE.getElementById(target.substring(1))).isNotNull();
        }
    }

    @Test
    void needsNothingFromOutside() {
        assertThat(HTML).doesNotContain("http:", "https:", "//", "url(", "@import", "<script");
        assertThat(PAGE.select("[src], link, iframe, object, embed, [onclick], [onload]"))
                .isEmpty();
    }

    @Test
    void everyChartHasAltTextAndFiniteCoordinates() {
        var charts = PAGE.select(".chart svg");

        assertThat(charts).hasSize(6);
        for (Element chart : charts) {
            assertThat(chart.select("> title").text()).isNotBlank();
            assertThat(chart.select("> desc").text()).isNotBlank();
            assertThat(chart.outerHtml()).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void everyRowOfAForestHasAnInterval() {
        for (String section : List.of("effects", "roi")) {
            Element forest = PAGE.expectFirst("#" + section + " .chart svg");
            int rows = forest.select(".mark").size();
            assertThat(rows).isGreaterThan(10);
            assertThat(forest.select(".interval90")).hasSize(rows);
            assertThat(forest.select(".interval50")).hasSize(rows);
            assertThat(forest.select("text.value").eachText())
                    .hasSize(rows)
                    .allMatch(text -> text.matches("\\S+ \\(\\S+ to \\S+\\)"));
        }
    }

    @Test
    void theForestShowsTheNumbersOfTheEffects() {
        EffectRow row = RUN.effects().getFirst();

        assertThat(PAGE.select("#effects text.value").eachText())
                .contains(Numbers.estimate(row.median(), row.q05(), row.q95()));
        assertThat(PAGE.select("#effects tbody tr")).hasSize(RUN.effects().size());
    }

    @Test
    void saysWhatIsSuppressedAndWhy() {
        assertThat(PAGE.select("#effects").text())
                .contains(
                        "proportion mediated of tiktok_spend is not shown: the total effect is not"
                                + " clear of zero.");
    }

    @Test
    void theGraphLabelsEveryPathAndDashesUncertainSigns() {
        assertThat(PAGE.select("#graph .edge > title").eachText())
                .hasSize(RUN.model().paths().size())
                .allMatch(text -> text.matches("\\w+ -> \\w+: \\S+ \\(\\S+ to \\S+\\)"));
        for (Element edge : PAGE.select("#graph .chart .edge")) {
            boolean covers = edge.text().matches(".*\\(−\\S+ to [0-9.]+\\)");
            assertThat(edge.hasClass("dashed")).as(edge.text()).isEqualTo(covers);
        }
    }

    @Test
    void highlightsParametersThatMissAThreshold() {
        assertThat(PAGE.select("#diagnostics > .scroll tr.warn").eachText())
                .singleElement()
                .asString()
                .startsWith("coefficient_site_visits_to_revenue ");
        assertThat(PAGE.select("#diagnostics details tbody tr"))
                .hasSize(RUN.diagnostics().parameters().size());
    }

    @Test
    void describesDataModelAndHowToRepeat() {
        assertThat(PAGE.select("#data").text())
                .contains(
                        RUN.info().sha256(),
                        "correlation 0.93",
                        "empty cell read as 0",
                        "spend of youtube_impressions");
        assertThat(PAGE.select("#data tbody tr")).hasSize(RUN.panel().columns().size());
        assertThat(PAGE.select("#doubts").text()).contains("left its pooling group");
        assertThat(PAGE.select("#model").text())
                .contains(
                        "ln revenue* ~ Normal(η, sigma_revenue)",
                        "site_visits* ~ StudentT(5, η, sigma_site_visits)",
                        "google_spend → site_visits",
                        "LogNormal(−2.7, 1)");
        assertThat(PAGE.select("#reproduce").text())
                .contains("tributary fit model.json", "Seed 1", RUN.info().sha256());
    }

    @ParameterizedTest
    @CsvSource({
        "PASS,The sampler converged",
        "WARN,Use with care",
        "FAIL,Do not use these numbers"
    })
    void saysTheVerdictInPlainWords(Verdict.Level level, String words) {
        var verdict = new Verdict(level, List.of("R-hat 1.2 > 1.05 for <b>"));
        Document page = Jsoup.parse(HtmlReport.render(SampleRun.withVerdict(verdict)));

        assertThat(page.select("#headline .verdict").text())
                .contains(words, "R-hat 1.2 > 1.05 for <b>");
    }

    @Test
    void saysWhichWeeksArePredictedAndHowWell() throws IOException {
        String html = HtmlReport.render(SampleRun.withLaterWeeks(20));
        Files.writeString(Path.of("target/sample-report-predicted.html"), html);
        Document page = Jsoup.parse(html);

        assertThat(PAGE.text()).doesNotContain("predicted from here", "Weeks after");
        for (Element chart : page.select("#fit .chart svg")) {
            assertThat(chart.select("line.reference")).hasSize(1);
            assertThat(chart.select("text").eachText()).contains("predicted from here");
            assertThat(chart.select(".observed")).hasSize(103);
            assertThat(chart.select("> desc").text()).contains("Predicted, not fitted", "20");
            assertThat(chart.outerHtml()).doesNotContain("NaN", "Infinity");
        }
        String sentence =
                "In the 20 weeks from 2025‑08‑11 on, revenue was predicted from known inputs, not"
                    + " fitted: RMSE 98,800, wMAPE 7.8 %, R² 0.710; the 90 % predictive interval"
                    + " holds 88.0 % of the 19 values known.";
        assertThat(page.select("#headline > p").eachText()).contains(sentence);
        assertThat(page.select("#fit > p").eachText()).contains(sentence);
        assertThat(page.select("#headline .facts div").eachText())
                .anyMatch(fact -> fact.startsWith("Weeks fitted 842024‑01‑01 to 2025‑08‑04"));
        assertThat(page.select("#data .facts div").eachText())
                .contains("Weeks after 20predicted, not fitted");
        assertThat(page.expectFirst("#fit details").select("tbody tr").eachText())
                .filteredOn(row -> row.contains("predicted"))
                .hasSize(20)
                .last()
                .asString()
                .contains("–");
    }

    @Test
    void thereMayBeNothingToComparePredictionsWith() {
        Document page = Jsoup.parse(HtmlReport.render(SampleRun.withLaterWeeks(1)));

        assertThat(page.select("#fit > p").text())
                .contains("In the 1 week from", "no value is known yet to compare with");
        assertThat(page.select("#fit text").eachText()).contains("predicted from here");
    }

    @Test
    void escapesWhatUsersType() {
        String hostile = "x</script></title><b onload=\"y\">'&";
        Run run = SampleRun.renamed("facebook_spend", hostile);
        String html = HtmlReport.render(run);
        Document page = Jsoup.parse(html);

        assertThat(html).doesNotContain("</script>", "<b onload", "\"y\"");
        assertThat(page.select("[onload]")).isEmpty();
        assertThat(page.select("#data td").eachText()).contains(hostile);
        assertThat(page.select("#graph svg title").eachText())
                .anyMatch(title -> title.startsWith(hostile));
        assertThat(page.select("#effects td").eachText()).contains(hostile);
        assertThat(page.select("section")).hasSize(PAGE.select("section").size());
        assertThat(page.select("svg")).hasSize(PAGE.select("svg").size());
    }
}
