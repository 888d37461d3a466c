package tributary.spec;

import tributary.spec.Identification.BackDoor;
import tributary.spec.Identification.Effect;
import tributary.spec.Identification.Verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Verdicts on the effects of one source in plain words. */
final class IdentificationText {
    /** Of a total effect whose parts are not identified. */
    static final String SPLIT_FAILS =
            " Its split into direct and indirect is not identified; the sum is, as far as the"
                    + " assumed shapes leave room for the parts to make up for each other.";

    private static final int MOST_NAMES = 5;
    private static final int EFFORT = 20_000;

    private final ModelGraph model;
    private final String source;

    IdentificationText(ModelGraph model, String source) {
        this.model = model;
        this.source = source;
    }

    /** Nodes with the arrows between them, hidden ones in parentheses. */
    String path(Separation claim, List<String> nodes) {
        var text = new StringBuilder(name(nodes.getFirst()));
        for (int i = 1; i < nodes.size(); i++) {
            boolean forward = claim.graph().parents(nodes.get(i)).contains(nodes.get(i - 1));
            text.append(forward ? " → " : " ← ").append(name(nodes.get(i)));
        }
        return text.toString();
    }

    private String name(String node) {
        return model.hidden().contains(node) ? "(" + node + ")" : node;
    }

    String sentence(
            Effect effect,
            Verdict verdict,
            List<BackDoor> paths,
            boolean complete,
            Set<String> predicted) {
        return switch (verdict) {
            case IDENTIFIED -> effect == Effect.TOTAL ? closed(paths, complete) : clean(effect);
            case ASSUMED -> predicted.isEmpty() ? correlation() : expectation(predicted);
            case NOT_IDENTIFIED -> open(paths, complete);
        };
    }

    private String closed(List<BackDoor> paths, boolean complete) {
        if (paths.isEmpty()) {
            return "No back-door path leads from %s to %s.".formatted(source, model.outcome());
        }
        Set<String> closing = new LinkedHashSet<>();
        paths.forEach(path -> closing.addAll(path.closedBy()));
        String count = complete && paths.size() == 1 ? "The one" : "Every";
        return "%s back-door path from %s to %s is closed, by %s."
                .formatted(count, source, model.outcome(), names(closing, complete));
    }

    private String clean(Effect effect) {
        return effect == Effect.DIRECT
                ? "The other terms of the equation of %s close every path to %s but its own arrow."
                        .formatted(model.outcome(), source)
                : "Each arrow on the way from %s to %s is the only open path between its ends."
                        .formatted(source, model.outcome());
    }

    private static String open(List<BackDoor> paths, boolean complete) {
        List<String> open = paths.stream().filter(BackDoor::open).map(BackDoor::path).toList();
        if (open.isEmpty()) {
            return "The fitted equations leave a path open that is too long to show.";
        }
        String more = open.size() > 1 ? " and " + (open.size() - 1) + " more" : "";
        more = complete ? more : " and others";
        return "Open: %s%s.".formatted(open.getFirst(), more);
    }

    private static String correlation() {
        return "Rests on the correlation of residuals that the model assumes: with another ρ the"
                + " same data give another effect.";
    }

    private String expectation(Set<String> predicted) {
        List<String> sentences = new ArrayList<>();
        for (String mediator : predicted) {
            Set<String> levers = model.instruments(mediator);
            sentences.add(
                    levers.isEmpty()
                            ? ("What %s is expected to be acts downstream, and nothing moves %s"
                                            + " that does not act there by itself: only the"
                                            + " assumed shapes tell the two apart.")
                                    .formatted(mediator, mediator)
                            : ("What %s is expected to be acts downstream; it is told apart from"
                                            + " its causes by %s, assumed to act through %s alone.")
                                    .formatted(mediator, names(levers, true), mediator));
        }
        return String.join(" ", sentences);
    }

    /** What would make failed claims hold: a control more or less, measuring, an experiment. */
    List<String> remedies(List<Separation> failed) {
        Set<String> remedies = new LinkedHashSet<>();
        Set<String> unmeasured = new LinkedHashSet<>();
        for (Separation claim : failed) {
            List<List<String>> open = claim.openPaths(MOST_NAMES, EFFORT).paths();
            List<String> own = adjustments(claim, open);
            remedies.addAll(own);
            if (own.isEmpty()) {
                open.forEach(unmeasured::addAll);
            }
        }
        unmeasured.retainAll(model.hidden());
        unmeasured.remove(ModelGraph.CORRELATION);
        if (!unmeasured.isEmpty()) {
            remedies.add(
                    "Measure %s and control for it.".formatted(String.join(" or ", unmeasured)));
        }
        if (failed.stream().allMatch(claim -> claim.randomized(source).holds())) {
            remedies.add("Set %s at random in an experiment.".formatted(source));
        }
        return List.copyOf(remedies);
    }

    private List<String> adjustments(Separation claim, List<List<String>> open) {
        List<String> found = new ArrayList<>();
        if (claim.omitted()) {
            found.add(addition(claim.from(), claim.to()));
        }
        // What closes every open path closes the shortest, and so stands on it.
        for (List<String> path : open.subList(0, Math.min(1, open.size()))) {
            List<String> colliders = claim.colliders(path);
            for (String node : path) {
                if (isCandidate(node, claim) && claim.with(node).holds()) {
                    found.add(addition(node, claim.to()));
                }
                boolean meets = colliders.contains(node) && model.controls().contains(node);
                if (meets && claim.leavingOut(node).holds()) {
                    found.add(
                            ("Leave %s out, unless it has an effect of its own: unobserved causes"
                                 + " meet in it, and controlling for it ties them together.")
                                    .formatted(node));
                }
            }
        }
        return found;
    }

    private static String addition(String node, String equation) {
        return "Add %s to the equation of %s.".formatted(node, equation);
    }

    /** What is observed, not yet conditioned on, and moved by neither end. */
    private boolean isCandidate(String node, Separation claim) {
        return !model.hidden().contains(node)
                && !model.predicted().contains(node)
                && !claim.given().contains(node)
                && !node.equals(claim.from())
                && !node.equals(claim.to())
                && !model.declared().descendants(claim.from()).contains(node)
                && !model.declared().descendants(claim.to()).contains(node);
    }

    private static String names(Collection<String> nodes, boolean complete) {
        List<String> all = List.copyOf(nodes);
        boolean cut = all.size() > MOST_NAMES;
        List<String> shown = all.subList(0, cut ? MOST_NAMES - 1 : all.size());
        String more = cut ? " and " + (all.size() - shown.size()) + " more" : "";
        return String.join(", ", shown) + (complete || cut ? more : " and others");
    }
}
