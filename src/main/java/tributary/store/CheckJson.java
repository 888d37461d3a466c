package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import tributary.data.Finding;

import java.util.Locale;
import java.util.Optional;

/** {@code check.json}: findings and prior predictive of {@link CheckSummary}. */
public final class CheckJson {
    private CheckJson() {}

    /** The bytes of the file, which {@code check --json} prints as well. */
    public static String toJson(CheckSummary check) {
        ObjectNode node = Json.object();
        var findings = node.putArray("findings");
        check.findings().forEach(finding -> findings.add(toNode(finding)));
        check.priorPredictive()
                .ifPresentOrElse(
                        prior -> node.set("prior_predictive", toNode(prior)),
                        () -> node.putNull("prior_predictive"));
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
