package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import tributary.diagnostics.ChainSummary;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.diagnostics.Verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** {@code diagnostics.json}: verdict, chains and parameters of {@link Diagnostics}. */
public final class DiagnosticsJson {
    private static final String UNMOVED = "unmoved_draws";
    private static final String RHAT_WITHOUT = "rhat_without";

    private DiagnosticsJson() {}

    /** The bytes of the file. */
    public static String toJson(Diagnostics diagnostics) {
        ObjectNode node = Json.object();
        node.put("verdict", diagnostics.verdict().level().name().toLowerCase(Locale.ROOT));
        var reasons = node.putArray("reasons");
        diagnostics.verdict().reasons().forEach(reasons::add);
        node.put("gradients", diagnostics.gradients());
        Json.put(node, "seconds", diagnostics.seconds());
        var chains = node.putArray("chains");
        diagnostics.chains().forEach(chain -> chains.add(toNode(chain)));
        var parameters = node.putArray("parameters");
        diagnostics.parameters().forEach(parameter -> parameters.add(toNode(parameter)));
        return Json.print(node);
    }

    static Diagnostics read(Path file) throws IOException {
        JsonFields fields = JsonFields.of(file);
        return new Diagnostics(
                fields.list("parameters", DiagnosticsJson::parameter),
                fields.list("chains", DiagnosticsJson::chain),
                fields.integer("gradients"),
                fields.number("seconds"),
                new Verdict(level(fields), fields.texts("reasons")));
    }

    private static Verdict.Level level(JsonFields fields) throws IOException {
        return switch (fields.text("verdict")) {
            case "pass" -> Verdict.Level.PASS;
            case "warn" -> Verdict.Level.WARN;
            case "fail" -> Verdict.Level.FAIL;
            default -> throw fields.wrong("verdict", "pass, warn or fail");
        };
    }

    private static ObjectNode toNode(ChainSummary chain) {
        ObjectNode node = Json.object();
        node.put("chain", chain.chain());
        node.put("divergences", chain.divergences());
        node.put("max_depth_hits", chain.maxDepthHits());
        node.put(UNMOVED, chain.unmoved());
        Json.put(node, RHAT_WITHOUT, chain.rhatWithout());
        Json.put(node, "ebfmi", chain.ebfmi());
        Json.put(node, "step_size", chain.stepSize());
        node.put("gradients", chain.gradients());
        Json.put(node, "seconds", chain.seconds());
        node.put("metric", chain.metric());
        return node;
    }

    private static ChainSummary chain(JsonFields fields) throws IOException {
        return new ChainSummary(
                fields.count("chain"),
                fields.count("divergences"),
                fields.count("max_depth_hits"),
                // Runs of the first release hold neither.
                fields.has(UNMOVED) ? fields.count(UNMOVED) : 0,
                fields.has(RHAT_WITHOUT) ? fields.number(RHAT_WITHOUT) : Double.NaN,
                fields.number("ebfmi"),
                fields.number("step_size"),
                fields.integer("gradients"),
                fields.number("seconds"),
                // Runs of the first release say nothing: all of theirs are diagonal.
                fields.optionalText("metric").orElse("diagonal"));
    }

    private static ObjectNode toNode(ParameterSummary parameter) {
        ObjectNode node = Json.object();
        node.put("name", parameter.name());
        Json.put(node, "mean", parameter.mean());
        Json.put(node, "sd", parameter.sd());
        Json.put(node, "q05", parameter.q05());
        Json.put(node, "q50", parameter.q50());
        Json.put(node, "q95", parameter.q95());
        Json.put(node, "rhat", parameter.rhat());
        Json.put(node, "ess_bulk", parameter.essBulk());
        Json.put(node, "ess_tail", parameter.essTail());
        Json.put(node, "mcse_mean", parameter.mcseMean());
        return node;
    }

    private static ParameterSummary parameter(JsonFields fields) throws IOException {
        return new ParameterSummary(
                fields.text("name"),
                fields.number("mean"),
                fields.number("sd"),
                fields.number("q05"),
                fields.number("q50"),
                fields.number("q95"),
                fields.number("rhat"),
                fields.number("ess_bulk"),
                fields.number("ess_tail"),
                fields.number("mcse_mean"));
    }
}
