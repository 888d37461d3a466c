package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the outcome, channels and mediators. */
final class NodeReader {
    static final String NAME_RULE =
            "a name starts with a letter, holds letters, digits and _ only, and not \"_to_\"";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
    static final String MEDIAN_POSITIVE = "median_positive";
    static final String GEOMETRIC = "geometric";
    static final String NO_ADSTOCK = "none";
    private static final Map<String, Adstock> ADSTOCKS =
            new TreeMap<>(
                    Map.of(
                            GEOMETRIC,
                            new Adstock.Geometric(OptionalInt.empty()),
                            NO_ADSTOCK,
                            new Adstock.None()));

    private static final String[] LATER_CURVES = {
        "logistic", "michaelis_menten", "tanh", "power", "log1p"
    };

    private static final Map<String, Family> OUTCOME_FAMILIES =
            Words.of(new Family[] {Family.GAUSSIAN, Family.STUDENT_T});

    private static final Map<String, Family> MEDIATOR_FAMILIES =
            Words.of(new Family[] {Family.GAUSSIAN, Family.STUDENT_T, Family.TOBIT});

    private static final Map<String, Saturation> CURVES =
            Words.of(new Saturation[] {Saturation.HILL, Saturation.LINEAR});

    private NodeReader() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("_to_");
    }

    /** The {@code name} of a node or control; by default its column, where that can be a name. */
    static String name(JsonSection section, String column) {
        Optional<String> name = section.text("name");
        String chosen = name.orElse(column);
        if (!chosen.isEmpty() && !isName(chosen)) {
            if (name.isPresent()) {
                section.problem("name", Words.quote(chosen) + " is not a name: " + NAME_RULE);
            } else {
                section.problem(
                        "column",
                        Words.quote(chosen) + " needs a \"name\" beside it: " + NAME_RULE);
            }
        }
        return chosen;
    }

    static Outcome outcome(JsonSection section) {
        String column = section.requiredText("column", "the column of the outcome");
        String name = name(section, column);
        Link link = section.word("link", Link.IDENTITY, Link.values());
        var composition =
                section.word(
                        "composition", Outcome.Composition.ADDITIVE, Outcome.Composition.values());
        if (composition == Outcome.Composition.SCALED && link == Link.IDENTITY) {
            section.problem(
                    "composition", "\"scaled\" is for the log link only; allowed: \"additive\"");
        }
        Family family = family(section, OUTCOME_FAMILIES, "negative_binomial");
        var scale = section.word("scale", Outcome.OutcomeScale.MEAN, Outcome.OutcomeScale.values());
        if (scale == Outcome.OutcomeScale.SD && link == Link.LOG) {
            section.problem("scale", "\"sd\" is for the identity link only; allowed: \"mean\"");
        }
        OptionalDouble nu = nu(section, family);
        boolean log = link == Link.LOG;
        OptionalDouble floor =
                section.number(
                        "floor", x -> !log || x > 0, log ? "> 0 under a log link" : "a number");
        Outcome.Value value = value(section);
        boolean autoregressive = section.integer("ar", 0, 0, 1) == 1;
        if (autoregressive && floor.isPresent()) {
            section.problem("ar", "1 does not go with a floor; allowed: 0");
        }
        section.only("noise", "shared", "per_geo");
        section.close();
        return new Outcome(
                name,
                column,
                family,
                link,
                nu,
                scale,
                composition,
                floor,
                autoregressive,
                Outcome.Noise.SHARED,
                value);
    }

    private static Family family(
            JsonSection section, Map<String, Family> families, String... later) {
        return section.word(
                section.get("family"),
                section.where("family"),
                Family.GAUSSIAN,
                families,
                Set.of(later));
    }

    private static Outcome.Value value(JsonSection section) {
        JsonNode value = section.get("value");
        if (value != null && value.isString()) {
            return new Outcome.Value.Column(section.text("value").orElse(""));
        }
        OptionalDouble money =
                section.number("value", x -> x > 0, "a number > 0, or the name of a column");
        return new Outcome.Value.Constant(money.orElse(1));
    }

    private static OptionalDouble nu(JsonSection section, Family family) {
        JsonNode value = section.get("nu");
        if (value == null || (value.isString() && value.stringValue().equals("estimate"))) {
            return OptionalDouble.empty();
        }
        OptionalDouble nu = section.number("nu", x -> x > 2, "\"estimate\" or a number > 2");
        if (nu.isPresent() && family != Family.STUDENT_T) {
            section.problem("nu", "a number here is for the family \"student_t\" only");
        }
        return nu;
    }

    /** What a channel and a mediator have in common. */
    private record Media(
            String name,
            String column,
            boolean paid,
            Optional<String> spend,
            Adstock adstock,
            Saturation saturation,
            OptionalDouble scale) {}

    static Channel channel(JsonSection section) {
        Media media = media(section);
        section.close();
        return new Channel(
                media.name,
                media.column,
                media.paid,
                media.spend,
                media.adstock,
                media.saturation,
                TransformOrder.ADSTOCK_FIRST,
                media.scale,
                OptionalInt.empty());
    }

    static Mediator mediator(JsonSection section) {
        Media media = media(section);
        Family family = family(section, MEDIATOR_FAMILIES, "hurdle_lognormal");
        Link link = section.word("link", Link.IDENTITY, Link.values());
        if (family == Family.TOBIT && link == Link.LOG) {
            section.problem(
                    "link", "\"log\" does not go with zeros (tobit); allowed: \"identity\"");
        }
        OptionalDouble nu = nu(section, family);
        var input = section.word("input", Mediator.Input.OBSERVED, Mediator.Input.values());
        if (input == Mediator.Input.PREDICTED && family == Family.STUDENT_T && link == Link.LOG) {
            section.problem(
                    "input",
                    "\"predicted\" needs an expectation, which a student_t under a log link does"
                            + " not have; allowed: \"observed\"");
        }
        section.close();
        return new Mediator(
                media.name,
                media.column,
                media.paid,
                media.spend,
                media.adstock,
                media.saturation,
                TransformOrder.ADSTOCK_FIRST,
                media.scale,
                OptionalInt.empty(),
                family,
                link,
                nu,
                input);
    }

    private static Media media(JsonSection section) {
        String column = section.requiredText("column", "the column of the media");
        String name = name(section, column);
        boolean paid = section.flag("paid", true);
        Optional<String> spend = section.text("spend").filter(text -> !text.equals(column));
        if (!paid && section.has("spend")) {
            section.problem("spend", "a source with \"paid\": false has no spend");
        }
        section.only("order", "adstock_first", "saturation_first");
        timeVarying(section);
        return new Media(
                name,
                column,
                paid,
                spend,
                adstock(section),
                section.word(
                        section.get("saturation"),
                        section.where("saturation"),
                        Saturation.HILL,
                        CURVES,
                        Set.of(LATER_CURVES)),
                scale(section));
    }

    private static void timeVarying(JsonSection section) {
        JsonNode value = section.get("time_varying");
        if (value != null && value.isObject()) {
            section.problem(
                    "time_varying", "varying effects are not yet supported; allowed: \"none\"");
        } else {
            section.only("time_varying", "none");
        }
    }

    private static OptionalDouble scale(JsonSection section) {
        JsonNode value = section.get("scale");
        if (value != null && value.isString() && value.stringValue().equals(MEDIAN_POSITIVE)) {
            return OptionalDouble.empty();
        }
        return section.number("scale", x -> x > 0, "\"median_positive\" or a number > 0");
    }

    private static Adstock adstock(JsonSection section) {
        JsonNode value = section.get("adstock");
        if (value == null || !value.isObject()) {
            return adstock(section, "adstock");
        }
        JsonSection form = section.section("adstock");
        form.notYet("window");
        form.requiredText("type", "such as \"geometric\"");
        Adstock adstock = adstock(form, "type");
        form.close();
        return adstock;
    }

    private static Adstock adstock(JsonSection section, String key) {
        return section.word(
                section.get(key),
                section.where(key),
                new Adstock.Geometric(OptionalInt.empty()),
                ADSTOCKS,
                Set.of("delayed", "weibull_cdf", "weibull_pdf", "binomial"));
    }
}
