package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the report says of floors, zeros, prices and levers. */
class NationalReportTest {
    private static final Run RUN = NationalRun.create();
    private static final String HTML = HtmlReport.render(RUN, SampleQuantities.none());
    private static final Document PAGE = Jsoup.parse(HTML);
    private static final JsonNode CHARTS = PageCharts.of(PAGE);

    /** Leaves the page in target/ for people to look at. */
    @Test
    void whatIsNotThereIsLeftOut() throws IOException {
        Files.writeString(Path.of("target/sample-report-national.html"), HTML);

        assertThat(CHARTS.propertyNames())
                .containsExactly("effects", "roi", "fit-0", "fit-1", "fit-2", "levers");
        assertThat(PAGE.select("[data-chart]").eachAttr("data-chart"))
                .containsExactlyInAnyOrderElementsOf(CHARTS.propertyNames());
        assertThat(PAGE.select("#decomposition, #curves, #price, #priors")).isEmpty();
        assertThat(PAGE.select("#remarks").text())
                .isEqualTo("the run holds no draws of single geos");
    }

    @Test
    void theHeadlineNamesPriceIndirectEffectsFloorAndChokePrice() {
        assertThat(PAGE.select("#headline ol.key li").eachText())
                .containsExactly(
                        "Given the model and its assumptions, and subject to the doubts below,"
                                + " instagram_spend has the largest total effect of a channel,"
                                + " 5,033,000 (90 % interval 5,032,000 to 5,034,000) of revenue"
                                + " from 2024‑01‑01 to 2024‑12‑09.",
                        "Whether channels also act through google_spend or site_visits cannot be"
                                + " told from these data: every 90 % interval of an indirect"
                                + " effect includes zero.",
                        "The strongest lever is average_price, of which 1 % more in every week"
                                + " changes revenue by −10.7 % (90 % interval −10.8 to −10.7 %);"
                                + " by these numbers every paid source returned more than it"
                                + " cost.");
        assertThat(PAGE.select("#notes li").eachText())
                .containsSubsequence(
                        "No indirect effect of a channel through google_spend or site_visits can"
                                + " be told from zero: every 90 % interval includes it.",
                        "In 5 of the 50 weeks fitted revenue is at the floor of 1: such a week is"
                                + " known only to be 1 or less.",
                        "Demand vanishes above a price of 109.75 (90 % interval 109.72 to"
                                + " 109.77).");
    }

    @Test
    void indirectEffectsAreSortedIntoClearAndUnclear() {
        Document page =
                Jsoup.parse(
                        HtmlReport.render(
                                NationalRun.with(
                                        List.of(
                                                NationalRun.row(
                                                        "facebook_spend", "indirect", 9, 4, 12),
                                                NationalRun.row(
                                                        "instagram_spend", "indirect", 3, -1, 5))),
                                SampleQuantities.none()));

        assertThat(page.select("#notes").text())
                .contains(
                        "Indirect effects through google_spend or site_visits that can be told from"
                            + " zero at 90 %: facebook_spend. Those that cannot: instagram_spend."
                            + " This rests on site_visits -> revenue, google_spend -> revenue each"
                            + " being positive by prior");
        assertThat(page.select("#levers").text()).contains("The run holds no elasticities.");
    }

    @Test
    void leversStandInOneChartTheStrongestFirst() {
        Element section = PAGE.expectFirst("#levers");
        JsonNode forest = CHARTS.required("levers");
        JsonNode rows = forest.required("views").required(0).required("rows");

        assertThat(forest.required("axis").stringValue()).isEqualTo("% of revenue per 1 %");
        assertThat(texts(rows, "group"))
                .containsExactly(
                        "average_price",
                        "instagram_spend",
                        "emails_send",
                        "site_visits",
                        "facebook_spend",
                        "google_spend");
        assertThat(texts(rows, "kind"))
                .containsExactly("control", "media", "control", "media", "media", "media");
        assertThat(texts(rows, "label")).contains("price", "channel", "mediator", "control");
        assertThat(texts(rows, "text"))
                .contains("−10.7 (−10.8 to −10.7)", "0.00390 (0.00260 to 0.00520)");
        assertThat(section.text())
                .contains("The strongest lever is average_price", "causal only if the graph holds")
                .contains("means nothing: promotions.");
        assertThat(section.select("tbody tr")).hasSize(6);
        assertThat(PAGE.select("#effects tbody tr")).hasSize(6);
        assertThat(PAGE.select("#effects").text())
                .contains("source changed by −100%")
                .doesNotContain("elasticity");
    }

    private static List<String> texts(JsonNode rows, String field) {
        return rows.valueStream().map(row -> row.required(field).stringValue()).toList();
    }

    @Test
    void weeksAtTheFloorAndAtZeroAreMarked() {
        assertThat(CHARTS.required("fit-0").required("bound").doubleValue()).isEqualTo(1);
        assertThat(CHARTS.required("fit-0").required("place").stringValue())
                .isEqualTo("at the floor of 1");
        assertThat(CHARTS.required("fit-0").required("fitted").intValue()).isEqualTo(50);
        assertThat(CHARTS.required("fit-1").required("bound").doubleValue()).isZero();
        assertThat(CHARTS.required("fit-2").required("bound").isNull()).isTrue();
        assertThat(PAGE.expectFirst("#fit [data-chart]").attr("aria-label"))
                .contains("Triangles: In 5 of the 50 weeks fitted revenue is at the floor of 1.");
        assertThat(PAGE.select("#fit > p").eachText())
                .anyMatch(text ->
                        text.endsWith(
                                "In 5 of the 50 weeks fitted revenue is at the floor of 1: such a"
                                        + " week is known only to be 1 or less. Log RMSE is over"
                                        + " the other weeks."))
                .anyMatch(text ->
                        text.contains(
                                "In 25 of the 50 weeks fitted google_spend is at zero: the model"
                                        + " takes a zero for any value that would have been 0 or"
                                        + " less (tobit)."));
        assertThat(PAGE.select("#fit .facts div").eachText())
                .contains("log RMSE 0.0246of logarithms, weeks above 1");
        assertThat(PAGE.select("#fit td").eachText())
                .contains("at the floor of 1", "predicted, at the floor of 1", "at zero");
    }

    @Test
    void onlyALogLinkThatSpansDecadesOffersALogarithmicScale() {
        assertThat(CHARTS.required("fit-0").required("logarithmic").booleanValue()).isTrue();
        assertThat(CHARTS.required("fit-1").required("logarithmic").booleanValue()).isFalse();
        assertThat(PAGE.select("[data-scale-toggle]").eachAttr("data-scale-toggle"))
                .containsExactly("fit-0");
    }

    @Test
    void theDataSectionCountsCensoredWeeks() {
        assertThat(PAGE.select("#data .facts div").eachText())
                .contains(
                        "Weeks at the floor of 1 5revenue, left-censored",
                        "Weeks at zero 25google_spend, left-censored");
    }

    @Test
    void writesTheEquationsAsTheyAreFitted() {
        Element model = PAGE.expectFirst("#model");

        assertThat(model.select(".formula li").eachText())
                .containsSubsequence(
                        "x(google_spend) = adstock(google_spend*; decay_google_spend)",
                        "x(site_visits) = E[site_visits*]",
                        "google_spend* ~ max(0, Normal(η, sigma_google_spend))",
                        "+ control_average_price_to_google_spend · z(average_price)",
                        "site_visits* ~ StudentT(nu_site_visits, η, sigma_site_visits)",
                        "ln revenue* ~ Normal(η, sigma_revenue)",
                        "revenue ≤ 1 is left-censored: such a week counts with P(revenue ≤ 1)",
                        "η = ln A + ln D",
                        "A = intercept_revenue",
                        "+ coefficient_facebook_spend_to_revenue · x(facebook_spend)",
                        "+ activity_facebook_spend_to_revenue · 1{facebook_spend > 0}",
                        "ln D = trend_revenue (linear)",
                        "+ season_revenue (4 harmonics of 365.25 days)",
                        "+ ln((choke_price_revenue − average_price)/(choke_price_revenue − p_r))",
                        "+ control_promotions_to_revenue · promotions",
                        "+ control_emails_send_to_revenue · (ln emails_send − its mean)",
                        "+ control_promotions_x_facebook_spend_to_revenue · promotions ·"
                                + " facebook_spend*",
                        "p_r = 102, the median average_price of the weeks fitted");
        assertThat(model.select("details tbody tr").eachText())
                .containsExactly(
                        "intercept_revenue LogNormal(−1, 2)",
                        "choke_price_revenue Uniform(108.75, 109.77)",
                        "nu_site_visits − 2 Gamma(2, 0.1)");
    }

    @Test
    void saysWhatTheEffectsRestOn() {
        assertThat(PAGE.select("#model ul.plain").text())
                .contains(
                        "demand (trend, season, controls, price) multiplies the sum",
                        "the week stays as many percent above or below expectation",
                        "Where google_spend is zero or revenue is at its floor",
                        "Downstream of site_visits stands what its equation expects",
                        "The weeks fitted have seen average_price from 100 to 111. Outside that",
                        "demand is nil above it");
    }
}
