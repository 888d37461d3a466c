package tributary.model;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** Configurations that between them use everything the grammar offers, on one small panel. */
final class Configurations {
    /** Not a multiple of eight. */
    private static final int WEEKS = 61;

    private static final String FRAME =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { %s },
              "channels": [ %s ],
              "mediators": [ %s ],
              "paths": [ %s ]
              %s }
            """;

    private static final String A_B = "{ \"column\": \"a\" }, { \"column\": \"b\" }";
    private static final String Y = "\"column\": \"y\"";
    private static final String M1 = "{ \"column\": \"m1\" }";
    private static final String MEDIATED =
            "\"a -> m1\", \"b -> m1\", \"a -> y\", \"b -> y\", \"m1 -> y\"";

    private Configurations() {}

    /** All configurations by name. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String link : new String[] {"identity", "log"}) {
            for (String family : new String[] {"gaussian", "student_t", "student_t 5"}) {
                for (String saturation : new String[] {"hill", "linear"}) {
                    for (boolean pooled : new boolean[] {true, false}) {
                        String name = String.join(" ", link, family, saturation);
                        all.put(
                                name + (pooled ? " pooled" : ""),
                                crossed(link, family, saturation, pooled));
                    }
                }
            }
        }
        graphs(all);
        priors(all);
        columns(all);
        RealWeekConfigurations.addTo(all);
        MediaConfigurations.addTo(all);
        FamilyConfigurations.addTo(all);
        return all;
    }

    /** One of {@link #all}. */
    static String of(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    private static String crossed(String link, String family, String saturation, boolean pooled) {
        String equation =
                "\"link\": \"" + link + "\", \"family\": \"" + family.split(" ", -1)[0] + "\"";
        if (family.endsWith("5")) {
            equation += ", \"nu\": 5";
        }
        String curve = ", \"saturation\": \"" + saturation + "\"";
        return FRAME.formatted(
                Y + ", " + equation,
                "{ \"column\": \"a\"%1$s }, { \"column\": \"b\"%1$s }, { \"column\": \"c\", \"paid\": false%1$s }"
                        .formatted(curve + (pooled ? "" : ", \"adstock\": \"none\"")),
                "{ \"column\": \"m1\", " + equation + curve + " }",
                MEDIATED + ", \"c -> y\"",
                ", \"controls\": [ { \"column\": \"price\" } ], \"seasonality\": { \"order\": 1 },"
                        + " \"pooling\": { \"paths\": "
                        + pooled
                        + " }");
    }

    private static void graphs(Map<String, String> all) {
        String both = M1 + ", { \"column\": \"m2\", \"adstock\": \"none\" }";
        all.put(
                "chained mediators",
                FRAME.formatted(
                        Y, A_B, both, MEDIATED + ", \"m1 -> m2\", \"a -> m2\", \"m2 -> y\"", ""));
        all.put(
                "mediators declared against the chain",
                FRAME.formatted(Y, A_B, both, MEDIATED + ", \"m2 -> m1\", \"b -> m2\"", ""));
        all.put(
                "parallel mediators",
                FRAME.formatted(
                        Y,
                        A_B,
                        both,
                        "\"a -> m1\", \"b -> m2\", \"a -> y\", \"m1 -> y\", \"m2 -> y\"",
                        ", \"trend\": { \"into\": [ \"m2\" ] }"));
        all.put(
                "groups of the analyst",
                FRAME.formatted(
                        Y,
                        A_B + ", { \"column\": \"c\", \"paid\": false }",
                        M1,
                        """
                        { "from": "a", "to": "m1", "group": "up", "sign": "positive" },
                        { "from": "c", "to": "m1", "group": "up", "sign": "positive" },
                        { "from": "a", "to": "y", "group": "down", "sign": "any" },
                        { "from": "m1", "to": "y", "group": "down", "sign": "any" },
                        { "from": "c", "to": "y", "group": "down", "sign": "any" }, "b -> y"
                        """,
                        ""));
        all.put(
                "a group across equations",
                FRAME.formatted(
                        Y,
                        A_B,
                        M1,
                        """
                        { "from": "a", "to": "m1", "group": "all", "sign": "positive" },
                        { "from": "b", "to": "y", "group": "all" }, "a -> y", "m1 -> y"
                        """,
                        ""));
    }

    private static void priors(Map<String, String> all) {
        all.put(
                "a prior of its own",
                FRAME.formatted(
                        Y,
                        A_B + ", { \"column\": \"c\" }",
                        M1,
                        MEDIATED + ", \"c -> y\"",
                        ", \"priors\": { \"coefficient_a_to_y\": \"gamma(2, 10)\" }"));
        all.put(
                "every family of priors",
                FRAME.formatted(
                        Y + ", \"family\": \"student_t\"",
                        A_B,
                        "{ \"column\": \"m1\", \"family\": \"student_t\" }",
                        MEDIATED,
                        """
                        , "controls": [ { "column": "price" }, { "column": "rival" } ],
                        "priors": {
                          "decay_a": "uniform(0.1, 0.9)", "decay_b": "dirac(0.4)",
                          "decay_m1": "truncated_normal(0.3, 0.2, 0, 0.95)",
                          "half_saturation_a": "inverse_gamma(3, 2)",
                          "half_saturation_b": "normal(1, 0.5)",
                          "half_saturation_m1": "dirac(0.8)",
                          "slope_a": "truncated_normal(1, 0.5, 0.3, 4)", "slope_b": "gamma(4, 3)",
                          "slope_m1": "uniform(0.5, 2)",
                          "coefficient_m1_to_y": "laplace(0.1, 0.2)",
                          "coefficient_scale_paid_positive_into_y": "half_cauchy(0.5)",
                          "coefficient_scale_paid_signed_into_m1": "exponential(1.5)",
                          "coefficient_location_paid_signed_into_m1": "student_t(3, 0, 0.4)",
                          "intercept_y": "laplace(0.7, 0.3)", "intercept_m1": "lognormal(0, 0.5)",
                          "control_price_to_y": "uniform(-1, 1)",
                          "control_price_to_m1": "dirac(0)",
                          "control_rival_to_y": "student_t(4, 0, 0.1)",
                          "control_rival_to_m1": "half_normal(0.1)",
                          "sigma_y": "half_student_t(3, 0.5)", "sigma_m1": "inverse_gamma(3, 1)",
                          "nu_y": "exponential(0.1)", "nu_m1": "truncated_normal(5, 3, 1, 20)" }
                        """));
        all.put(
                "bounded and fixed locations are not sheared",
                FRAME.formatted(
                        Y,
                        A_B,
                        M1,
                        MEDIATED,
                        """
                        , "priors": {
                          "coefficient_location_paid_positive_into_y": "dirac(-2.5)",
                          "coefficient_location_paid_signed_into_m1": "uniform(-1, 1)",
                          "coefficient_scale_paid_positive_into_y": "dirac(0.6)",
                          "intercept_y": "dirac(0.5)", "intercept_m1": "half_normal(1)" }
                        """));
    }

    private static void columns(Map<String, String> all) {
        String none = ", \"trend\": { \"type\": \"none\" }, \"seasonality\": { \"order\": 0 }";
        all.put("no trend, no season", FRAME.formatted(Y, A_B, "", "\"a -> y\", \"b -> y\"", none));
        for (int order = 2; order <= 3; order++) {
            all.put(
                    "quadratic trend, season " + order,
                    FRAME.formatted(
                            Y,
                            A_B,
                            M1,
                            MEDIATED,
                            ", \"trend\": { \"type\": \"quadratic\" }, \"seasonality\": {"
                                    + " \"order\": "
                                    + order
                                    + ", \"period\": 91 }"));
        }
        all.put(
                "every transform of a control",
                FRAME.formatted(
                        Y,
                        A_B,
                        M1,
                        MEDIATED,
                        """
                        , "controls": [ { "column": "price", "transform": "log_standardize" },
                          { "column": "rival", "into": [ "m1" ] },
                          { "column": "promo", "transform": "indicator" },
                          { "column": "stock", "transform": "log" },
                          { "column": "c", "transform": "none", "into": [ "y" ] } ]
                        """));
        all.put(
                "outcome in standard deviations",
                FRAME.formatted(
                        "\"column\": \"signed\", \"name\": \"y\", \"scale\": \"sd\"",
                        A_B,
                        M1,
                        MEDIATED,
                        ""));
        all.put(
                "a mediator with both signs",
                FRAME.formatted(
                        Y,
                        A_B,
                        "{ \"column\": \"n\", \"name\": \"m1\", \"saturation\": \"linear\" }",
                        MEDIATED,
                        ""));
        all.put(
                "weeks before and after the training window",
                FRAME.formatted(
                                Y + ", \"family\": \"student_t\"",
                                A_B,
                                M1,
                                MEDIATED,
                                ", \"controls\": [ { \"column\": \"price\" } ]")
                        .replace(
                                "\"week\" }",
                                "\"week\", \"from\": \"2021-02-14\", \"to\": \"2022-01-30\" }"));
        all.put(
                "weeks before the training window with a signed mediator",
                FRAME.formatted(
                                Y,
                                A_B,
                                "{ \"column\": \"n\", \"name\": \"m1\", \"saturation\": \"linear\""
                                        + " }",
                                MEDIATED,
                                "")
                        .replace("\"week\" }", "\"week\", \"from\": \"2021-02-14\" }"));
        all.put(
                "a channel with a single week",
                FRAME.formatted(
                        Y,
                        A_B + ", { \"column\": \"once\", \"paid\": false, \"scale\": 10 }",
                        "",
                        "\"a -> y\", \"b -> y\", \"once -> y\"",
                        ""));
    }

    /** A configuration of {@link #all} or like them, with its data, in a folder. */
    static FitTask load(Path folder, String json) {
        try {
            Path model = folder.resolve("model.json");
            Files.writeString(model, json);
            boolean later = json.contains("\"from\": \"2021");
            Files.writeString(folder.resolve("weekly.csv"), csv(later ? 2 : 0));
            return ModelLoader.load(model, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #load}, compiled. */
    static CompiledModel compile(Path folder, String json) {
        FitTask task = load(folder, json);
        return ModelCompiler.compile(task.model(), task.panel());
    }

    private static String csv(int blankWeeks) {
        Random random = new Random(20210103);
        StringBuilder text =
                new StringBuilder(
                        "week,a,b,c,once,m1,m2,n,y,signed,price,rival,promo,stock,"
                                + "flag,mz,yf,fare,count\n");
        LocalDate week = LocalDate.of(2021, 1, 3);
        for (int t = 0; t < WEEKS; t++) {
            boolean closed = t % 6 == 5; // a price that nobody pays
            double[] row = {
                random.nextDouble() < 0.4 ? 0 : positive(random, 1000),
                positive(random, 300),
                random.nextDouble() < 0.7 ? 0 : positive(random, 40),
                t == 30 ? 12 : 0,
                positive(random, 500),
                positive(random, 80),
                random.nextGaussian(),
                positive(random, 20000),
                5 * random.nextGaussian() - 1,
                90 + 5 * random.nextGaussian(),
                random.nextGaussian(),
                random.nextDouble() < 0.3 ? 1 : 0,
                positive(random, 7),
                random.nextDouble() < 0.4 ? 1 : 0,
                random.nextDouble() < 0.3 ? 0 : positive(random, 200),
                closed ? 1 : positive(random, 5000),
                (closed ? 125 : 80) + 40 * random.nextDouble()
            };
            text.append(week.plusWeeks(t));
            for (int k = 0; k < row.length; k++) {
                // Neither the outcome nor a control needs a value before the window.
                boolean blank = t < blankWeeks && (k >= 7 && k <= 9 || k >= 15);
                text.append(',').append(blank ? "" : "" + row[k]);
            }
            text.append(',').append(t % 7 == 3 ? 0 : Math.rint(row[7] / 10)).append('\n');
        }
        return text.toString();
    }

    private static double positive(Random random, double level) {
        return level * StrictMath.exp(0.4 * random.nextGaussian());
    }
}
