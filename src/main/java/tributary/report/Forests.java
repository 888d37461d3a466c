package tributary.report;

import tributary.fit.EffectWindow;
import tributary.spec.ModelSpec;
import tributary.store.EffectRow;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Effects as forests: one view for each window of weeks, one row for each effect of a source. */
final class Forests {
    /** Effects in the order of their rows, with the words for them. */
    private static final List<String> EFFECTS = List.of("direct", "indirect", "total");

    private static final Map<String, String> RETURNS =
            Map.of("roi", "own spend", "roi_with_induced", "own + induced");

    private Forests() {}

    /** Direct, indirect and total effects of every source; empty where there is none to show. */
    static Optional<Chart.Forest> effects(ModelSpec model, List<EffectWindow> windows) {
        return forest(
                windows,
                row -> EFFECTS.contains(row.effect()),
                Comparator.comparingInt(row -> EFFECTS.indexOf(row.effect())),
                row -> interval(row, row.effect(), row.effect()),
                unit -> "effect on " + model.outcome().name() + ", in units of " + unit,
                0);
    }

    /** Returns of paid sources per own, and per own and induced spend. */
    static Optional<Chart.Forest> returns(List<EffectWindow> windows) {
        return forest(
                windows,
                row -> RETURNS.containsKey(row.effect()),
                Comparator.comparing(EffectRow::effect),
                row ->
                        interval(
                                row,
                                RETURNS.getOrDefault(row.effect(), ""),
                                row.effect().equals("roi") ? "own" : "induced"),
                unit -> "return, in " + unit,
                1);
    }

    /** Whether one of the forests may show the row. */
    static boolean isShown(EffectRow row) {
        return isJoint(row)
                && (EFFECTS.contains(row.effect()) || RETURNS.containsKey(row.effect()));
    }

    /** A row of a forest. */
    static Chart.Interval interval(EffectRow row, String label, String kind) {
        return new Chart.Interval(
                row.source(),
                label,
                kind,
                row.q05(),
                row.q25(),
                row.median(),
                row.q75(),
                row.q95(),
                Numbers.estimate(row.median(), row.q05(), row.q95()));
    }

    private static boolean isJoint(EffectRow row) {
        return row.path().isEmpty() && row.geo().isEmpty();
    }

    private static Optional<Chart.Forest> forest(
            List<EffectWindow> windows,
            Predicate<EffectRow> filter,
            Comparator<EffectRow> order,
            Function<EffectRow, Chart.Interval> interval,
            Function<String, String> axis,
            double reference) {
        List<Chart.View> views =
                windows.stream()
                        .map(window ->
                                new Chart.View(
                                        window.label(),
                                        shown(window.rows(), filter, order).stream()
                                                .map(interval)
                                                .toList()))
                        .filter(view -> !view.rows().isEmpty())
                        .toList();
        return windows.stream()
                .flatMap(window -> shown(window.rows(), filter, order).stream())
                .findFirst()
                .map(row -> new Chart.Forest(axis.apply(row.unit()), reference, views));
    }

    /** Rows that can be shown, source by source in the order of the run. */
    private static List<EffectRow> shown(
            List<EffectRow> rows, Predicate<EffectRow> filter, Comparator<EffectRow> order) {
        List<String> sources = rows.stream().map(EffectRow::source).distinct().toList();
        return rows.stream()
                .filter(filter)
                .filter(row -> isJoint(row) && Double.isFinite(row.median()))
                .sorted(
                        Comparator.<EffectRow>comparingInt(row -> sources.indexOf(row.source()))
                                .thenComparing(order))
                .toList();
    }
}
