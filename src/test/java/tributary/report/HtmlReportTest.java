package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import tributary.diagnostics.Verdict;
import tributary.fit.ReportQuantities;
import tributary.spec.Identification;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

class HtmlReportTest {
    private static final Run RUN = SampleRun.create();
    private static final ReportQuantities QUANTITIES = SampleQuantities.of(RUN);
    private static final String HTML = HtmlReport.render(RUN, QUANTITIES);
    private static final Document PAGE = Jsoup.parse(HTML);
    private static final JsonNode CHARTS = PageCharts.of(PAGE);

    private static Document page(Run run) {
        return Jsoup.parse(HtmlReport.render(run, SampleQuantities.of(run)));
    }

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

        assertThat(HtmlReport.render(RUN, QUANTITIES)).isEqualTo(HTML);
    }

    @Test
    void hasEverySectionAndEveryLinkLeadsToOne() {
        assertThat(PAGE.select("section").eachAttr("id"))
                .containsExactly(
                        "headline",
                        "graph",
                        "effects",
                        "decomposition",
                        "fit",
                        "curves",
                        "roi",
                        "levers",
                        "price",
                        "priors",
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
        Document page = Jsoup.parse(HTML);
        page.select("script").remove();

        assertThat(page.outerHtml()).doesNotContain("http:", "https:", "//", "url(", "@import");
        assertThat(PAGE.select("[src], link, iframe, object, embed, [onclick], [onload]"))
                .isEmpty();
        assertThat(HTML.length()).isLessThan(5_000_000);
    }

    @Test
    void thePolicyNamesTheHashOfEveryScriptThatRuns() throws GeneralSecurityException {
        String policy =
                PAGE.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
        List<Element> scripts = PAGE.select("script:not([type])");

        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe-eval");
        assertThat(scripts).hasSize(2);
        for (Element script : scripts) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.data().getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains(" 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
    }

    @Test
    void everyChartHasDataPlaceAndWords() {
        assertThat(PAGE.select("[data-chart]").eachAttr("data-chart"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(CHARTS.propertyNames())
                .contains(
                        "effects",
                        "roi",
                        "decomposition",
                        "totals",
                        "fit-0",
                        "carry-over-0",
                        "saturation-0",
                        "price-0",
                        "prior-0",
                        "trace");
        for (Element chart : PAGE.select("[data-chart]")) {
            assertThat(chart.attr("role")).isEqualTo("img");
            assertThat(chart.attr("aria-label")).as(chart.attr("data-chart")).isNotBlank();
        }
        assertThat(PAGE.select("noscript").text()).contains("Charts need JavaScript");
        assertThat(PAGE.select("#graph svg > desc").text()).contains("Paths with median and 90 %");
    }

    @Test
    void controlsAreNamedAndMatchTheirCharts() {
        assertThat(PAGE.select("[data-forest-kind]").eachAttr("data-forest-kind"))
                .containsExactly("direct", "indirect", "total");
        assertThat(PAGE.select("select[data-forest-window] option").eachText())
                .containsExactly("all weeks", "last 52 weeks");
        assertThat(PAGE.select("select[data-forest-source] option").eachAttr("value"))
                .hasSize(1 + RUN.model().sources().size())
                .startsWith("");
        assertThat(PAGE.select("select[data-trace-parameter] option").eachText())
                .containsExactly("sigma_revenue", "intercept_revenue");
        assertThat(PAGE.select("select")).allMatch(select -> select.closest("label") != null);
        assertThat(PAGE.select("button"))
                .allMatch(button -> button.hasText() && button.hasAttr("aria-pressed"));
    }

    @Test
    void forestsHoldTheNumbersOfTheEffects() {
        JsonNode views = CHARTS.required("effects").required("views");
        List<EffectRow> wanted =
                RUN.effects().stream()
                        .filter(row -> row.path().isEmpty())
                        .filter(row ->
                                List.of("direct", "indirect", "total").contains(row.effect()))
                        .toList();

        assertThat(views).hasSize(2);
        assertThat(views.required(0).required("rows")).hasSameSizeAs(wanted);
        for (JsonNode shown : views.required(0).required("rows").values()) {
            EffectRow row =
                    wanted.stream()
                            .filter(r -> r.source().equals(shown.required("group").stringValue()))
                            .filter(r -> r.effect().equals(shown.required("kind").stringValue()))
                            .findFirst()
                            .orElseThrow();
            assertThat(shown.required("median").doubleValue()).isEqualTo(row.median());
            assertThat(shown.required("q05").doubleValue()).isEqualTo(row.q05());
            assertThat(shown.required("q25").doubleValue()).isEqualTo(row.q25());
            assertThat(shown.required("q75").doubleValue()).isEqualTo(row.q75());
            assertThat(shown.required("q95").doubleValue()).isEqualTo(row.q95());
            assertThat(shown.required("text").stringValue())
                    .isEqualTo(Numbers.estimate(row.median(), row.q05(), row.q95()));
        }
        assertThat(PAGE.select("#effects .effect-table tbody tr")).hasSize(RUN.effects().size());
        assertThat(PAGE.select("#effects .window tbody tr").size()).isGreaterThan(wanted.size());
    }

    @Test
    void partsOfTheOutcomeStandInChartAndTables() {
        JsonNode parts = CHARTS.required("decomposition").required("parts");

        assertThat(parts.valueStream().map(part -> part.required("kind").stringValue()))
                .startsWith("baseline", "control", "media")
                .endsWith("mediated");
        assertThat(CHARTS.required("totals").required("views").required(0).required("rows"))
                .hasSameSizeAs(parts);
        assertThat(PAGE.select("#decomposition details").get(0).select("tbody tr"))
                .hasSameSizeAs(parts);
        assertThat(PAGE.select("#decomposition details").get(1).select("tbody tr")).hasSize(104);
    }

    @Test
    void curvesPricesAndPriorsAreSaidInWords() {
        assertThat(PAGE.select("#curves figcaption").eachText())
                .contains(
                        "60.0 % (90 % interval 42.0 to 78.0 %) of its effect comes in the week"
                                + " itself, the rest later.",
                        "Half of the largest weekly amount (10,000 of 20,000) brings 81.2 % (90 %"
                                + " interval 65.0 to 97.5 %) of its response.");
        assertThat(PAGE.select("#price").text())
                .contains("Weeks fitted have seen prices from 45 to 57, median 50");
        assertThat(PAGE.select("#priors").text())
                .contains(
                        "The data hardly narrowed 1 of these 2 quantities",
                        "contraction 0.80: mostly from the data",
                        "contraction 0.02: as the prior: the data hardly say anything");
        assertThat(PAGE.select("#remarks").text()).contains("40 of 1000 draws");
    }

    @Test
    void saysWhatTheDataCanIdentify() {
        assertThat(PAGE.select("#identification tbody tr"))
                .hasSameSizeAs(Identification.of(RUN.model()).effects());
        assertThat(PAGE.select("#model").text())
                .contains(Identification.of(RUN.model()).assumption());
    }

    @Test
    void opensWithThreeHedgedSentences() {
        assertThat(PAGE.select("ol.key li")).hasSize(3);
        assertThat(PAGE.select("ol.key li").eachText().getFirst())
                .startsWith(
                        "Given the model and its assumptions, and subject to the doubts below,"
                                + " media account for 31.0 % (90 % interval 24.8 to 37.2 %) of"
                                + " revenue; ")
                .contains("has the largest total effect of a channel");
        assertThat(PAGE.select("ol.key li").eachText().get(1))
                .startsWith("Channels also act through google_spend or site_visits, ");
    }

    @Test
    void saysWhatIsSuppressedAndWhy() {
        assertThat(PAGE.select("#effects").text())
                .contains(
                        "proportion mediated of tiktok_spend is not shown: the total effect is not"
                                + " clear of zero.");
    }

    @Test
    void everyArrowOfTheGraphHasItsEffectWithInterval() {
        var arrows = PAGE.select("#graph .arrow");

        assertThat(arrows).hasSize(RUN.model().paths().size());
        for (Element arrow : arrows) {
            assertThat(arrow.attr("tabindex")).isEqualTo("0");
            assertThat(arrow.attr("aria-label").replace('\u00a0', ' '))
                    .isEqualTo(arrow.expectFirst("title").text())
                    .contains("coefficient, in scaled units");
            String label = arrow.expectFirst("text").text();
            if (label.equals("–")) { // the run holds no row of this path
                assertThat(arrow.attr("aria-label")).startsWith("google_spend → site_visits: no");
                continue;
            }
            assertThat(label).matches("\\S+ \\(\\S+ to \\S+\\)");
            assertThat(arrow.expectFirst(".edge").hasClass("dashed"))
                    .as(label)
                    .isEqualTo(label.matches(".*\\(−\\S+ to [0-9.,]+\\)"));
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
        Document page = page(SampleRun.withVerdict(verdict));

        assertThat(page.select("#headline .verdict").text())
                .contains(words, "R-hat 1.2 > 1.05 for <b>");
        assertThat(page.select("ol.key li")).hasSize(3);
        assertThat(page.select("ol.key").text().contains("must not be used"))
                .isEqualTo(level == Verdict.Level.FAIL);
    }

    @Test
    void saysWhichWeeksArePredictedAndHowWell() throws IOException {
        Run run = SampleRun.withLaterWeeks(20);
        String html = HtmlReport.render(run, SampleQuantities.of(run));
        Files.writeString(Path.of("target/sample-report-predicted.html"), html);
        Document page = Jsoup.parse(html);

        assertThat(PAGE.text()).doesNotContain("Weeks after");
        for (Element holder : page.select("#fit [data-chart]")) {
            JsonNode chart = PageCharts.of(page).required(holder.attr("data-chart"));
            assertThat(chart.required("fitted").intValue()).isEqualTo(84);
            assertThat(chart.required("observed")).hasSize(104);
            assertThat(chart.required("observed").required(103).isNull()).isTrue();
            assertThat(holder.attr("aria-label")).contains("Predicted, not fitted", "20");
        }
        String sentence =
                "In the 20 weeks from 2025‑08‑11 on, revenue was predicted from known inputs, not"
                    + " fitted: RMSE 98,800, wMAPE 7.8 %, R² 0.710; the 90 % predictive interval"
                    + " holds 88.0 % of the 19 values known.";
        assertThat(page.select("#notes li").eachText()).contains(sentence);
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
        Document page = page(SampleRun.withLaterWeeks(1));

        assertThat(page.select("#fit > p").text())
                .contains("In the 1 week from", "no value is known yet to compare with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x</script></title><b onload=\"y\">'&",
                "<img src=x onerror=alert(1)>",
                "=cmd()|' /C calc'!A0",
                "\u202Eevil \u05D0\u05D1",
                "{{ 7 * 7 }} {a|b} \\u003c"
            })
    void escapesWhatUsersType(String hostile) {
        Run run = SampleRun.renamed("facebook_spend", hostile);
        String html = HtmlReport.render(run, SampleQuantities.of(run));
        Document page = Jsoup.parse(html);

        assertThat(html).doesNotContain("</script></title>", "<b onload", "<img src=x");
        assertThat(page.select("[onload], [onerror], img")).isEmpty();
        assertThat(page.select("#data td").eachText()).contains(hostile);
        assertThat(page.select("#graph .arrow > title").eachText())
                .anyMatch(title -> title.startsWith(hostile));
        assertThat(page.select("#effects td").eachText()).contains(hostile);
        assertThat(page.select("#effects option").eachAttr("value")).contains(hostile);
        assertThat(
                        PageCharts.of(page)
                                .required("effects")
                                .required("views")
                                .required(0)
                                .required("rows")
                                .valueStream()
                                .map(row -> row.required("group").stringValue()))
                .contains(hostile);
        assertThat(page.select("section")).hasSize(PAGE.select("section").size());
        assertThat(page.select("svg")).hasSize(PAGE.select("svg").size());
        assertThat(page.select("script")).hasSize(3);
    }
}
