package tributary.report;

import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The section on levers: how far the outcome moves when one of them is 1 % higher, the strongest
 * first.
 *
 * @param forest name of the chart of their elasticities; empty where the run has none
 * @param strongest a sentence on the first of them
 * @param omitted a sentence on controls that have no elasticity; empty where all have one
 */
record Levers(String forest, String strongest, String omitted, List<Effects.Row> rows) {
    private static final String PERCENT = "\u00a0%";

    /** The section of a run; its chart is added under "levers". */
    static Levers of(Run run, Charts charts) {
        List<EffectRow> rows = sorted(run.effects());
        List<Chart.Interval> intervals =
                rows.stream().map(row -> interval(run.model(), row)).toList();
        return new Levers(
                rows.isEmpty()
                        ? ""
                        : charts.add(
                                "levers",
                                new Chart.Forest(
                                        rows.getFirst().unit(),
                                        0,
                                        List.of(new Chart.View("", intervals)))),
                strongest(run).orElse(""),
                omitted(run.model(), rows),
                rows.stream().map(Effects::row).toList());
    }

    /** Elasticities that are not suppressed, the largest median in absolute value first. */
    private static List<EffectRow> sorted(List<EffectRow> rows) {
        return Effects.joint(rows, Effects.ELASTICITY).stream()
                .sorted(Comparator.comparingDouble(row -> -Math.abs(row.median())))
                .toList();
    }

    /** The lever clear of zero with the largest median in absolute value. */
    static Optional<EffectRow> first(Run run) {
        return sorted(run.effects()).stream().filter(Effects::isClearOfZero).findFirst();
    }

    /** Which lever moves the outcome most, hedged where others may move it as much. */
    static Optional<String> strongest(Run run) {
        List<EffectRow> levers = sorted(run.effects());
        if (levers.isEmpty()) {
            return Optional.empty();
        }
        String outcome = run.model().outcome().name();
        Optional<EffectRow> found = first(run);
        if (found.isEmpty()) {
            return Optional.of(
                    "No lever's elasticity can be told from zero: every 90\u00a0% interval includes"
                            + " it.");
        }
        EffectRow first = found.get();
        String rivals =
                levers.stream()
                        .filter(row ->
                                !row.source().equals(first.source())
                                        && largest(row) > smallest(first))
                        .map(EffectRow::source)
                        .collect(Collectors.joining(", "));
        return Optional.of(
                "The strongest lever is %s: 1\u00a0%% more of it in every week fitted changes %s by %s, given the model and its assumptions.%s"
                        .formatted(
                                first.source(),
                                outcome,
                                Numbers.estimateInWords(
                                        first.median(), first.q05(), first.q95(), PERCENT),
                                rivals.isEmpty()
                                        ? ""
                                        : " That it is stronger than "
                                                + rivals
                                                + " is not certain: the intervals overlap in"
                                                + " size."));
    }

    /** Smallest size inside the 90 % interval of a lever clear of zero. */
    private static double smallest(EffectRow row) {
        return Math.min(Math.abs(row.q05()), Math.abs(row.q95()));
    }

    private static double largest(EffectRow row) {
        return Math.max(Math.abs(row.q05()), Math.abs(row.q95()));
    }

    private static Chart.Interval interval(ModelSpec model, EffectRow row) {
        Optional<Node> node = node(model, row.source());
        boolean control = node.filter(Control.class::isInstance).isPresent();
        return Forests.interval(
                row, node.map(Levers::role).orElse(""), control ? "control" : "media");
    }

    private static Optional<Node> node(ModelSpec model, String name) {
        return Stream.<Node>concat(model.sources().stream(), model.controls().stream())
                .filter(node -> node.name().equals(name))
                .findFirst();
    }

    private static String role(Node node) {
        return switch (node) {
            case Control control -> control.priceResponse().isPresent() ? "price" : "control";
            case Mediator _ -> "mediator";
            case Channel _ -> "channel";
            default -> "";
        };
    }

    private static String omitted(ModelSpec model, List<EffectRow> rows) {
        List<String> names =
                model.controls().stream()
                        .map(Control::name)
                        .filter(name -> rows.stream().noneMatch(row -> row.source().equals(name)))
                        .toList();
        return names.isEmpty()
                ? ""
                : "Not among the levers, because 1\u00a0% more of an indicator, or of a column with"
                        + " negative values, means nothing: "
                        + String.join(", ", names)
                        + ".";
    }
}
