package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is known or assumed beside the weekly data: correlations, unobserved, experiments. */
final class EvidenceReader {
    private final JsonSection root;
    private final DataSpec data;
    private final Outcome outcome;
    private final List<Mediator> mediators;
    private final Set<String> sources;

    EvidenceReader(
            JsonSection root,
            DataSpec data,
            Outcome outcome,
            List<Channel> channels,
            List<Mediator> mediators) {
        this.root = root;
        this.data = data;
        this.outcome = outcome;
        this.mediators = mediators;
        this.sources =
                Stream.<Source>concat(channels.stream(), mediators.stream())
                        .map(Source::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The copula of model.md §8; at most one. */
    List<Correlation> correlations() {
        List<JsonSection> sections = root.sections("correlations");
        if (sections.size() > 1) {
            root.problem(
                    "correlations",
                    sections.size() + " of them; allowed: one, of one mediator with the outcome");
        }
        List<Correlation> correlations = new ArrayList<>();
        for (JsonSection section : sections) {
            Optional<Mediator> mediator = between(section);
            Prior rho = rho(section);
            section.close();
            mediator.ifPresent(m -> {
                checkResiduals(section, m);
                correlations.add(new Correlation(m.name(), outcome.name(), rho));
            });
        }
        return correlations;
    }

    /** The mediator of a pair that names it and the outcome, in either order. */
    private Optional<Mediator> between(JsonSection section) {
        section.require("between", "[mediator, outcome]");
        List<String> pair = section.names("between");
        Optional<Mediator> mediator =
                mediators.stream().filter(m -> pair.contains(m.name())).findFirst();
        if (pair.size() != 2 || mediator.isEmpty() || !pair.contains(outcome.name())) {
            if (section.has("between")) {
                section.problem(
                        "between",
                        "["
                                + Words.list(pair)
                                + "] is not one mediator and the outcome; mediators: "
                                + Words.list(mediators.stream().map(Mediator::name).toList())
                                + "; outcome: "
                                + Words.quote(outcome.name()));
            }
            return Optional.empty();
        }
        return mediator;
    }

    private static Prior rho(JsonSection section) {
        section.require("rho", "a number > -1 and < 1, or a prior");
        JsonNode value = section.get("rho");
        if (value == null || !value.isString()) {
            OptionalDouble rho =
                    section.number(
                            "rho",
                            Limits.CORRELATION::contains,
                            Limits.CORRELATION.words() + ", or a prior");
            return new Prior.Dirac(rho.orElse(0));
        }
        try {
            Prior prior = PriorText.parse(value.stringValue());
            if (prior instanceof Prior.Dirac(double x) && !Limits.CORRELATION.contains(x)) {
                section.problem("rho", x + " is out of range; allowed: > -1 and < 1");
            }
            return prior;
        } catch (IllegalArgumentException e) {
            section.problem("rho", "" + e.getMessage());
            return new Prior.Dirac(0);
        }
    }

    /** What has no residual of its own in a week (model.md §8). */
    private void checkResiduals(JsonSection section, Mediator mediator) {
        List<String> refused = new ArrayList<>();
        if (outcome.autoregressive()) {
            refused.add("\"ar\": 1 of the outcome");
        }
        if (outcome.family() == Family.NEGATIVE_BINOMIAL) {
            refused.add("counts (negative_binomial)");
        }
        if (mediator.family() == Family.HURDLE_LOGNORMAL) {
            refused.add("the family \"hurdle_lognormal\" of " + Words.quote(mediator.name()));
        }
        for (String what : refused) {
            root.problems()
                    .add(section.where(), "a correlation of residuals does not go with " + what);
        }
    }

    /** Common causes that nobody measured, each of two nodes or more. */
    List<Unobserved> unobserved(List<Control> controls) {
        Set<String> nodes = new LinkedHashSet<>(sources);
        nodes.add(outcome.name());
        controls.forEach(control -> nodes.add(control.name()));
        List<Unobserved> unobserved = new ArrayList<>();
        for (JsonSection section : root.sections("unobserved")) {
            String name = section.requiredText("name", "what to call the common cause");
            if (!name.isEmpty() && !NodeReader.isName(name)) {
                section.problem(
                        "name", Words.quote(name) + " is not a name: " + NodeReader.NAME_RULE);
            }
            section.require("into", "the names of the nodes it moves");
            List<String> into = section.names("into");
            for (String node : into) {
                if (!nodes.contains(node)) {
                    section.problem(
                            "into",
                            Words.quote(node)
                                    + " is not a node of this model"
                                    + PathReader.nearestOrAll(node, nodes));
                }
            }
            if (section.has("into") && into.size() < 2) {
                section.problem("into", "a common cause moves at least two nodes");
            }
            section.close();
            unobserved.add(new Unobserved(name, into));
        }
        return unobserved;
    }

    /** Lift tests. */
    List<Experiment> experiments() {
        return root.sections("experiments").stream().map(this::experiment).toList();
    }

    private Experiment experiment(JsonSection section) {
        String source = section.requiredText("source", "the channel or mediator that was changed");
        if (!source.isEmpty() && !sources.contains(source)) {
            section.problem(
                    "source",
                    Words.quote(source)
                            + " is not a channel or mediator"
                            + PathReader.nearestOrAll(source, sources));
        }
        List<String> geos = section.names("geos");
        if (!geos.isEmpty() && data.geo().isEmpty()) {
            section.problem("geos", "needs \"geo\" in \"data\"; without it there is one market");
        }
        LocalDate from = date(section, "from", "the first week of the test");
        LocalDate to = date(section, "to", "the last week of the test");
        LocalDate until = section.date("until").orElse(to);
        inOrder(section, "to", to, "from", from);
        inOrder(section, "until", until, "to", to);
        Experiment experiment =
                new Experiment(
                        source,
                        geos,
                        from,
                        to,
                        until,
                        change(section),
                        section.requiredNumber(
                                "lift", NumberRange.ANY, "the outcome gained by the change"),
                        section.requiredNumber(
                                "se", NumberRange.POSITIVE, "the standard error of the lift"),
                        section.word(
                                "estimand",
                                Experiment.Estimand.TOTAL,
                                Experiment.Estimand.values()),
                        section.word(
                                "family",
                                Experiment.ErrorFamily.NORMAL,
                                Experiment.ErrorFamily.values()));
        section.close();
        return experiment;
    }

    private static LocalDate date(JsonSection section, String key, String what) {
        section.require(key, what);
        return section.date(key).orElse(LocalDate.EPOCH);
    }

    private static void inOrder(
            JsonSection section, String key, LocalDate later, String before, LocalDate earlier) {
        if (later.isBefore(earlier) && later != LocalDate.EPOCH) {
            section.problem(
                    key, later + " is before " + Words.quote(before) + ", which is " + earlier);
        }
    }

    private static double change(JsonSection section) {
        String text = section.requiredText("change", "such as \"-100%\"");
        if (text.isEmpty()) {
            return -1;
        }
        try {
            return ChangeText.parse(text);
        } catch (IllegalArgumentException e) {
            section.problem("change", Words.quote(text) + " " + e.getMessage());
            return -1;
        }
    }
}
