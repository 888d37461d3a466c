package tributary.report;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;
import tributary.spec.Prior;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A made-up run of a national model: scaled, floored and priced outcome, a tobit mediator and a
 * predicted one, 50 weeks fitted and 10 predicted. Revenue is at the floor in week 3 of every 10,
 * Google spends in every second week.
 */
public final class NationalRun {
    static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week", "to": "2024-12-09" },
              "outcome": { "column": "revenue", "link": "log", "composition": "scaled", "floor": 1 },
              "channels": [ { "column": "facebook_spend" },
                            { "column": "instagram_spend", "saturation": "linear" } ],
              "mediators": [ { "column": "google_spend", "family": "tobit", "saturation": "linear" },
                             { "column": "site_visits", "family": "student_t", "paid": false,
                               "input": "predicted", "adstock": "none", "saturation": "linear" } ],
              "paths": [ "facebook_spend -> google_spend", "instagram_spend -> google_spend",
                         "facebook_spend -> site_visits", "site_visits -> revenue",
                         { "from": "facebook_spend", "to": "revenue", "activity": true },
                         "instagram_spend -> revenue", "google_spend -> revenue" ],
              "controls": [ { "column": "average_price", "price_response": "linear_demand" },
                            { "column": "promotions", "transform": "indicator" },
                            { "column": "emails_send", "transform": "log", "into": ["revenue"] },
                            { "column": "promotions:facebook_spend", "into": ["revenue"] } ],
              "seasonality": { "order": 4 } }
            """;

    private static final int WEEKS = 60;
    private static final int FITTED = 50;
    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    private NationalRun() {}

    /** The run, with price its strongest lever and no clear indirect effect. */
    public static Run create() {
        return with(
                List.of(
                        row("facebook_spend", "indirect", -2979, -12_556, 3479),
                        row("facebook_spend", "total", 19_563, 9659, 26_367),
                        row("instagram_spend", "indirect", 357, -807, 1415),
                        row("instagram_spend", "total", 5_033_098, 5_031_916, 5_034_175),
                        row("instagram_spend", "roi", 47.48, 47.47, 47.49),
                        row("google_spend", "total", 8921, 8524, 9310),
                        row("facebook_spend", "elasticity", 0.0039, 0.0026, 0.0052),
                        row("instagram_spend", "elasticity", 0.9866, 0.9864, 0.9868),
                        row("google_spend", "elasticity", 0.00175, 0.00167, 0.00182),
                        row("site_visits", "elasticity", -0.0062, -0.0446, 0.032),
                        row("average_price", "elasticity", -10.7496, -10.8236, -10.7067),
                        row("emails_send", "elasticity", 0.041, 0.0144, 0.0673)));
    }

    /** The run with these effects. */
    public static Run with(List<EffectRow> effects) {
        Run sample = SampleRun.create();
        Panel panel = panel();
        Map<String, Prior> priors = new LinkedHashMap<>();
        priors.put("intercept_revenue", new Prior.LogNormal(-1, 2));
        priors.put("choke_price_revenue", new Prior.Uniform(108.75, 109.77));
        priors.put("nu_site_visits", new Prior.Gamma(2, 0.1));
        List<ParameterSummary> parameters = new ArrayList<>(sample.diagnostics().parameters());
        parameters.add(
                new ParameterSummary(
                        "choke_price_revenue",
                        109.75,
                        0.013,
                        109.7224,
                        109.7515,
                        109.7685,
                        1,
                        900,
                        900,
                        0.0005));
        Diagnostics d = sample.diagnostics();
        return new Run(
                model(MODEL),
                priors,
                List.of("a doubt"),
                sample.info(),
                panel,
                sample.draws(),
                new Diagnostics(parameters, d.chains(), d.gradients(), d.seconds(), d.verdict()),
                effects,
                new FitSummary(
                        List.of(
                                fit(panel, "revenue", "conditional median", 1),
                                fit(panel, "google_spend", "mean", 0),
                                fit(panel, "site_visits", "mean", Double.NEGATIVE_INFINITY)),
                        Optional.empty()));
    }

    /** A model from its text. */
    static ModelSpec model(String json) {
        try {
            Path file = Files.createTempFile("model", ".json");
            try {
                return ModelSpecReader.read(Files.writeString(file, json));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Weekly data, with a median price of 102 in the weeks fitted. */
    static Panel panel() {
        List<LocalDate> weeks = new ArrayList<>();
        for (int t = 0; t < WEEKS; t++) {
            weeks.add(START.plusWeeks(t));
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("revenue", new double[WEEKS]);
        columns.put("facebook_spend", new double[WEEKS]);
        columns.put("instagram_spend", new double[WEEKS]);
        columns.put("google_spend", new double[WEEKS]);
        columns.put("site_visits", new double[WEEKS]);
        columns.put("average_price", new double[WEEKS]);
        columns.put("promotions", new double[WEEKS]);
        columns.put("emails_send", new double[WEEKS]);
        Arrays.setAll(get(columns, "revenue"), t -> isFloored(t) ? 1 : t % 7 == 0 ? 4e5 : 600 + t);
        Arrays.setAll(get(columns, "facebook_spend"), t -> t % 3 == 0 ? 0 : 5000 + 10 * t);
        Arrays.setAll(get(columns, "instagram_spend"), t -> t % 7 == 0 ? 3000 : 0);
        Arrays.setAll(get(columns, "google_spend"), t -> t % 2 == 0 ? 0 : 2000 + 30 * t);
        Arrays.setAll(get(columns, "site_visits"), t -> 800 + 5 * t);
        Arrays.setAll(get(columns, "average_price"), t -> isFloored(t) ? 111 : 100 + t % 5);
        Arrays.setAll(get(columns, "promotions"), t -> t % 4 == 0 ? 1 : 0);
        Arrays.setAll(get(columns, "emails_send"), t -> 90_000 + 100 * t);
        return new Panel(weeks, columns, 0, FITTED, "weekly.csv", "0f", List.of());
    }

    private static boolean isFloored(int week) {
        return week % 10 == 3;
    }

    private static double[] get(Map<String, double[]> columns, String name) {
        return Optional.ofNullable(columns.get(name)).orElseThrow();
    }

    private static FitSummary.NodeFit fit(
            Panel panel, String node, String expectation, double bound) {
        double[] observed = panel.column(node);
        List<FitSummary.Week> weeks = new ArrayList<>();
        for (int t = 0; t < WEEKS; t++) {
            weeks.add(
                    new FitSummary.Week(
                            panel.weeks().get(t).toString(),
                            t < FITTED,
                            Math.max(bound, 1.01 * observed[t]),
                            Math.max(bound, 0.95 * observed[t]),
                            Math.max(bound, 1.07 * observed[t]),
                            observed[t]));
        }
        return new FitSummary.NodeFit(
                node,
                expectation,
                weeks,
                new FitSummary.Metrics(0.999, 0.02, 0.021, 2750, 0.0246, 0.96),
                Optional.of(new FitSummary.Metrics(0.998, 0.03, 0.033, 4722, 0.034, 1)));
    }

    /** A row over all paths; its quantiles lie evenly in the interval. */
    public static EffectRow row(
            String source, String effect, double median, double q05, double q95) {
        boolean elasticity = effect.equals("elasticity");
        return new EffectRow(
                source,
                effect,
                Optional.empty(),
                Optional.empty(),
                START.toString(),
                START.plusWeeks(FITTED - 1).toString(),
                elasticity ? "+1%" : "-100%",
                elasticity ? "% of revenue per 1 %" : "revenue",
                median,
                median,
                (q95 - q05) / 3.3,
                q05,
                q05,
                0.5 * (q05 + median),
                0.5 * (median + q95),
                q95,
                q95,
                q05 > 0 ? 1 : q95 < 0 ? 0 : 0.5,
                1,
                3000,
                Optional.empty());
    }
}
