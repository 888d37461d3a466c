package tributary.fit;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import tributary.effects.EffectDecomposition;
import tributary.effects.Intervention;
import tributary.effects.Latents;
import tributary.model.CompiledModel;
import tributary.model.Scaling;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The two files of a simulation: data and truth. */
final class SimulationFiles {
    private SimulationFiles() {}

    static String csv(String date, List<LocalDate> weeks, Map<String, double[]> columns) {
        StringBuilder text = new StringBuilder(quoted(date));
        columns.keySet().forEach(name -> text.append(',').append(quoted(name)));
        text.append('\n');
        for (int t = 0; t < weeks.size(); t++) {
            text.append(weeks.get(t));
            for (double[] values : columns.values()) {
                text.append(',').append(plain(values[t]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String plain(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** Parameters, scales, recorded noise and true effects by counterfactual with that noise. */
    static String truth(CompiledModel model, double[] theta, Map<String, double[]> noise) {
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = json.createObjectNode();
        ObjectNode parameters = root.putObject("parameters");
        for (String name : model.parameters().reportedNames()) {
            parameters.put(name, theta[model.parameters().slot(name)]);
        }
        scales(model.scaling(), root.putObject("scales"));
        ObjectNode residuals = root.putObject("noise");
        noise.forEach((node, values) -> {
            ArrayNode array = residuals.putArray(node);
            for (double value : values) {
                array.add(value);
            }
        });
        ArrayNode effects = root.putArray("effects");
        for (Intervention intervention :
                EffectSummaries.interventions(model, EffectQuery.standard())) {
            effects(model, theta, noise, intervention, effects);
        }
        return json.writeValueAsString(root) + "\n";
    }

    /** What the parameters' units are: the fit takes its own scales from the data. */
    private static void scales(Scaling scaling, ObjectNode node) {
        scaling.sources().forEach(node::put);
        scaling.responses().forEach((name, scale) -> node.put(name, scale.scale()));
    }

    private static void effects(
            CompiledModel model,
            double[] theta,
            Map<String, double[]> noise,
            Intervention intervention,
            ArrayNode rows) {
        EffectDecomposition decomposition = new EffectDecomposition(model, intervention);
        double[] values = new double[decomposition.effects().size()];
        decomposition.evaluate(theta, recorded(model, noise), values);
        Map<String, Double> named = new LinkedHashMap<>();
        double money = 0;
        double induced = 0;
        for (int e = 0; e < values.length; e++) {
            EffectDecomposition.Effect effect = decomposition.effects().get(e);
            switch (effect.kind()) {
                case DIRECT, INDIRECT, TOTAL, DIRECT_TOTAL, INDIRECT_PURE, INTERACTION ->
                        named.put(effect.kind().name().toLowerCase(Locale.ROOT), values[e]);
                case INDIRECT_PATH ->
                        row(model, intervention, "indirect", effect.path(), values[e], rows);
                case INDIRECT_PATH_ERROR -> {}
                case TOTAL_MONEY -> money = values[e];
                case INDUCED_SPEND -> induced = values[e];
            }
        }
        double own = decomposition.ownSpend();
        named.put("net_profit", money - own - induced);
        if (own > 0) {
            named.put("roi", money / own);
            named.put("roi_with_induced", money / (own + induced));
        }
        named.forEach((effect, value) -> row(model, intervention, effect, "", value, rows));
    }

    /** The noise of the simulation itself, where the data only bound it. */
    private static Latents recorded(CompiledModel model, Map<String, double[]> noise) {
        return (m, equation, theta, eta, week) ->
                Objects.requireNonNull(noise.get(model.equations().get(equation).spec().name()))[
                        week];
    }

    private static void row(
            CompiledModel model,
            Intervention intervention,
            String effect,
            String path,
            double value,
            ArrayNode rows) {
        ObjectNode row = rows.addObject();
        row.put("source", intervention.source());
        row.put("effect", effect);
        if (path.isEmpty()) {
            row.putNull("path");
        } else {
            row.put("path", path);
        }
        row.put("from", model.panel().weeks().get(intervention.firstWeek()).toString());
        row.put("to", model.panel().weeks().get(intervention.lastWeek()).toString());
        row.put("change", "-100%");
        row.put("value", value);
    }
}
