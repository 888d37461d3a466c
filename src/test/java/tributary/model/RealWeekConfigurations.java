package tributary.model;

import java.util.Map;

/** Configurations of what real weeks need: prices, floors, zeros, demand, and pairs of them. */
final class RealWeekConfigurations {
    private static final String FRAME =
            """
            { "data": { "file": "weekly.csv", "date": "week"%s },
              "outcome": { %s },
              "channels": [ { "column": "a" }, { "column": "b", "adstock": "none" } ],
              "mediators": [ %s ],
              "paths": [ %s ],
              "controls": [ %s ],
              "seasonality": { "order": 1 }%s }
            """;

    private static final String IDENTITY = "\"column\": \"y\"";
    private static final String LOG = IDENTITY + ", \"link\": \"log\"";
    private static final String SCALED = LOG + ", \"composition\": \"scaled\"";

    /** Its weeks at 1 have fares above all others. */
    private static final String FLOORED =
            "\"column\": \"yf\", \"name\": \"y\", \"link\": \"log\", \"floor\": 1";

    private static final String STUDENT_T = ", \"family\": \"student_t\"";

    private static final String M1 = "{ \"column\": \"m1\" }";
    private static final String TOBIT =
            "{ \"column\": \"mz\", \"name\": \"m1\", \"family\": \"tobit\"%s }";
    private static final String PREDICTED = ", \"input\": \"predicted\"";
    private static final String LINEAR = ", \"saturation\": \"linear\"";

    private static final String MEDIATED =
            "\"a -> m1\", \"b -> m1\", \"a -> y\", \"b -> y\", \"m1 -> y\"";
    private static final String ACTIVE =
            """
            { "from": "a", "to": "m1", "activity": true }, "b -> m1",
            { "from": "a", "to": "y", "activity": true }, "b -> y", "m1 -> y"
            """;

    private static final String PRICE = "{ \"column\": \"price\" }";
    private static final String RESPONSE = "{ \"column\": \"%s\", \"price_response\": \"%s\" }";
    private static final String DEMAND = RESPONSE.formatted("fare", "linear_demand");

    /** Early weeks only feed the adstock, late ones are predicted. */
    private static final String WINDOW = ", \"from\": \"2021-02-14\", \"to\": \"2021-12-26\"";

    private RealWeekConfigurations() {}

    /** Keeps an expectation off its corner at 0, where no derivative is to be compared. */
    private static final String HIGH = ", \"priors\": { \"intercept_m*\": \"dirac(2.5)\" }";

    private static String model(String outcome, String mediators, String paths, String controls) {
        return model(outcome, mediators, paths, controls, "");
    }

    private static String model(
            String outcome, String mediators, String paths, String controls, String rest) {
        return FRAME.formatted("", outcome, mediators, paths, controls, rest);
    }

    static void addTo(Map<String, String> all) {
        prices(all);
        floors(all);
        mediators(all);
        terms(all);
        autoregression(all);
        pairs(all);
    }

    private static void prices(Map<String, String> all) {
        for (String response : new String[] {"constant_elasticity", "linear", "linear_demand"}) {
            String price = RESPONSE.formatted("price", response);
            all.put("price " + response + " log", model(LOG, M1, MEDIATED, price));
            all.put("price " + response + " scaled", model(SCALED, M1, MEDIATED, price));
            if (!response.equals("linear_demand")) {
                all.put("price " + response, model(IDENTITY, M1, MEDIATED, price));
            }
        }
        all.put(
                "price for the outcome alone",
                model(
                        LOG,
                        M1,
                        MEDIATED,
                        "{ \"column\": \"price\", \"price_response\": \"linear_demand\", \"into\":"
                                + " [ \"y\" ] }"));
        all.put("choke price between bounds", model(FLOORED, M1, MEDIATED, DEMAND));
        all.put(
                "choke price with a prior that its bounds cut off",
                FRAME.formatted(
                        "",
                        FLOORED,
                        M1,
                        MEDIATED,
                        DEMAND,
                        ", \"priors\": { \"choke_price_y\": \"normal(122, 4)\" }"));
        all.put(
                "floored weeks that say nothing of the choke price",
                model(
                        LOG + ", \"floor\": 14000",
                        M1,
                        MEDIATED,
                        RESPONSE.formatted("price", "linear_demand")));
    }

    private static void floors(Map<String, String> all) {
        String floor = ", \"floor\": 14000";
        for (String family : new String[] {"", STUDENT_T, STUDENT_T + ", \"nu\": 4"}) {
            all.put("floor" + family, model(IDENTITY + floor + family, M1, MEDIATED, PRICE));
            all.put("floor log" + family, model(LOG + floor + family, M1, MEDIATED, PRICE));
            all.put("floor scaled" + family, model(SCALED + floor + family, M1, MEDIATED, PRICE));
            all.put("floor and demand" + family, model(FLOORED + family, M1, MEDIATED, DEMAND));
        }
        all.put(
                "floor below zero in standard deviations",
                model(
                        "\"column\": \"signed\", \"name\": \"y\", \"scale\": \"sd\", \"floor\": -6",
                        M1,
                        MEDIATED,
                        PRICE));
    }

    private static void mediators(Map<String, String> all) {
        all.put("tobit", model(IDENTITY, TOBIT.formatted(""), MEDIATED, PRICE));
        all.put("tobit linear", model(LOG, TOBIT.formatted(LINEAR), MEDIATED, PRICE));
        all.put(
                "tobit chain",
                model(
                        SCALED,
                        TOBIT.formatted(", \"scale\": 200")
                                + ", { \"column\": \"once\", \"name\": \"m2\", \"family\":"
                                + " \"tobit\" }",
                        MEDIATED + ", \"m1 -> m2\", \"m2 -> y\"",
                        PRICE));
        for (String curve : new String[] {"", LINEAR}) {
            for (String adstock : new String[] {"", ", \"adstock\": \"none\""}) {
                String shape = PREDICTED + curve + adstock;
                all.put(
                        "predicted tobit" + curve + adstock,
                        model(IDENTITY, TOBIT.formatted(shape), MEDIATED, PRICE));
                all.put(
                        "predicted" + curve + adstock,
                        model(LOG, "{ \"column\": \"m1\"" + shape + " }", MEDIATED, PRICE, HIGH));
                all.put(
                        "predicted log link" + curve + adstock,
                        model(
                                IDENTITY,
                                "{ \"column\": \"m1\", \"link\": \"log\"" + shape + " }",
                                MEDIATED,
                                PRICE));
            }
        }
        all.put(
                "predicted student_t",
                model(
                        IDENTITY,
                        "{ \"column\": \"m1\"" + STUDENT_T + PREDICTED + " }",
                        MEDIATED,
                        PRICE,
                        HIGH));
        all.put(
                "predicted with both signs",
                model(
                        IDENTITY,
                        "{ \"column\": \"n\", \"name\": \"m1\"" + LINEAR + PREDICTED + " }",
                        MEDIATED,
                        PRICE));
        all.put(
                "predicted chain",
                model(
                        IDENTITY,
                        "{ \"column\": \"m2\", \"scale\": 60"
                                + PREDICTED
                                + " }, "
                                + TOBIT.formatted(PREDICTED),
                        MEDIATED + ", \"m1 -> m2\", \"a -> m2\", \"m2 -> y\"",
                        PRICE,
                        HIGH));
    }

    private static void terms(Map<String, String> all) {
        String controls =
                """
                { "column": "price" }, { "column": "rival", "into": [ "m1" ] },
                { "column": "promo", "transform": "indicator" },
                { "column": "flag", "transform": "indicator" },
                { "column": "stock", "transform": "log" },
                { "column": "c", "transform": "none", "into": [ "y" ] }
                """;
        String products =
                controls
                        + """
                        , { "column": "promo:flag" }, { "column": "rival:price" },
                        { "column": "promo:price" }, { "column": "stock:promo", "into": [ "m1" ] },
                        { "column": "c:rival" }, { "column": "price:a" }, { "column": "promo:m1" },
                        { "column": "a:b" }, { "column": "m1:b", "name": "both" }, { "column": "stock:b" }
                        """;
        all.put("scaled", model(SCALED, M1, MEDIATED, controls));
        all.put("products", model(IDENTITY, M1, MEDIATED, products));
        all.put("products scaled", model(SCALED, M1, MEDIATED, products));
        all.put("activity", model(IDENTITY, M1, ACTIVE, PRICE));
        all.put("activity scaled", model(SCALED, M1, ACTIVE, PRICE));
        all.put(
                "activity of a tobit mediator",
                model(
                        LOG,
                        TOBIT.formatted(""),
                        "\"a -> m1\", \"b -> y\", { \"from\": \"m1\", \"to\": \"y\", \"sign\":"
                                + " \"any\", \"activity\": true }",
                        PRICE));
    }

    private static void autoregression(Map<String, String> all) {
        String ar = ", \"ar\": 1";
        for (String family : new String[] {"", STUDENT_T, STUDENT_T + ", \"nu\": 4"}) {
            all.put("ar" + family, model(IDENTITY + ar + family, M1, MEDIATED, PRICE));
            all.put("ar scaled" + family, model(SCALED + ar + family, M1, MEDIATED, PRICE));
            all.put(
                    "ar in a window" + family,
                    FRAME.formatted(WINDOW, LOG + ar + family, M1, MEDIATED, PRICE, ""));
        }
        all.put(
                "ar with a prior on part of its range",
                FRAME.formatted(
                        "",
                        LOG + ar,
                        M1,
                        MEDIATED,
                        PRICE,
                        ", \"priors\": { \"ar_y\": \"uniform(0.2, 2)\" }"));
    }

    private static void pairs(Map<String, String> all) {
        String scaled = FLOORED + ", \"composition\": \"scaled\"";
        String products =
                DEMAND
                        + ", { \"column\": \"promo\", \"transform\": \"indicator\" },"
                        + " { \"column\": \"fare:a\" }, { \"column\": \"promo:b\" }";
        String predicted = TOBIT.formatted(PREDICTED);
        for (String window : new String[] {"", WINDOW}) {
            for (String family : new String[] {"", STUDENT_T}) {
                String suffix = family + window;
                all.put(
                        "real weeks" + suffix,
                        FRAME.formatted(
                                window,
                                scaled + family,
                                TOBIT.formatted(""),
                                ACTIVE,
                                products,
                                ""));
                all.put(
                        "real weeks, predicted" + suffix,
                        FRAME.formatted(window, scaled + family, predicted, ACTIVE, products, ""));
                all.put(
                        "demand, predicted, no floor" + suffix,
                        FRAME.formatted(
                                window,
                                LOG + ", \"ar\": 1" + family,
                                predicted,
                                ACTIVE,
                                RESPONSE.formatted("price", "linear_demand"),
                                ""));
            }
        }
        all.put(
                "unpooled real weeks",
                FRAME.formatted(
                        "",
                        scaled,
                        TOBIT.formatted(LINEAR),
                        MEDIATED,
                        DEMAND,
                        ", \"pooling\": { \"paths\": false }"));
    }
}
