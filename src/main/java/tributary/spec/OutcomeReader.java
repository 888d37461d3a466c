package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.OptionalDouble;

/** Reads the outcome. */
final class OutcomeReader {
    static final Family[] FAMILIES = {Family.GAUSSIAN, Family.STUDENT_T, Family.NEGATIVE_BINOMIAL};

    private final JsonSection section;
    private final Family family;
    private final Link link;

    private OutcomeReader(JsonSection section) {
        this.section = section;
        this.family = section.word("family", Family.GAUSSIAN, FAMILIES);
        this.link = section.word("link", counts() ? Link.LOG : Link.IDENTITY, Link.values());
    }

    static Outcome read(JsonSection section) {
        return new OutcomeReader(section).read();
    }

    private boolean counts() {
        return family == Family.NEGATIVE_BINOMIAL;
    }

    private Outcome read() {
        String column = section.requiredText("column", "the column of the outcome");
        Outcome outcome =
                new Outcome(
                        NodeReader.name(section, column),
                        column,
                        family,
                        link,
                        NodeReader.nu(section, family),
                        section.word(
                                "scale", Outcome.OutcomeScale.MEAN, Outcome.OutcomeScale.values()),
                        section.word(
                                "composition",
                                Outcome.Composition.ADDITIVE,
                                Outcome.Composition.values()),
                        floor(),
                        section.integer("ar", 0, Limits.AR) == 1,
                        section.word("noise", Outcome.Noise.SHARED, Outcome.Noise.values()),
                        value());
        section.close();
        check(outcome);
        return outcome;
    }

    private OptionalDouble floor() {
        return link == Link.LOG
                ? section.number("floor", NumberRange.POSITIVE::contains, "> 0 under a log link")
                : section.number("floor", NumberRange.ANY);
    }

    private Outcome.Value value() {
        JsonNode value = section.get("value");
        if (value != null && value.isString()) {
            return new Outcome.Value.Column(section.text("value").orElse(""));
        }
        OptionalDouble money =
                section.number(
                        "value",
                        NumberRange.POSITIVE::contains,
                        "a number > 0, or the name of a column");
        return new Outcome.Value.Constant(money.orElse(1));
    }

    /** What does not go together (model.md §4 and §5). */
    private void check(Outcome outcome) {
        boolean log = link == Link.LOG;
        if (counts() && !log) {
            section.problem(
                    "link",
                    "\"identity\" does not go with counts (negative_binomial); allowed: \"log\"");
        }
        if (outcome.composition() == Outcome.Composition.SCALED && !log) {
            section.problem(
                    "composition", "\"scaled\" is for the log link only; allowed: \"additive\"");
        }
        if (outcome.scale() == Outcome.OutcomeScale.SD && (log || counts())) {
            section.problem("scale", "\"sd\" is for the identity link only; allowed: \"mean\"");
        }
        if (counts() && outcome.floor().isPresent()) {
            section.problem("floor", "counts (negative_binomial) have no floor; leave the key out");
        }
        if (outcome.autoregressive() && outcome.floor().isPresent()) {
            section.problem("ar", "1 does not go with a floor; allowed: 0");
        }
        if (outcome.autoregressive() && counts()) {
            section.problem("ar", "1 does not go with counts (negative_binomial); allowed: 0");
        }
    }
}
