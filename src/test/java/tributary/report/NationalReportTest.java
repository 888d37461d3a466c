package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the report says of floors, zeros, prices and levers. */
class NationalReportTest {
    private static final String HTML = HtmlReport.render(NationalRun.create());
    private static final Document PAGE = Jsoup.parse(HTML);

    /** Leaves the page in target/ for people to look at. */
    @Test
    void everyChartHasFiniteCoordinates() throws IOException {
        Files.writeString(Path.of("target/sample-report-national.html"), HTML);

        // graph, effects, return, levers, three equations, and revenue on a logarithmic scale
        assertThat(PAGE.select(".chart svg")).hasSize(8);
        assertThat(PAGE.select(".chart svg").outerHtml()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void theHeadlineNamesPriceIndirectEffectsFloorAndChokePrice() {
        assertThat(PAGE.select("#headline > p").eachText())
                .containsSubsequence(
                        "The strongest lever is average_price: 1 % more of it in every week fitted"
                                + " changes revenue by −10.7 % (90 % interval −10.8 to −10.7 %),"
                                + " given the model and its assumptions.",
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
                                                        "instagram_spend",
                                                        "indirect",
                                                        3,
                                                        -1,
                                                        5)))));

        assertThat(page.select("#headline > p").text())
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

        assertThat(section.select("svg text.strong").eachText())
                .containsExactly(
                        "average_price",
                        "instagram_spend",
                        "emails_send",
                        "site_visits",
                        "facebook_spend",
                        "google_spend");
        assertThat(section.select(".chart .mark").eachAttr("class"))
                .containsExactly(
                        "mark control",
                        "mark media",
                        "mark control",
                        "mark media",
                        "mark media",
                        "mark media");
        assertThat(section.select("svg text").eachText())
                .contains("price", "channel", "mediator", "control", "−10", "0.01", "1")
                .contains("% of revenue per 1 % (logarithmic on both sides of zero)")
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

    @Test
    void weeksAtTheFloorAndAtZeroHaveAMarkOfTheirOwn() {
        Element revenue = PAGE.select("#fit .chart svg").get(0);
        Element logarithmic = PAGE.select("#fit .chart svg").get(1);
        Element google = PAGE.select("#fit .chart svg").get(2);
        Element visits = PAGE.select("#fit .chart svg").get(3);

        assertThat(revenue.select("path.censored")).hasSize(6);
        assertThat(revenue.select("circle.observed")).hasSize(54);
        assertThat(logarithmic.select("path.censored")).hasSize(6);
        assertThat(google.select("path.censored")).hasSize(30);
        assertThat(visits.select("path.censored")).isEmpty();
        assertThat(revenue.select("desc").text())
                .contains("Triangles: In 5 of the 50 weeks fitted revenue is at the floor of 1.");
        assertThat(PAGE.select("#fit .legend li").eachText())
                .containsOnlyOnce("observed, at the floor of 1", "observed, at zero");
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
    void onlyALogLinkThatSpansDecadesHasALogarithmicTwin() {
        assertThat(PAGE.select("#fit .chart").eachAttr("aria-label"))
                .containsExactly(
                        "Weeks of revenue",
                        "Weeks of revenue, logarithmic scale",
                        "Weeks of google_spend",
                        "Weeks of site_visits");
        Element logarithmic = PAGE.select("#fit .chart svg").get(1);
        assertThat(logarithmic.select("text").eachText())
                .contains("1", "1,000", "100,000", "revenue per week (logarithmic scale)");
        double small = Double.parseDouble(logarithmic.select("circle").get(1).attr("cy"));
        double large = Double.parseDouble(logarithmic.select("circle").get(0).attr("cy"));
        assertThat(small - large).isGreaterThan(80); // 601 against 400,000, of 222 in all
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
        assertThat(model.select("tbody tr").eachText())
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
