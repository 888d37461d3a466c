package tributary.spec;

import tributary.spec.DirectedGraph.Arrow;
import tributary.spec.Identification.BackDoor;
import tributary.spec.Identification.Effect;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verdicts on the effects of one source.
 *
 * <p>An equation is fitted given its regressors. The coefficient of an arrow is that of the cause
 * if, with the arrow taken away, the other regressors separate its ends (single-door criterion,
 * Pearl 2009, theorem 5.3.1). The direct effect needs that of its own arrow, the indirect one that
 * of every arrow on its way (sequential ignorability). The total effect, where not the sum of the
 * two, needs less: that the product of the fitted conditional distributions is the distribution of
 * the outcome given the source and everything adjusted for, and that these close all back-door
 * paths (theorem 3.3.2); a common cause of mediator and outcome biases the direct and the indirect
 * effect in opposite directions. Sufficient, not necessary: biases may cancel in other ways.
 */
final class EffectIdentification {
    private static final int MOST_PATHS = 20;
    private static final int EFFORT = 20_000;

    /** Failed claims that are explained; where more fail, the rest is much the same. */
    private static final int MOST_CLAIMS = 5;

    private final ModelGraph model;
    private final ModelGraph uncorrelated;
    private final String source;
    private final IdentificationText text;

    EffectIdentification(ModelGraph model, String source) {
        this.model = model;
        this.source = source;
        uncorrelated = model.withoutCorrelation();
        text = new IdentificationText(model, source);
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        boolean direct = model.declared().children(source).contains(model.outcome());
        if (direct) {
            rows.add(row(Effect.DIRECT));
        }
        if (!model.indirectArrows(source).isEmpty()) {
            rows.add(row(Effect.INDIRECT));
        }
        boolean split = rows.stream().anyMatch(row -> row.verdict() == Verdict.NOT_IDENTIFIED);
        rows.addFirst(total(split));
        return rows;
    }

    private Row total(boolean splitFails) {
        Row row = row(Effect.TOTAL);
        boolean caveat = row.verdict() == Verdict.IDENTIFIED && splitFails;
        return caveat
                ? new Row(
                        source,
                        Effect.TOTAL,
                        row.verdict(),
                        row.adjustedFor(),
                        row.paths(),
                        row.complete(),
                        row.remedies(),
                        row.sentence() + IdentificationText.SPLIT_FAILS)
                : row;
    }

    private Row row(Effect effect) {
        List<Separation> failed = failed(claims(model, effect));
        Set<String> expected = predicted(effect);
        Verdict verdict =
                failed.isEmpty()
                        ? expected.isEmpty() ? Verdict.IDENTIFIED : Verdict.ASSUMED
                        : failed(claims(uncorrelated, effect)).isEmpty()
                                ? Verdict.ASSUMED
                                : Verdict.NOT_IDENTIFIED;
        Map<List<String>, BackDoor> paths = new LinkedHashMap<>();
        List<Separation> explained = failed.subList(0, Math.min(failed.size(), MOST_CLAIMS));
        boolean complete = addOpen(explained, paths) && explained.size() == failed.size();
        if (effect == Effect.TOTAL) {
            complete &= addBackDoors(paths, verdict);
        }
        return new Row(
                source,
                effect,
                verdict,
                adjustedFor(effect),
                List.copyOf(paths.values()),
                complete,
                verdict == Verdict.NOT_IDENTIFIED ? text.remedies(explained) : List.of(),
                text.sentence(effect, verdict, List.copyOf(paths.values()), complete, expected));
    }

    private static List<Separation> failed(List<Separation> claims) {
        return claims.stream().filter(claim -> !claim.holds()).toList();
    }

    private List<Separation> claims(ModelGraph in, Effect effect) {
        return switch (effect) {
            case TOTAL -> {
                List<Separation> sum = arrows(in, all());
                boolean enough = in.predicted().contains(source) || failed(sum).isEmpty();
                yield enough ? sum : total(in);
            }
            case DIRECT -> arrows(in, Set.of(new Arrow(source, in.outcome())));
            case INDIRECT -> arrows(in, in.indirectArrows(source));
        };
    }

    private Set<Arrow> all() {
        Set<Arrow> arrows = new LinkedHashSet<>(model.indirectArrows(source));
        if (model.declared().children(source).contains(model.outcome())) {
            arrows.add(new Arrow(source, model.outcome()));
        }
        return arrows;
    }

    /** Back-door criterion, then what makes the product of the equations the right distribution. */
    private List<Separation> total(ModelGraph in) {
        Set<String> adjusted = adjusted();
        List<Separation> claims = new ArrayList<>();
        claims.add(backDoor(in, adjusted));
        Set<String> before = new LinkedHashSet<>(adjusted);
        before.add(source);
        for (String equation : fittedOnTheWay()) {
            Set<String> given = in.conditionedOn(equation);
            for (String other : before) {
                if (!given.contains(other)) {
                    claims.add(new Separation(in.graph(), other, equation, given, true));
                }
            }
            before.add(equation);
        }
        return claims;
    }

    private Separation backDoor(ModelGraph in, Set<String> adjusted) {
        return new Separation(
                in.graph().withoutArrowsOutOf(Set.of(source)),
                source,
                in.outcome(),
                adjusted,
                false);
    }

    private List<String> fittedOnTheWay() {
        return model.onTheWayFrom(source).stream()
                .filter(equation -> !model.predicted().contains(equation))
                .toList();
    }

    /** What the equations on the way condition on, but what the source itself moves. */
    private Set<String> adjusted() {
        Set<String> adjusted = new LinkedHashSet<>();
        fittedOnTheWay().forEach(equation -> adjusted.addAll(model.conditionedOn(equation)));
        adjusted.removeAll(model.declared().descendants(source));
        adjusted.remove(source);
        return adjusted;
    }

    /** The expectation of a mediator moves with what it is computed from: that must be clean. */
    private static List<Separation> arrows(ModelGraph in, Set<Arrow> arrows) {
        List<Separation> claims = new ArrayList<>();
        for (Arrow arrow : arrows) {
            Set<String> causes =
                    in.predicted().contains(arrow.from())
                            ? in.conditionedOn(arrow.from())
                            : Set.of(arrow.from());
            for (String cause : causes) {
                Set<String> given = new LinkedHashSet<>(in.conditionedOn(arrow.to()));
                given.remove(cause);
                DirectedGraph without = in.graph().without(new Arrow(cause, arrow.to()));
                claims.add(new Separation(without, cause, arrow.to(), given, false));
            }
        }
        return claims;
    }

    /**
     * Mediators whose expectation the effect, or the other effect it is told from, goes through.
     */
    private Set<String> predicted(Effect effect) {
        Set<String> involved = new LinkedHashSet<>(model.onTheWayFrom(source));
        if (effect == Effect.TOTAL) {
            involved.clear();
        }
        involved.add(source);
        involved.retainAll(model.predicted());
        return involved;
    }

    private List<String> adjustedFor(Effect effect) {
        Set<String> adjusted =
                switch (effect) {
                    case TOTAL -> adjusted();
                    case DIRECT -> new LinkedHashSet<>(model.conditionedOn(model.outcome()));
                    case INDIRECT -> {
                        Set<String> all = new LinkedHashSet<>();
                        for (Arrow arrow : model.indirectArrows(source)) {
                            all.addAll(model.conditionedOn(arrow.to()));
                        }
                        yield all;
                    }
                };
        adjusted.remove(source);
        return model.graph().nodes().stream().filter(adjusted::contains).toList();
    }

    private boolean addOpen(List<Separation> failed, Map<List<String>, BackDoor> paths) {
        boolean complete = true;
        for (Separation claim : failed) {
            DirectedGraph.Paths open = claim.openPaths(MOST_PATHS, EFFORT);
            complete &= open.complete();
            for (List<String> path : open.paths()) {
                if (paths.size() < MOST_PATHS) {
                    paths.putIfAbsent(path, new BackDoor(text.path(claim, path), true, List.of()));
                } else {
                    complete = false;
                }
            }
        }
        return complete;
    }

    /**
     * Paths that stay open given all that is adjusted for do no harm where every arrow is clean:
     * the equation in which their collider would matter leaves it alone.
     */
    private boolean addBackDoors(Map<List<String>, BackDoor> paths, Verdict verdict) {
        Separation claim = backDoor(model, adjusted());
        DirectedGraph.Paths all = claim.graph().paths(source, model.outcome(), MOST_PATHS, EFFORT);
        boolean complete = all.complete();
        for (List<String> path : all.paths()) {
            if (paths.size() < MOST_PATHS) {
                List<String> given = claim.closing(path);
                boolean harmless = given.isEmpty() && verdict == Verdict.IDENTIFIED;
                List<String> closing = harmless ? claim.colliders(path) : given;
                paths.putIfAbsent(
                        path, new BackDoor(text.path(claim, path), closing.isEmpty(), closing));
            } else {
                complete &= paths.containsKey(path);
            }
        }
        return complete;
    }
}
