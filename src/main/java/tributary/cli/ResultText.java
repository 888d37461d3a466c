package tributary.cli;

import tributary.diagnostics.Verdict;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Results as text for a terminal: medians with 90 % intervals. */
final class ResultText {
    static final String NONE = "–";

    private static final String LINE = System.lineSeparator();

    private ResultText() {}

    /** Verdict, then one line per source; laid out for the terminal. */
    static String ofRun(Run run, Terminal terminal) {
        int width = terminal.lineWidth();
        var text = new StringBuilder(verdict(run.diagnostics().verdict(), terminal));
        for (String note : run.notes()) {
            text.append(folded("Note: " + note, "  ", width));
        }
        text.append(folded(holdout(run.fit().nodes().getFirst().overall()), "  ", width));
        List<EffectRow> rows = run.effects();
        if (rows.isEmpty()) {
            return text.toString();
        }
        EffectRow first = rows.getFirst();
        String title =
                "What each source contributed, %s to %s (%s): median [90%% interval]"
                        .formatted(first.from(), first.to(), first.unit());
        text.append(LINE).append(folded(title, "", width)).append(LINE);
        List<List<String>> table = new ArrayList<>();
        for (String source : withTotals(rows)) {
            table.add(
                    List.of(
                            source,
                            cell(rows, source, "direct"),
                            cell(rows, source, "indirect"),
                            cell(rows, source, "total"),
                            cell(rows, source, "roi")));
        }
        var names = List.of("source", "direct", "indirect", "total", "ROI");
        return text.append(new Table(names, table).text(width))
                .append(levers(rows, width))
                .toString();
    }

    /** Elasticities, the largest median in absolute value first; empty where there are none. */
    private static String levers(List<EffectRow> rows, int width) {
        List<EffectRow> levers =
                rows.stream()
                        .filter(row -> row.effect().equals("elasticity"))
                        .filter(row -> Double.isFinite(row.median()))
                        .sorted(Comparator.comparingDouble(row -> -Math.abs(row.median())))
                        .toList();
        if (levers.isEmpty()) {
            return "";
        }
        String unit = levers.getFirst().unit().replace("per 1 %", "per +1 %");
        String title = "Levers, %s in every week: median [90%% interval]".formatted(unit);
        return LINE
                + folded(title, "", width)
                + LINE
                + new Table(
                                List.of(),
                                levers.stream()
                                        .map(row -> List.of(row.source(), interval(row)))
                                        .toList())
                        .text(width);
    }

    /** Every row, with its path, probability of being positive and note; a table per change. */
    static String ofEffects(List<EffectRow> rows, Terminal terminal) {
        Map<String, List<EffectRow>> changes = new LinkedHashMap<>();
        for (EffectRow row : rows) {
            String change = "Change %s, %s to %s".formatted(row.change(), row.from(), row.to());
            changes.computeIfAbsent(change, key -> new ArrayList<>()).add(row);
        }
        return changes.entrySet().stream()
                .map(change ->
                        String.format(
                                "%s%n%n%s",
                                change.getKey(), all(change.getValue()).text(terminal.lineWidth())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static Table all(List<EffectRow> rows) {
        boolean byGeo = rows.stream().anyMatch(row -> row.geo().isPresent());
        List<String> names =
                List.of(
                        "source",
                        "effect",
                        "path",
                        "geo",
                        "median [90% interval]",
                        "unit",
                        "P(>0)",
                        "");
        List<List<String>> table = new ArrayList<>();
        for (EffectRow row : rows) {
            table.add(
                    List.of(
                            row.source(),
                            row.effect(),
                            row.path().orElse(""),
                            row.geo().orElse("all"),
                            interval(row),
                            row.unit(),
                            Double.isNaN(row.pPositive())
                                    ? NONE
                                    : String.format(Locale.ROOT, "%.3f", row.pPositive()),
                            row.note().orElse("")));
        }
        return byGeo
                ? new Table(names, table)
                : new Table(without(3, names), table.stream().map(row -> without(3, row)).toList());
    }

    private static List<String> without(int column, List<String> cells) {
        List<String> rest = new ArrayList<>(cells);
        rest.remove(column);
        return rest;
    }

    /** How the weeks after training were predicted; empty where there is nothing to compare. */
    private static String holdout(FitSummary.NodeFit fit) {
        return fit.holdout()
                .map(metrics ->
                        String.format(
                                Locale.ROOT,
                                "Predicted, not fitted: %d weeks, RMSE %s, wMAPE %.1f %%, %.0f %%"
                                        + " of known values inside the 90 %% interval",
                                fit.weeks().size() - fit.fittedWeeks(),
                                number(metrics.rmse()),
                                100 * metrics.wmape(),
                                100 * metrics.coverage()))
                .orElse("");
    }

    private static String verdict(Verdict verdict, Terminal terminal) {
        var text = new StringBuilder("Verdict: ");
        Paint paint =
                switch (verdict.level()) {
                    case PASS -> Paint.GREEN;
                    case WARN -> Paint.YELLOW;
                    case FAIL -> Paint.RED;
                };
        String level = verdict.level().name().toLowerCase(Locale.ROOT);
        text.append(terminal.paint(paint, level)).append(LINE);
        for (String reason : verdict.reasons()) {
            text.append("  " + folded(reason, "    ", terminal.lineWidth()));
        }
        return text.toString();
    }

    /** The text in lines that fit, all but the first indented; nothing for no text. */
    private static String folded(String text, String indent, int width) {
        if (text.isEmpty()) {
            return "";
        }
        List<String> lines =
                Table.wrapped(Printable.line(text), Math.max(1, width - indent.length()));
        return String.join(LINE + indent, lines) + LINE;
    }

    private static Set<String> withTotals(List<EffectRow> rows) {
        Set<String> sources = new LinkedHashSet<>();
        rows.stream()
                .filter(row -> row.effect().equals("total"))
                .forEach(row -> sources.add(row.source()));
        return sources;
    }

    private static String cell(List<EffectRow> rows, String source, String effect) {
        return rows.stream()
                .filter(row -> row.source().equals(source) && row.effect().equals(effect))
                .filter(row -> row.path().isEmpty() && row.geo().isEmpty())
                .findFirst()
                .map(ResultText::interval)
                .orElse(NONE);
    }

    /** Median and 90 % interval; one number where there is no uncertainty, such as no path. */
    private static String interval(EffectRow row) {
        if (Double.isNaN(row.median())) {
            return NONE;
        }
        return row.q05() == row.q95()
                ? number(row.median())
                : number(row.median()) + " [" + number(row.q05()) + ", " + number(row.q95()) + "]";
    }

    /** Three significant digits, whole numbers with thousands separators from 100 to 1e15. */
    static String number(double x) {
        double size = Math.abs(x);
        String format =
                size >= 1e15
                        ? "%.2e"
                        : size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3g";
        return x == 0 ? "0" : String.format(Locale.ROOT, format, x);
    }
}
