package tributary.model;

import java.util.List;
import java.util.Map;

/** Configurations that between them use every media transform, on the panel of the others. */
final class MediaConfigurations {
    private static final String FRAME =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "y", "link": "log" },
              "channels": [ { "column": "a", %s }, { "column": "b", %s },
                            { "column": "c", "paid": false, %s } ],
              "mediators": [ { "column": "m1", %s } ],
              "paths": [ "a -> m1", "b -> m1", "c -> y", %s ],
              "trend": { "type": "none" }, "seasonality": { "order": 1 } }
            """;

    private static final String PATHS = "\"a -> y\", \"b -> y\", \"m1 -> y\"";

    /** Under a log link, whose expectation has no corner at 0. */
    private static final String PREDICTED = ", \"link\": \"log\", \"input\": \"predicted\"";

    private static final List<String> WINDOWED =
            List.of("geometric", "delayed", "weibull_cdf", "weibull_pdf", "binomial");
    private static final List<String> CURVES =
            List.of("michaelis_menten", "logistic", "tanh", "log1p", "hill", "power", "linear");

    private MediaConfigurations() {}

    static void addTo(Map<String, String> all) {
        for (boolean saturationFirst : new boolean[] {false, true}) {
            for (int k = 0; k < WINDOWED.size(); k++) {
                String adstock = WINDOWED.get(k);
                String order = saturationFirst ? " after the curve" : "";
                all.put(
                        "media " + adstock + order,
                        FRAME.formatted(
                                windowed(adstock, 4, CURVES.get(k), saturationFirst),
                                windowed(adstock, 70, CURVES.get(k + 2), saturationFirst),
                                curve(CURVES.get((k + 4) % 7), saturationFirst),
                                windowed(adstock, 9, CURVES.get((k + 5) % 7), saturationFirst),
                                PATHS));
                all.put(
                        "media predicted " + adstock + order,
                        FRAME.formatted(
                                curve(CURVES.get(k), saturationFirst),
                                curve(CURVES.get(k + 1), saturationFirst),
                                curve(CURVES.get(k + 2), saturationFirst),
                                windowed(adstock, 9, CURVES.get(k), saturationFirst) + PREDICTED,
                                PATHS));
            }
        }
        own(all);
    }

    /** Curves of a path's own, and effectiveness over time. */
    private static void own(Map<String, String> all) {
        String own =
                """
                { "from": "a", "to": "y", "saturation": "tanh" },
                { "from": "b", "to": "y", "saturation": "power" },
                { "from": "m1", "to": "y", "saturation": "hill" }
                """;
        String knots = ", \"time_varying\": { \"knots\": 4 }";
        for (boolean saturationFirst : new boolean[] {false, true}) {
            String order = saturationFirst ? " after the curve" : "";
            all.put(
                    "media with curves of paths" + order,
                    FRAME.formatted(
                            windowed("delayed", 5, "hill", saturationFirst),
                            curve("michaelis_menten", saturationFirst),
                            curve("log1p", saturationFirst) + knots,
                            curve("logistic", saturationFirst) + knots,
                            own));
            all.put(
                    "media with curves of paths, effectiveness over time, predicted" + order,
                    FRAME.formatted(
                            windowed("weibull_pdf", 5, "hill", saturationFirst) + knots,
                            curve("linear", saturationFirst) + knots,
                            "\"adstock\": \"none\", \"saturation\": \"linear\"" + knots,
                            windowed("binomial", 6, "logistic", saturationFirst)
                                    + knots
                                    + PREDICTED,
                            own));
        }
    }

    private static String windowed(
            String adstock, int window, String saturation, boolean saturationFirst) {
        return "\"adstock\": { \"type\": \"%s\", \"window\": %d }, %s"
                .formatted(adstock, window, curve(saturation, saturationFirst));
    }

    private static String curve(String saturation, boolean saturationFirst) {
        return "\"saturation\": \"%s\", \"order\": \"%s\""
                .formatted(saturation, saturationFirst ? "saturation_first" : "adstock_first");
    }
}
