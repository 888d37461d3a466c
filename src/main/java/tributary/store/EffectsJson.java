package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code effects.json}: an array with one object per {@link EffectRow}. */
public final class EffectsJson {
    private EffectsJson() {}

    /** The bytes of the file, which {@code effects --json} prints as well. */
    public static String toJson(List<EffectRow> rows) {
        var array = Json.array();
        for (EffectRow row : rows) {
            array.add(toNode(row));
        }
        return Json.print(array);
    }

    static List<EffectRow> read(Path file) throws IOException {
        return JsonFields.list(file, EffectsJson::row);
    }

    private static ObjectNode toNode(EffectRow row) {
        ObjectNode node = Json.object();
        node.put("source", row.source());
        node.put("effect", row.effect());
        Json.put(node, "path", row.path());
        Json.put(node, "geo", row.geo());
        node.put("from", row.from());
        node.put("to", row.to());
        node.put("change", row.change());
        node.put("unit", row.unit());
        Json.put(node, "mean", row.mean());
        Json.put(node, "median", row.median());
        Json.put(node, "sd", row.sd());
        Json.put(node, "q025", row.q025());
        Json.put(node, "q05", row.q05());
        Json.put(node, "q25", row.q25());
        Json.put(node, "q75", row.q75());
        Json.put(node, "q95", row.q95());
        Json.put(node, "q975", row.q975());
        Json.put(node, "p_positive", row.pPositive());
        Json.put(node, "rhat", row.rhat());
        Json.put(node, "ess_bulk", row.essBulk());
        Json.put(node, "note", row.note());
        return node;
    }

    private static EffectRow row(JsonFields fields) throws IOException {
        return new EffectRow(
                fields.text("source"),
                fields.text("effect"),
                fields.optionalText("path"),
                fields.optionalText("geo"),
                fields.text("from"),
                fields.text("to"),
                fields.text("change"),
                fields.text("unit"),
                fields.number("mean"),
                fields.number("median"),
                fields.number("sd"),
                fields.number("q025"),
                fields.number("q05"),
                fields.number("q25"),
                fields.number("q75"),
                fields.number("q95"),
                fields.number("q975"),
                fields.number("p_positive"),
                fields.number("rhat"),
                fields.number("ess_bulk"),
                fields.optionalText("note"));
    }
}
