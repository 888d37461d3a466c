package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code paths} and refuses arrows that no causal graph can have. */
final class PathReader {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Set<String> equations = new LinkedHashSet<>();
    private final Outcome outcome;
    private final Problems problems;
    private final Map<String, String> arrows = new HashMap<>();
    private final Map<String, Path.Sign> groups = new HashMap<>();

    private PathReader(
            List<Channel> channels, List<Mediator> mediators, Outcome outcome, Problems problems) {
        channels.forEach(channel -> sources.put(channel.name(), channel));
        for (Mediator mediator : mediators) {
            sources.put(mediator.name(), mediator);
            equations.add(mediator.name());
        }
        equations.add(outcome.name());
        this.outcome = outcome;
        this.problems = problems;
    }

    /** The arrows that make sense; for every other one a problem is noted. */
    static List<Path> read(
            JsonSection root, List<Channel> channels, List<Mediator> mediators, Outcome outcome) {
        var reader = new PathReader(channels, mediators, outcome, root.problems());
        List<Path> paths = new ArrayList<>();
        List<JsonNode> elements = root.array("paths");
        for (int i = 0; i < elements.size(); i++) {
            String where = root.where("paths") + "[" + i + "]";
            JsonNode element = elements.get(i);
            Optional<Path> path =
                    element.isObject()
                            ? reader.object(new JsonSection(element, where, reader.problems))
                            : reader.arrow(element, where);
            path.filter(p -> reader.isNew(p, where)).ifPresent(paths::add);
        }
        return paths;
    }

    private Optional<Path> arrow(JsonNode element, String where) {
        String[] ends = element.isString() ? element.stringValue().split("->", -1) : new String[0];
        if (ends.length != 2) {
            String hint = ends.length > 2 ? "; write one path per arrow" : "";
            problems.add(
                    where, JsonSection.show(element) + " is not a path such as \"a -> b\"" + hint);
            return Optional.empty();
        }
        String from = ends[0].strip();
        String to = ends[1].strip();
        return possible(from, to, where, where)
                ? Optional.of(
                        new Path(
                                from,
                                to,
                                defaultSign(to),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Path.Parameter.COEFFICIENT))
                : Optional.empty();
    }

    private Optional<Path> object(JsonSection section) {
        String from = section.requiredText("from", "the name of a source").strip();
        String to = section.requiredText("to", "the name of a mediator or the outcome").strip();
        Path.Sign sign = section.word("sign", defaultSign(to), Path.Sign.values());
        Optional<String> group = section.text("group");
        if (group.isPresent() && !NodeReader.isName(group.get())) {
            section.problem(
                    "group", Words.quote(group.get()) + " is not a name: " + NodeReader.NAME_RULE);
        }
        boolean activity = section.flag("activity", false);
        Saturation curve = section.word("saturation", Saturation.HILL, Saturation.values());
        Optional<Saturation> saturation =
                section.has("saturation") ? Optional.of(curve) : Optional.empty();
        Path.Parameter parameter =
                section.word("parameter", Path.Parameter.COEFFICIENT, Path.Parameter.values());
        section.close();
        if (from.isEmpty()
                || to.isEmpty()
                || !possible(from, to, section.where("from"), section.where("to"))) {
            return Optional.empty();
        }
        group.ifPresent(name -> checkGroup(name, sign, section));
        Path path = new Path(from, to, sign, group, activity, saturation, parameter);
        checkCurve(path, section);
        if (parameter != Path.Parameter.COEFFICIENT) {
            checkParameter(path, section);
        }
        return Optional.of(path);
    }

    private void checkCurve(Path path, JsonSection section) {
        if (path.saturation().equals(Optional.of(Saturation.POWER))
                && sources.get(path.from()) instanceof Mediator mediator
                && mediator.input() == Mediator.Input.PREDICTED) {
            section.problem("saturation", NodeReader.POWER_OF_PREDICTED);
        }
    }

    /** A prior on ROI or contribution needs a positive path of its own into money. */
    private void checkParameter(Path path, JsonSection section) {
        String word = Words.quote(Words.of(path.parameter()));
        if (!path.to().equals(outcome.name())) {
            section.problem(
                    "parameter",
                    word
                            + " is for a path straight into the outcome; allowed here:"
                            + " \"coefficient\"");
        } else if (path.sign() != Path.Sign.POSITIVE) {
            section.problem("parameter", word + " needs \"sign\": \"positive\"");
        }
        Source source = sources.get(path.from());
        if (path.parameter() == Path.Parameter.ROI && source != null && !source.paid()) {
            section.problem(
                    "parameter",
                    word
                            + " is return on money spent, and "
                            + Words.quote(path.from())
                            + " has \"paid\": false; allowed: \"coefficient\", \"contribution\"");
        }
        if (outcome.family() == Family.NEGATIVE_BINOMIAL) {
            section.problem(
                    "parameter",
                    word
                            + " is of the outcome as observed, and of counts (negative_binomial)"
                            + " only the expectation is explained; allowed: \"coefficient\"");
        }
        if (path.group().isPresent()) {
            section.problem("group", "a path with \"parameter\": " + word + " is in no group");
        }
        if (path.activity()) {
            section.problem(
                    "activity",
                    "true does not go with \"parameter\": "
                            + word
                            + ", which is of the curve alone");
        }
    }

    private Path.Sign defaultSign(String to) {
        return to.equals(outcome.name()) ? Path.Sign.POSITIVE : Path.Sign.ANY;
    }

    private boolean possible(String from, String to, String whereFrom, String whereTo) {
        boolean possible = true;
        if (!sources.containsKey(from)) {
            possible = false;
            problems.add(
                    whereFrom,
                    from.equals(outcome.name())
                            ? Words.quote(from) + " is the outcome; no path leads out of it"
                            : Words.quote(from)
                                    + " is not a channel or mediator"
                                    + nearestOrAll(from, sources.keySet()));
        }
        if (!equations.contains(to)) {
            possible = false;
            problems.add(
                    whereTo,
                    sources.containsKey(to)
                            ? Words.quote(to)
                                    + " is a channel, which nothing can move; declare it as a"
                                    + " mediator"
                            : Words.quote(to)
                                    + " is not a mediator or the outcome"
                                    + nearestOrAll(to, equations));
        }
        if (possible && from.equals(to)) {
            possible = false;
            problems.add(whereTo, "a path from " + Words.quote(from) + " to itself");
        }
        return possible;
    }

    static String nearestOrAll(String name, Set<String> known) {
        String hint = Words.didYouMean(name, known);
        return hint.isEmpty() ? "; known: " + Words.list(known) : hint;
    }

    /** A path is known by its parameter, {@code coefficient_FROM_to_TO}. */
    private boolean isNew(Path path, String where) {
        String before = arrows.putIfAbsent(path.from() + "_to_" + path.to(), path.arrow());
        if (before == null) {
            return true;
        }
        String arrow = Words.quote(path.arrow());
        problems.add(
                where,
                before.equals(path.arrow())
                        ? arrow + " stands here a second time"
                        : arrow
                                + " would have the same parameter name as "
                                + Words.quote(before)
                                + "; rename a node");
        return false;
    }

    private void checkGroup(String group, Path.Sign sign, JsonSection section) {
        Path.Sign before = groups.putIfAbsent(group, sign);
        if (before != null && before != sign) {
            section.problem(
                    "group",
                    "the group "
                            + Words.quote(group)
                            + " mixes paths of sign \"positive\" and \"any\"");
        }
    }
}
