package tributary.fit;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import tributary.data.Panel;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.Scaling;
import tributary.spec.DataSpec;
import tributary.spec.Family;

import java.math.BigDecimal;
import java.util.List;

/** The two files of a simulation: data and truth. */
final class SimulationFiles {
    private SimulationFiles() {}

    /** Geo after geo, week after week. */
    static String csv(DataSpec data, Panel panel) {
        StringBuilder text = new StringBuilder(quoted(data.date()));
        data.geo().ifPresent(name -> text.append(',').append(quoted(name)));
        data.population().ifPresent(name -> text.append(',').append(quoted(name)));
        panel.columns().forEach(name -> text.append(',').append(quoted(name)));
        text.append('\n');
        List<double[]> columns = panel.columns().stream().map(panel::column).toList();
        for (int g = 0; g < panel.geos().size(); g++) {
            Panel.Geo geo = panel.geos().get(g);
            for (int t = 0; t < panel.weeks().size(); t++) {
                text.append(panel.weeks().get(t));
                data.geo().ifPresent(name -> text.append(',').append(geo.name()));
                data.population()
                        .ifPresent(name -> text.append(',').append(plain(geo.population())));
                for (double[] values : columns) {
                    text.append(',').append(plain(values[panel.row(g, t)]));
                }
                text.append('\n');
            }
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
    static String truth(CompiledModel model, double[] theta, RecordedNoise noise) {
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = json.createObjectNode();
        ObjectNode parameters = root.putObject("parameters");
        for (String name : model.parameters().reportedNames()) {
            parameters.put(name, theta[model.parameters().slot(name)]);
        }
        scales(model.scaling(), root.putObject("scales"));
        noise(model, noise, root);
        new TrueEffects(model, theta, noise).addTo(root.putArray("effects"));
        return json.writeValueAsString(root) + "\n";
    }

    /** What the parameters' units are: the fit takes its own scales from the data. */
    private static void scales(Scaling scaling, ObjectNode node) {
        scaling.sources().forEach(node::put);
        scaling.responses().forEach((name, scale) -> node.put(name, scale.scale()));
    }

    /** Residuals by node, and where there are hurdles what decided that they are active. */
    private static void noise(CompiledModel model, RecordedNoise noise, ObjectNode root) {
        ObjectNode residuals = root.putObject("noise");
        for (CompiledEquation equation : model.equations()) {
            RecordedNoise.Node node = noise.of(equation);
            if (equation.spec().family() != Family.NEGATIVE_BINOMIAL) {
                series(model.panel(), equation.spec().name(), node.residuals(), residuals);
            }
            if (equation.active().isPresent()) {
                ObjectNode chance = root.withObject("activity");
                series(model.panel(), equation.spec().name(), node.chance(), chance);
            }
        }
    }

    /** One number per week, of data with a geo column by geo. */
    private static void series(Panel panel, String name, double[] byRow, ObjectNode parent) {
        ObjectNode byGeo = panel.hasGeos() ? parent.putObject(name) : parent;
        for (int g = 0; g < panel.geos().size(); g++) {
            ArrayNode array = byGeo.putArray(panel.hasGeos() ? panel.geos().get(g).name() : name);
            for (int row = panel.row(g, 0); row < panel.row(g + 1, 0); row++) {
                array.add(byRow[row]);
            }
        }
    }
}
