package tributary.model;

import java.util.Map;

/** Configurations with counts, hurdles, and residuals that are correlated. */
final class FamilyConfigurations {
    private static final String FRAME =
            """
            { "data": { "file": "weekly.csv", "date": "week"%s },
              "outcome": { %s },
              "channels": [ { "column": "a" }, { "column": "b", "adstock": "none" } ],
              "mediators": [ %s ],
              "paths": [ %s ],
              "controls": [ { "column": "price" }, { "column": "promo", "transform": "indicator" },
                { "column": "promo:b" } ],
              "seasonality": { "order": 1 }%s }
            """;

    private static final String IDENTITY = "\"column\": \"y\"";
    private static final String COUNTS =
            "\"column\": \"count\", \"name\": \"y\", \"family\": \"negative_binomial\"";
    private static final String SCALED = COUNTS + ", \"composition\": \"scaled\"";
    private static final String M1 = "{ \"column\": \"m1\" }";
    private static final String HURDLE =
            "{ \"column\": \"mz\", \"name\": \"m1\", \"family\": \"hurdle_lognormal\"%s }";
    private static final String MEDIATED =
            "\"a -> m1\", \"b -> m1\", \"a -> y\", \"b -> y\", \"m1 -> y\"";
    private static final String ACTIVE =
            """
            { "from": "a", "to": "m1", "activity": true, "sign": "positive" }, "b -> m1",
            { "from": "a", "to": "y", "activity": true }, "b -> y", "m1 -> y"
            """;

    private static final String WINDOW = ", \"from\": \"2021-02-14\", \"to\": \"2021-12-26\"";

    private FamilyConfigurations() {}

    private static String model(String outcome, String mediators, String paths, String rest) {
        return FRAME.formatted("", outcome, mediators, paths, rest);
    }

    static void addTo(Map<String, String> all) {
        all.put("counts", model(COUNTS, M1, MEDIATED, ""));
        all.put("counts scaled", model(SCALED, M1, ACTIVE, ""));
        all.put("hurdle", model(IDENTITY, HURDLE.formatted(""), MEDIATED, ""));
        all.put(
                "hurdle chain",
                model(
                        IDENTITY,
                        HURDLE.formatted(", \"scale\": 180") + ", { \"column\": \"m2\" }",
                        MEDIATED + ", \"m1 -> m2\", \"m2 -> y\"",
                        ""));
        String predicted = ", \"input\": \"predicted\"";
        all.put("predicted hurdle", model(IDENTITY, HURDLE.formatted(predicted), ACTIVE, ""));
        all.put(
                "predicted hurdle into counts in a window",
                FRAME.formatted(WINDOW, SCALED, HURDLE.formatted(predicted), ACTIVE, ""));
        correlations(all);
    }

    private static void correlations(Map<String, String> all) {
        String tie = ", \"correlations\": [ { \"between\": [ \"m1\", \"y\" ], \"rho\": %s } ]";
        String prior = tie.formatted("\"normal(0, 0.4)\"");
        String half = tie.formatted("\"uniform(-0.5, 0.7)\"");
        String fixed = tie.formatted("-0.6");
        String t = ", \"family\": \"student_t\"";
        String floor = ", \"floor\": 19000"; // with some of the weeks without the mediator
        String tobit = "{ \"column\": \"mz\", \"name\": \"m1\", \"family\": \"tobit\" }";
        String heavy = "{ \"column\": \"m1\", \"family\": \"student_t\", \"nu\": 4 }";
        all.put("correlated", model(IDENTITY, M1, MEDIATED, prior));
        all.put("correlated, fixed", model(IDENTITY + t, M1, MEDIATED, fixed));
        all.put("correlated student_t", model(IDENTITY + t, heavy, MEDIATED, half));
        all.put("correlated tobit", model(IDENTITY, tobit, MEDIATED, half));
        all.put("correlated tobit with student_t", model(IDENTITY + t, tobit, MEDIATED, prior));
        all.put("correlated with a floor", model(IDENTITY + floor, heavy, MEDIATED, prior));
        all.put("correlated tobit with a floor", model(IDENTITY + floor, tobit, MEDIATED, prior));
        String demand = "\"column\": \"yf\", \"name\": \"y\", \"link\": \"log\", \"floor\": 1";
        all.put(
                "correlated tobit with demand",
                FRAME.formatted(WINDOW, demand, tobit, MEDIATED, half)
                        .replace(
                                "{ \"column\": \"price\" }",
                                "{ \"column\": \"fare\", \"price_response\": \"linear_demand\" }"));
        all.put(
                "correlated student_t with a floor",
                model(IDENTITY + floor + t, tobit, MEDIATED, fixed));
    }
}
