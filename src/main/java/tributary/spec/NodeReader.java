package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads channels and mediators, and what every node has. */
final class NodeReader {
    static final String NAME_RULE =
            "a name starts with a letter, holds letters, digits and _ only, and not \"_to_\"";
    static final String POWER_OF_PREDICTED =
            "\"power\" does not go with \"input\": \"predicted\", since its slope at 0 is infinite";
    static final String ESTIMATE = "estimate";
    static final Family[] MEDIATOR_FAMILIES = {
        Family.GAUSSIAN, Family.STUDENT_T, Family.TOBIT, Family.HURDLE_LOGNORMAL
    };
    static final String NAME_PATTERN = "^(?!.*_to_)[A-Za-z][A-Za-z0-9_]{0,99}$";
    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    private NodeReader() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
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

    static Channel channel(JsonSection section) {
        MediaReader media = MediaReader.read(section);
        section.close();
        return new Channel(
                media.name(),
                media.column(),
                media.paid(),
                media.spend(),
                media.adstock(),
                media.saturation(),
                media.order(),
                media.scale(),
                media.knots());
    }

    static Mediator mediator(JsonSection section) {
        MediaReader media = MediaReader.read(section);
        Family family = section.word("family", Family.GAUSSIAN, MEDIATOR_FAMILIES);
        Link link = mediatorLink(section, family);
        OptionalDouble nu = nu(section, family);
        Mediator.Input input =
                section.word("input", Mediator.Input.OBSERVED, Mediator.Input.values());
        section.close();
        if (input == Mediator.Input.PREDICTED) {
            checkPredicted(section, media, family, link);
        }
        return new Mediator(
                media.name(),
                media.column(),
                media.paid(),
                media.spend(),
                media.adstock(),
                media.saturation(),
                media.order(),
                media.scale(),
                media.knots(),
                family,
                link,
                nu,
                input);
    }

    /** The amount of a hurdle has a log link; a tobit has zeros and so none. */
    private static Link mediatorLink(JsonSection section, Family family) {
        boolean hurdle = family == Family.HURDLE_LOGNORMAL;
        Link link = section.word("link", hurdle ? Link.LOG : Link.IDENTITY, Link.values());
        if (family == Family.TOBIT && link == Link.LOG) {
            section.problem(
                    "link", "\"log\" does not go with zeros (tobit); allowed: \"identity\"");
        }
        if (hurdle && link == Link.IDENTITY) {
            section.problem(
                    "link",
                    "\"identity\" does not go with a lognormal amount (hurdle_lognormal); allowed:"
                            + " \"log\"");
        }
        return link;
    }

    private static void checkPredicted(
            JsonSection section, MediaReader media, Family family, Link link) {
        if (family == Family.STUDENT_T && link == Link.LOG) {
            section.problem(
                    "input",
                    "\"predicted\" needs an expectation, which a student_t under a log link does"
                            + " not have; allowed: \"observed\"");
        }
        if (media.saturation() == Saturation.POWER) {
            section.problem("saturation", POWER_OF_PREDICTED);
        }
    }

    /** Degrees of freedom of a student_t, where fixed. */
    static OptionalDouble nu(JsonSection section, Family family) {
        JsonNode value = section.get("nu");
        if (value == null || (value.isString() && value.stringValue().equals(ESTIMATE))) {
            return OptionalDouble.empty();
        }
        OptionalDouble nu =
                section.number("nu", Limits.NU::contains, "\"estimate\" or a number > 2");
        if (nu.isPresent() && family != Family.STUDENT_T) {
            section.problem("nu", "a number here is for the family \"student_t\" only");
        }
        return nu;
    }
}
