package tributary.spec;

import static tributary.spec.SchemaNodes.either;
import static tributary.spec.SchemaNodes.flag;
import static tributary.spec.SchemaNodes.integer;
import static tributary.spec.SchemaNodes.name;
import static tributary.spec.SchemaNodes.number;
import static tributary.spec.SchemaNodes.text;
import static tributary.spec.SchemaNodes.when;
import static tributary.spec.SchemaNodes.word;
import static tributary.spec.SchemaNodes.words;

import tools.jackson.databind.node.ObjectNode;

import tributary.spec.SchemaNodes.Keys;

/** The JSON Schema of the outcome, channels and mediators. */
final class NodeSchema {
    private NodeSchema() {}

    static ObjectNode outcome() {
        return Keys.of("What media are to move; a model has exactly one.")
                .requiredKey("column", text("Column of the outcome."))
                .key("name", nodeName())
                .key(
                        "link",
                        words(
                                "Whether terms add up on the scale of the outcome or of its"
                                        + " logarithm (default: identity; log for counts).",
                                Link.values()))
                .key(
                        "composition",
                        words(
                                "Whether media add up with everything else, or demand multiplies"
                                        + " them (log link only).",
                                Outcome.Composition.values(),
                                Outcome.Composition.ADDITIVE))
                .key(
                        "family",
                        words(
                                "Distribution around the expectation.",
                                OutcomeReader.FAMILIES,
                                Family.GAUSSIAN))
                .key(
                        "scale",
                        words(
                                "What the outcome is divided by; sd also centres it (identity link"
                                        + " only).",
                                Outcome.OutcomeScale.values(),
                                Outcome.OutcomeScale.MEAN))
                .key("nu", nu())
                .key("floor", number("Values at or below it are left-censored.", NumberRange.ANY))
                .key(
                        "value",
                        either(
                                        "Money per unit of the outcome: a number, or a column.",
                                        number("A number.", NumberRange.POSITIVE),
                                        text("A column."))
                                .put("default", 1))
                .key(
                        "ar",
                        integer("1 for residuals that follow an AR(1) process.", Limits.AR)
                                .put("default", 0))
                .key(
                        "noise",
                        words(
                                "Whether all markets share one residual scale.",
                                Outcome.Noise.values(),
                                Outcome.Noise.SHARED))
                .toJson();
    }

    static ObjectNode nodeName() {
        return name("Name in paths, parameters and results (default: the column).");
    }

    private static ObjectNode nu() {
        return either(
                        "Degrees of freedom of a student_t: estimated, or a number.",
                        word(NodeReader.ESTIMATE),
                        number("A number.", Limits.NU))
                .put("default", NodeReader.ESTIMATE);
    }

    private static Keys source(String description) {
        return Keys.of(description)
                .requiredKey("column", text("Column of the data."))
                .key("name", nodeName())
                .key("paid", flag("Whether money is spent on it.", true))
                .key(
                        "spend",
                        text("Column with the money where the source's own is something else."))
                .key("adstock", adstock())
                .key("saturation", saturation().put("default", Words.of(Saturation.HILL)))
                .key(
                        "order",
                        words(
                                "Whether media are carried over first or saturated first.",
                                TransformOrder.values(),
                                TransformOrder.ADSTOCK_FIRST))
                .key(
                        "scale",
                        either(
                                        "What the column is divided by.",
                                        word(MediaReader.MEDIAN_POSITIVE),
                                        number("In units of the column.", NumberRange.POSITIVE))
                                .put("default", MediaReader.MEDIAN_POSITIVE))
                .key(
                        "time_varying",
                        either(
                                        "Whether effectiveness changes over time, by knots of its"
                                                + " logarithm.",
                                        word(MediaReader.NOT_VARYING),
                                        Keys.of("So many knots.")
                                                .requiredKey("knots", knots())
                                                .toJson())
                                .put("default", MediaReader.NOT_VARYING));
    }

    private static ObjectNode adstock() {
        ObjectNode object =
                Keys.of("A form and its window.")
                        .requiredKey("type", words("The form.", MediaReader.AdstockForm.values()))
                        .key(
                                "window",
                                integer(
                                        "Last lag in weeks (geometric: unbounded unless given;"
                                                + " otherwise "
                                                + Limits.DEFAULT_WINDOW
                                                + ").",
                                        Limits.WINDOW))
                        .toJson();
        when(object, "type", word(Words.of(MediaReader.AdstockForm.NONE)));
        object.putObject("then").putObject("properties").put("window", false);
        return either(
                        "Carry-over of media into later weeks.",
                        words("The form.", MediaReader.AdstockForm.values()),
                        object)
                .put("default", Words.of(MediaReader.AdstockForm.GEOMETRIC));
    }

    static ObjectNode saturation() {
        return words("Curve of diminishing returns.", Saturation.values());
    }

    static ObjectNode knots() {
        return integer("Number of knots, evenly spaced.", Limits.KNOTS);
    }

    static ObjectNode channel() {
        return source("One channel.").toJson();
    }

    static ObjectNode mediator() {
        return source("One mediator.")
                .key(
                        "family",
                        words(
                                "Distribution around its expectation; tobit and hurdle_lognormal"
                                        + " have zeros.",
                                NodeReader.MEDIATOR_FAMILIES,
                                Family.GAUSSIAN))
                .key(
                        "link",
                        words(
                                "Scale on which the terms of its equation add up (default:"
                                        + " identity; log for hurdle_lognormal).",
                                Link.values()))
                .key("nu", nu())
                .key(
                        "input",
                        words(
                                "Whether equations downstream see its data or its expectation.",
                                Mediator.Input.values(),
                                Mediator.Input.OBSERVED))
                .toJson();
    }
}
