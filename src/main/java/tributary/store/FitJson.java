package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code fit.json}: the outcome's {@link FitSummary.NodeFit} with the mediators' beside it. */
public final class FitJson {
    private static final String HOLDOUT = "holdout_metrics";

    private FitJson() {}

    /** The bytes of the file. */
    public static String toJson(FitSummary fit) {
        ObjectNode node = toNode(fit.nodes().getFirst());
        var mediators = node.putArray("mediators");
        fit.nodes().stream().skip(1).forEach(mediator -> mediators.add(toNode(mediator)));
        return Json.print(node);
    }

    static FitSummary read(Path file) throws IOException {
        JsonFields fields = JsonFields.of(file);
        List<FitSummary.NodeFit> nodes = new ArrayList<>();
        nodes.add(node(fields));
        nodes.addAll(fields.list("mediators", FitJson::node));
        return new FitSummary(nodes);
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
            entry.putNull("geo");
            entry.put("fitted", week.fitted());
            Json.put(entry, "expected", week.expected());
            Json.put(entry, "q05", week.q05());
            Json.put(entry, "q95", week.q95());
            Json.put(entry, "observed", week.observed());
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

    private static FitSummary.NodeFit node(JsonFields fields) throws IOException {
        return new FitSummary.NodeFit(
                fields.text("node"),
                fields.text("expectation"),
                fields.list("weeks", FitJson::week),
                metrics(fields),
                fields.has(HOLDOUT)
                        ? Optional.of(metrics(fields.object(HOLDOUT)))
                        : Optional.empty());
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
                fields.flag("fitted", true),
                fields.number("expected"),
                fields.number("q05"),
                fields.number("q95"),
                fields.number("observed"));
    }
}
