package tributary.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import tributary.data.Finding;
import tributary.spec.Identification;
import tributary.spec.Words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code check.json}: a {@link CheckSummary}. */
public final class CheckJson {
    private CheckJson() {}

    /** The bytes of the file, which {@code check --json} prints as well. */
    public static String toJson(CheckSummary check) {
        ObjectNode node = Json.object();
        var findings = node.putArray("findings");
        check.findings().forEach(finding -> findings.add(toNode(finding)));
        set(node, "identification", check.identification().map(CheckJson::toNode));
        set(node, "vif", check.design().map(CheckJson::vif));
        set(node, "weeks_per_parameter", check.design().map(CheckJson::weeksPerParameter));
        set(node, "prior_predictive", check.priorPredictive().map(CheckJson::toNode));
        return Json.print(node);
    }

    private static ObjectNode toNode(Finding finding) {
        ObjectNode node = Json.object();
        node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        node.put("code", finding.code());
        node.put("where", finding.where());
        node.put("message", finding.message());
        return node;
    }

    private static void set(ObjectNode node, String key, Optional<? extends JsonNode> value) {
        value.ifPresentOrElse(present -> node.set(key, present), () -> node.putNull(key));
    }

    private static ObjectNode toNode(Identification identification) {
        ObjectNode node = Json.object();
        node.put("assumption", identification.assumption());
        var effects = node.putArray("effects");
        identification.effects().forEach(row -> effects.add(toNode(row)));
        return node;
    }

    private static ObjectNode toNode(Identification.Row row) {
        ObjectNode node = Json.object();
        node.put("source", row.source());
        node.put("effect", Words.of(row.effect()));
        node.put("verdict", Words.of(row.verdict()));
        node.put("reason", row.sentence());
        addAll(node.putArray("adjusted_for"), row.adjustedFor());
        var paths = node.putArray("paths");
        for (Identification.BackDoor path : row.paths()) {
            ObjectNode each = paths.addObject();
            each.put("path", path.path());
            each.put("open", path.open());
            addAll(each.putArray("closed_by"), path.closedBy());
        }
        node.put("all_paths_listed", row.complete());
        addAll(node.putArray("remedies"), row.remedies());
        return node;
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static ArrayNode vif(DesignSummary design) {
        ArrayNode equations = Json.array();
        for (DesignSummary.EquationDesign equation : design.equations()) {
            ObjectNode node = equations.addObject();
            node.put("equation", equation.equation());
            var columns = node.putArray("columns");
            equation.columns().forEach(column -> columns.add(toNode(column)));
            var pairs = node.putArray("correlated_pairs");
            for (DesignSummary.Pair pair : equation.pairs()) {
                ObjectNode each = pairs.addObject();
                each.put("first", pair.first());
                each.put("second", pair.second());
                Json.put(each, "correlation", pair.correlation());
            }
            Json.put(node, "left_out", equation.leftOut());
        }
        return equations;
    }

    private static ObjectNode toNode(DesignSummary.Column column) {
        ObjectNode node = Json.object();
        node.put("name", column.name());
        node.put("kind", column.kind());
        Json.put(node, "vif", column.vif());
        Json.put(
                node,
                "note",
                Double.isFinite(column.vif())
                        ? Optional.empty()
                        : Optional.of(
                                Double.isNaN(column.vif())
                                        ? "does not vary"
                                        : "is determined by the other columns"));
        return node;
    }

    private static ObjectNode weeksPerParameter(DesignSummary design) {
        ObjectNode node = Json.object();
        var equations = node.putArray("equations");
        for (DesignSummary.EquationDesign equation : design.equations()) {
            ObjectNode each = equations.addObject();
            each.put("equation", equation.equation());
            each.put("weeks", equation.rows());
            each.put("coefficients", equation.coefficients());
            Json.put(each, "weeks_per_coefficient", equation.rowsPerCoefficient());
        }
        var sources = node.putArray("sources");
        for (DesignSummary.ActiveRows source : design.sources()) {
            ObjectNode each = sources.addObject();
            each.put("source", source.source());
            each.put("active_weeks", source.active());
            each.put("weeks", source.rows());
        }
        return node;
    }

    private static ObjectNode toNode(PriorPredictiveSummary prior) {
        ObjectNode node = Json.object();
        node.put("draws", prior.draws());
        node.put("left_out", prior.leftOut());
        var quantities = node.putArray("quantities");
        prior.quantities().forEach(quantity -> quantities.add(toNode(quantity)));
        var ranges = node.putArray("ranges");
        prior.ranges().forEach(range -> ranges.add(toNode(range)));
        return node;
    }

    private static ObjectNode toNode(PriorPredictiveSummary.Quantity quantity) {
        ObjectNode node = Json.object();
        node.put("quantity", quantity.kind().key());
        Json.put(node, "source", Optional.of(quantity.source()).filter(name -> !name.isEmpty()));
        Json.put(node, "q05", quantity.q05());
        Json.put(node, "q25", quantity.q25());
        Json.put(node, "median", quantity.median());
        Json.put(node, "q75", quantity.q75());
        Json.put(node, "q95", quantity.q95());
        return node;
    }

    private static ObjectNode toNode(PriorPredictiveSummary.Range range) {
        ObjectNode node = Json.object();
        node.put("node", range.node());
        Json.put(node, "q05", range.q05());
        Json.put(node, "median", range.median());
        Json.put(node, "q95", range.q95());
        Json.put(node, "observed_lowest", range.observedLowest());
        Json.put(node, "observed_median", range.observedMedian());
        Json.put(node, "observed_highest", range.observedHighest());
        Json.put(node, "observed_inside", range.observedInside());
        Json.put(node, "at_floor", range.atFloor());
        Json.put(node, "observed_at_floor", range.observedAtFloor());
        return node;
    }
}
