package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the terms of equations that are not paths: controls, trend and seasonality. */
final class TermReader {
    private final List<String> equations;

    /**
     * @param equations names in graph order
     */
    TermReader(List<String> equations) {
        this.equations = equations;
    }

    List<Control> controls(JsonSection root) {
        List<Control> controls = new ArrayList<>();
        for (JsonSection section : root.sections("controls")) {
            controls.add(control(section));
        }
        return controls;
    }

    private Control control(JsonSection section) {
        String column = section.requiredText("column", "the column of the control");
        String name;
        if (column.contains(":")) {
            section.problem("column", Words.quote(column) + ": interactions are not yet supported");
            section.text("name");
            name = column;
        } else {
            name = NodeReader.name(section, column);
        }
        var transform =
                section.word(
                        "transform", Control.Transform.STANDARDIZE, Control.Transform.values());
        section.notYet("price_response");
        List<String> into = into(section);
        if (into.isEmpty()) {
            section.problem("into", "the list is empty; a control enters at least one equation");
        }
        section.close();
        return new Control(name, column, transform, into);
    }

    Trend trend(JsonSection section) {
        Trend.Type type = section.word("type", Trend.Type.LINEAR, Trend.Type.values(), "knots");
        section.notYet("knots");
        List<String> into = into(section);
        section.close();
        return new Trend(type, type == Trend.Type.NONE ? List.of() : into);
    }

    Seasonality seasonality(JsonSection section) {
        int order = (int) section.integer("order", 3, 0, 50);
        double period =
                section.number("period", x -> x >= 14 && x <= 36525, "days from 14 to 36525")
                        .orElse(365.25);
        List<String> into = into(section);
        section.close();
        return new Seasonality(order, period, order == 0 ? List.of() : into);
    }

    /** The equations named, in graph order; by default all. */
    private List<String> into(JsonSection section) {
        if (!section.has("into")) {
            section.get("into");
            return equations;
        }
        Set<String> named = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode element : section.array("into")) {
            String where = section.where("into") + "[" + i++ + "]";
            String name = element.isString() ? element.stringValue() : "";
            if (!equations.contains(name)) {
                section.problems()
                        .add(
                                where,
                                JsonSection.show(element)
                                        + " is not a mediator or the outcome"
                                        + PathReader.nearestOrAll(
                                                name, new LinkedHashSet<>(equations)));
            }
            if (!named.add(name)) {
                section.problems()
                        .add(where, JsonSection.show(element) + " stands here a second time");
            }
        }
        return equations.stream().filter(named::contains).toList();
    }
}
