package tributary.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Models of many geos that between them have every kind of term that is computed geo by geo. */
final class WidePanels {
    /** Channel a acts on two equations, c on one; b has no adstock. */
    private static final String FRAME =
            """
            { DATA, "outcome": { %s, "noise": "per_geo" },
              "channels": [ { "column": "a" }, { "column": "b", "adstock": "none" },
                { "column": "c", "paid": false } ],
              "mediators": [ %s ],
              "paths": [ "a -> m", "b -> m", "a -> y", "b -> y", "c -> y", "m -> y" ],
              "controls": [ { "column": "price" } ],
              "seasonality": { "order": 1 }%s }
            """;

    private static final String KNOTS = ", \"trend\": { \"type\": \"knots\", \"knots\": 4 }";

    static final String HURDLE =
            FRAME.formatted(
                    "\"column\": \"y\", \"ar\": 1",
                    "{ \"column\": \"mz\", \"name\": \"m\", \"family\": \"hurdle_lognormal\" }",
                    KNOTS);
    static final String CENSORED =
            FRAME.formatted(
                    "\"column\": \"yf\", \"name\": \"y\", \"floor\": 3000,"
                            + " \"family\": \"student_t\"",
                    "{ \"column\": \"mz\", \"name\": \"m\", \"family\": \"tobit\" }",
                    KNOTS);
    static final String PREDICTED =
            FRAME.formatted(
                    "\"column\": \"y\", \"link\": \"log\", \"family\": \"student_t\"",
                    "{ \"column\": \"m\", \"link\": \"log\", \"input\": \"predicted\" }",
                    KNOTS);
    static final String CENTERED =
            FRAME.formatted(
                    "\"column\": \"y\"",
                    "{ \"column\": \"m\", \"family\": \"student_t\" }",
                    ", \"pooling\": { \"parametrization\": \"centered\" }");

    /** One intercept for all geos: terms need all of them at once. */
    static final String GEOS_ALIKE =
            FRAME.formatted(
                    "\"column\": \"y\"",
                    "{ \"column\": \"m\" }",
                    KNOTS + ", \"pooling\": { \"geos\": false }");

    private static final String LONG =
            """
            { DATA, "outcome": { "column": "y", "family": "student_t" },
              "channels": [ { "column": "a" }, { "column": "b" }, { "column": "c", "paid": false },
                { "column": "d" }, { "column": "e" }, { "column": "f" }, { "column": "g" } ],
              "paths": [ "a -> y", "b -> y", "c -> y", "d -> y", "e -> y", "f -> y", "g -> y" ] }
            """;

    private WidePanels() {}

    static List<String> all() {
        return List.of(HURDLE, CENSORED, PREDICTED, CENTERED, GEOS_ALIKE);
    }

    /** Those whose geos are computed apart. */
    static List<String> byGeo() {
        return List.of(HURDLE, CENSORED, PREDICTED, CENTERED);
    }

    /** Series so long that one pass takes few of the geos. */
    static CompiledModel longSeries(Path folder, int geos) {
        return ModelCompiler.compile(
                Panels.read(folder, LONG, geos), Panels.panel(geos, 400, 0, 20210103));
    }

    /** A random unconstrained point. */
    static double[] point(CompiledModel model, Random random) {
        double[] q = new double[model.parameters().dimension()];
        Arrays.setAll(q, i -> random.nextDouble(-0.6, 0.6));
        return q;
    }
}
