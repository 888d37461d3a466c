package tributary.spec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the controls that are products, {@code "column": "a:b"}. */
final class InteractionReader {
    /** A product is of columns as they are; it is not transformed again. */
    private static final Control.Transform[] TRANSFORMS = {Control.Transform.NONE};

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Path> paths;
    private final List<String> equations;
    private final TermReader terms;

    InteractionReader(
            List<? extends Node> nodes,
            List<Path> paths,
            List<String> equations,
            TermReader terms) {
        for (Node node : nodes) {
            this.nodes.putIfAbsent(node.column(), node);
        }
        for (Node node : nodes) {
            this.nodes.put(node.name(), node);
        }
        this.paths = paths;
        this.equations = equations;
        this.terms = terms;
    }

    static boolean isInteraction(JsonSection section) {
        var column = section.get("column");
        return column != null && column.isString() && column.stringValue().contains(":");
    }

    List<Interaction> read(List<JsonSection> sections) {
        List<Interaction> interactions = new ArrayList<>();
        for (JsonSection section : sections) {
            interaction(section).ifPresent(interactions::add);
        }
        return interactions;
    }

    private Optional<Interaction> interaction(JsonSection section) {
        String column = section.text("column").orElse("");
        section.word("transform", Control.Transform.NONE, TRANSFORMS);
        if (section.get("price_response") != null) {
            section.problem("price_response", "a product has none");
        }
        String[] factors = column.split(":", -1);
        if (factors.length != 2) {
            section.problem("column", Words.quote(column) + " must be the product of two, \"a:b\"");
            return Optional.empty();
        }
        Node first = factor(section, factors[0].strip());
        Node second = factor(section, factors[1].strip());
        if (first == null || second == null) {
            section.keys();
            return Optional.empty();
        }
        if (first.equals(second)) {
            section.problem(
                    "column", Words.quote(column) + " is a product of one thing with itself");
        }
        String name = section.text("name").orElse(first.name() + "_x_" + second.name());
        if (!NodeReader.isName(name)) {
            section.problem("name", Words.quote(name) + " is not a name: " + NodeReader.NAME_RULE);
        }
        List<String> possible =
                equations.stream()
                        .filter(equation -> reaches(first, equation) && reaches(second, equation))
                        .toList();
        List<String> into = terms.into(section, possible);
        checkInto(section, first, into);
        checkInto(section, second, into);
        if (into.isEmpty()) {
            section.problem("into", "no equation is left that this product could enter");
        }
        section.close();
        return Optional.of(new Interaction(name, first.name(), second.name(), into));
    }

    private @Nullable Node factor(JsonSection section, String name) {
        Node node = nodes.get(name);
        if (node == null) {
            section.problem(
                    "column",
                    Words.quote(name)
                            + " is neither a control nor a source of this model"
                            + PathReader.nearestOrAll(name, nodes.keySet()));
        } else if (node instanceof Mediator mediator
                && mediator.input() == Mediator.Input.PREDICTED) {
            section.problem(
                    "column",
                    Words.quote(name)
                            + " has \"input\": \"predicted\"; a product takes observed columns");
        }
        return node;
    }

    /** A control enters anywhere; a source only where one of its paths leads. */
    private boolean reaches(Node factor, String equation) {
        return !(factor instanceof Source)
                || paths.stream()
                        .anyMatch(path ->
                                path.from().equals(factor.name()) && path.to().equals(equation));
    }

    private void checkInto(JsonSection section, Node factor, List<String> into) {
        for (String equation : into) {
            if (!reaches(factor, equation)) {
                section.problem(
                        "into",
                        "a product with "
                                + Words.quote(factor.name())
                                + " needs the path "
                                + Words.quote(factor.name() + " -> " + equation));
            }
        }
    }
}
