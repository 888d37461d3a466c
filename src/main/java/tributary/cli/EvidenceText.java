package tributary.cli;

import tributary.spec.Identification;
import tributary.spec.Identification.Effect;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What graph and data can tell before a fit, as text for a terminal. */
final class EvidenceText {
    private static final String LINE = System.lineSeparator();

    /** Of a paragraph, where the terminal is wider. */
    private static final int WIDEST_TEXT = 80;

    private final Terminal terminal;

    EvidenceText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A line where all effects are identified, else a table of all; then what that assumes. */
    String of(Identification identification) {
        boolean all =
                identification.effects().stream()
                        .allMatch(row -> row.verdict() == Verdict.IDENTIFIED);
        String verdicts =
                all
                        ? "Effects: all "
                                + terminal.paint(Paint.GREEN, "identified, if the graph is right")
                                + LINE
                        : "Effects that the equations identify, if the graph is right"
                                + LINE
                                + LINE
                                + paint(table(identification));
        return verdicts + paragraph(identification);
    }

    private String paragraph(Identification identification) {
        int width = Math.min(WIDEST_TEXT, terminal.lineWidth());
        return String.join(LINE, Table.wrapped(identification.assumption(), width)) + LINE;
    }

    private String table(Identification identification) {
        Set<String> sources = new LinkedHashSet<>();
        identification.effects().forEach(row -> sources.add(row.source()));
        List<List<String>> rows = new ArrayList<>();
        for (String source : sources) {
            List<Row> of = identification.of(source);
            rows.add(
                    List.of(
                            source,
                            verdict(of, Effect.TOTAL),
                            verdict(of, Effect.DIRECT),
                            verdict(of, Effect.INDIRECT)));
        }
        return new Table(List.of("source", "total", "direct", "indirect"), rows)
                        .text(terminal.lineWidth())
                + LINE;
    }

    private static String verdict(List<Row> rows, Effect effect) {
        return rows.stream()
                .filter(row -> row.effect() == effect)
                .findFirst()
                .map(row -> word(row.verdict()))
                .orElse(ResultText.NONE);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case IDENTIFIED -> "identified";
            case ASSUMED -> "by assumption";
            case NOT_IDENTIFIED -> "NOT identified";
        };
    }

    /** After the columns have been aligned, as colours take no room. */
    private String paint(String text) {
        return text.replace(
                        word(Verdict.NOT_IDENTIFIED),
                        terminal.paint(Paint.RED, word(Verdict.NOT_IDENTIFIED)))
                .replace(
                        word(Verdict.ASSUMED), terminal.paint(Paint.YELLOW, word(Verdict.ASSUMED)));
    }

    /** A line per equation. */
    String of(DesignSummary design) {
        List<List<String>> rows = new ArrayList<>();
        for (EquationDesign equation : design.equations()) {
            rows.add(
                    List.of(
                            equation.equation(),
                            String.format(Locale.ROOT, "%,d", equation.rows()),
                            String.format(Locale.ROOT, "%,d", equation.coefficients()),
                            String.format(Locale.ROOT, "%.1f", equation.rowsPerCoefficient()),
                            highest(equation)));
        }
        return new Table(
                        List.of("equation", "weeks", "coefficients", "weeks each", "highest VIF"),
                        rows)
                .text(terminal.lineWidth());
    }

    private static String highest(EquationDesign equation) {
        return equation.columns().stream()
                .filter(column -> !Double.isNaN(column.vif()))
                .max(Comparator.comparingDouble(Column::vif))
                .map(column ->
                        (Double.isInfinite(column.vif())
                                        ? "infinite"
                                        : ResultText.number(column.vif()))
                                + " "
                                + column.name())
                .orElse(ResultText.NONE);
    }
}
