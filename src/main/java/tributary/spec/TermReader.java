package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the terms of equations that are not paths: controls, trend and seasonality. */
final class TermReader {
    private final List<String> equations;
    private final Outcome outcome;

    /**
     * @param equations names in graph order
     */
    TermReader(List<String> equations, Outcome outcome) {
        this.equations = equations;
        this.outcome = outcome;
    }

    /** The controls that are columns; products are for {@link InteractionReader}. */
    List<Control> controls(List<JsonSection> sections) {
        List<Control> controls = new ArrayList<>();
        String price = "";
        for (JsonSection section : sections) {
            Control control = control(section);
            controls.add(control);
            if (control.priceResponse().isPresent() && !price.isEmpty()) {
                section.problem(
                        "price_response",
                        "one control is the price, and " + price + " has a price response already");
            } else if (control.priceResponse().isPresent()) {
                price = section.where();
            }
        }
        return controls;
    }

    private Control control(JsonSection section) {
        String column = section.requiredText("column", "the column of the control");
        String name = NodeReader.name(section, column);
        var transform =
                section.word(
                        "transform", Control.Transform.STANDARDIZE, Control.Transform.values());
        List<String> into = into(section);
        Optional<Control.PriceResponse> response = priceResponse(section, into);
        if (into.isEmpty()) {
            section.problem("into", "the list is empty; a control enters at least one equation");
        }
        section.close();
        return new Control(name, column, transform, response, into);
    }

    private Optional<Control.PriceResponse> priceResponse(JsonSection section, List<String> into) {
        if (!section.has("price_response")) {
            section.get("price_response");
            return Optional.empty();
        }
        var response =
                section.word(
                        "price_response",
                        Control.PriceResponse.CONSTANT_ELASTICITY,
                        Control.PriceResponse.values());
        if (!into.contains(outcome.name())) {
            section.problem(
                    "price_response",
                    "it shapes the equation of the outcome, which \"into\" does not name");
        }
        if (response == Control.PriceResponse.LINEAR_DEMAND && outcome.link() != Link.LOG) {
            section.problem(
                    "price_response",
                    "\"linear_demand\" multiplies and needs \"link\": \"log\" of the outcome;"
                            + " allowed under the identity link: \"constant_elasticity\","
                            + " \"linear\"");
        }
        return Optional.of(response);
    }

    Trend trend(JsonSection section) {
        Trend.Type type = section.word("type", Trend.Type.LINEAR, Trend.Type.values());
        int knots = knots(section, type);
        List<String> into = into(section);
        section.close();
        return new Trend(type, knots, type == Trend.Type.NONE ? List.of() : into);
    }

    private static int knots(JsonSection section, Trend.Type type) {
        int knots = section.integer("knots", (int) Limits.KNOTS.low(), Limits.KNOTS);
        if (type == Trend.Type.KNOTS) {
            section.require("knots", "how many, " + Limits.KNOTS.words());
            return knots;
        }
        if (section.has("knots")) {
            section.problem("knots", "is for the type \"knots\" only");
        }
        return 0;
    }

    Seasonality seasonality(JsonSection section) {
        int order = section.integer("order", 3, Limits.SEASON_ORDER);
        double period = section.number("period", Limits.SEASON_PERIOD).orElse(365.25);
        List<String> into = into(section);
        section.close();
        return new Seasonality(order, period, order == 0 ? List.of() : into);
    }

    /** The equations named, in graph order; by default all. */
    private List<String> into(JsonSection section) {
        return into(section, equations);
    }

    /** The equations named, in graph order; by default those given. */
    List<String> into(JsonSection section, List<String> whenAbsent) {
        if (!section.has("into")) {
            section.get("into");
            return whenAbsent;
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
