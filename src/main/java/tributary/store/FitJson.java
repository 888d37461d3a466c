package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code fit.json}: the outcome's {@link FitSummary.NodeFit} with its {@link FitSummary.Loo} and
 * the mediators' fits beside it.
 */
public final class FitJson {
    private static final String HOLDOUT = "holdout_metrics";
    private static final String NATIONAL = "national";
    private static final String GEOS = "geos";
    private static final String LOO = "loo";
    private static final String PARETO_K = "pareto_k";

    private FitJson() {}

    /** The bytes of the file. */
    public static String toJson(FitSummary fit) {
        ObjectNode node = toNode(fit.nodes().getFirst());
        fit.loo().ifPresent(loo -> put(node.putObject(LOO), loo));
        var mediators = node.putArray("mediators");
        fit.nodes().stream().skip(1).forEach(mediator -> mediators.add(toNode(mediator)));
        return Json.print(node);
    }

    static FitSummary read(Path file) throws IOException {
        JsonFields fields = JsonFields.of(file);
        List<FitSummary.NodeFit> nodes = new ArrayList<>();
        nodes.add(node(fields));
        nodes.addAll(fields.list("mediators", FitJson::node));
        return new FitSummary(
                nodes, fields.has(LOO) ? Optional.of(loo(fields.object(LOO))) : Optional.empty());
    }

    private static ObjectNode toNode(FitSummary.NodeFit fit) {
        ObjectNode node = Json.object();
        node.put("node", fit.node());
        node.put("expectation", fit.expectation());
        put(node, fit.metrics());
        fit.holdout().ifPresent(metrics -> put(node.putObject(HOLDOUT), metrics));
        var weeks = node.putArray("weeks");
        for (FitSummary.Week week : fit.weeks()) {
            ObjectNode entry = weeks.addObject();
            entry.put("week", week.week());
            Json.put(entry, "geo", week.geo());
            entry.put("fitted", week.fitted());
            Json.put(entry, "expected", week.expected());
            Json.put(entry, "q05", week.q05());
            Json.put(entry, "q95", week.q95());
            Json.put(entry, "observed", week.observed());
        }
        fit.national().ifPresent(national -> node.set(NATIONAL, toNode(national)));
        if (fit.national().isPresent()) {
            var geos = node.putArray(GEOS);
            for (FitSummary.GeoFit geo : fit.geos()) {
                ObjectNode entry = geos.addObject();
                entry.put("geo", geo.geo());
                Json.put(entry, "r2", geo.r2());
                Json.put(entry, "coverage", geo.coverage());
            }
        }
        return node;
    }

    private static void put(ObjectNode node, FitSummary.Metrics metrics) {
        Json.put(node, "r2", metrics.r2());
        Json.put(node, "mape", metrics.mape());
        Json.put(node, "wmape", metrics.wmape());
        Json.put(node, "rmse", metrics.rmse());
        Json.put(node, "log_rmse", metrics.logRmse());
        Json.put(node, "coverage", metrics.coverage());
    }

    private static void put(ObjectNode node, FitSummary.Loo loo) {
        Json.put(node, "elpd", loo.elpd());
        Json.put(node, "se", loo.se());
        Json.put(node, "mcse", loo.mcse());
        Json.put(node, "p_loo", loo.pLoo());
        ObjectNode paretoK = node.putObject(PARETO_K);
        Json.put(paretoK, "max", loo.largestK());
        paretoK.put("count_above_0_7", loo.unreliable().size());
        var weeks = paretoK.putArray("weeks_above_0_7");
        loo.unreliable().forEach(weeks::add);
        node.put("note", loo.note());
    }

    private static FitSummary.Loo loo(JsonFields fields) throws IOException {
        JsonFields paretoK = fields.object(PARETO_K);
        List<String> unreliable = paretoK.texts("weeks_above_0_7");
        double largest = paretoK.number("max");
        return new FitSummary.Loo(
                fields.number("elpd"),
                fields.number("se"),
                fields.number("mcse"),
                fields.number("p_loo"),
                // JSON has no infinity; a week above 0.7 tells it from NaN.
                Double.isNaN(largest) && !unreliable.isEmpty() ? Double.POSITIVE_INFINITY : largest,
                unreliable,
                fields.text("note"));
    }

    private static FitSummary.NodeFit node(JsonFields fields) throws IOException {
        return new FitSummary.NodeFit(
                fields.text("node"),
                fields.text("expectation"),
                fields.list("weeks", FitJson::week),
                metrics(fields),
                fields.has(HOLDOUT)
                        ? Optional.of(metrics(fields.object(HOLDOUT)))
                        : Optional.empty(),
                fields.has(NATIONAL)
                        ? Optional.of(node(fields.object(NATIONAL)))
                        : Optional.empty(),
                fields.has(GEOS) ? fields.list(GEOS, FitJson::geo) : List.of());
    }

    private static FitSummary.GeoFit geo(JsonFields fields) throws IOException {
        return new FitSummary.GeoFit(
                fields.text("geo"), fields.number("r2"), fields.number("coverage"));
    }

    private static FitSummary.Metrics metrics(JsonFields fields) throws IOException {
        return new FitSummary.Metrics(
                fields.number("r2"),
                fields.number("mape"),
                fields.number("wmape"),
                fields.number("rmse"),
                fields.number("log_rmse"),
                fields.number("coverage"));
    }

    private static FitSummary.Week week(JsonFields fields) throws IOException {
        return new FitSummary.Week(
                fields.text("week"),
                fields.optionalText("geo"),
                fields.flag("fitted", true),
                fields.number("expected"),
                fields.number("q05"),
                fields.number("q95"),
                fields.number("observed"));
    }
}
