package tributary.data;

import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns the cells of one column into numbers, fills holes as asked and applies its role's rule. */
final class ColumnReader {
    private final PanelRequest.Column column;
    private final Findings findings;
    private final List<String> emptyFilled = new ArrayList<>();
    private final List<String> weeksFilled = new ArrayList<>();
    private final List<String> weeksUnfilled = new ArrayList<>();
    private double previous = Double.NaN;

    private ColumnReader(PanelRequest.Column column, Findings findings) {
        this.column = column;
        this.findings = findings;
    }

    /**
     * Values per week; NaN where an error was noted, before the window where a column that is not
     * media has no number, and after it where the outcome has none.
     *
     * @param slot index of the column's cells in a row
     */
    static double[] read(
            PanelRequest.Column column,
            int slot,
            List<WeeklyGrid.Week> weeks,
            TrainingWindow window,
            Findings findings) {
        ColumnReader reader = new ColumnReader(column, findings);
        double[] values = new double[weeks.size()];
        for (int t = 0; t < values.length; t++) {
            WeeklyGrid.Week week = weeks.get(t);
            boolean needed = t >= window.first() || column.role().feedsAdstock();
            if (t >= window.end() && column.role().isOutcome()) {
                values[t] = reader.laterOutcome(week, slot);
            } else if (week.row() == null) {
                values[t] = reader.insertedWeek(week, needed);
            } else {
                values[t] = reader.cell(week.row(), slot, needed);
            }
            if (!Double.isNaN(values[t])) {
                reader.previous = values[t];
            }
        }
        reader.reportFills();
        return values;
    }

    /** Empty means not known yet, whatever an empty cell means elsewhere: nothing is filled in. */
    private double laterOutcome(WeeklyGrid.Week week, int slot) {
        CsvTable.Row row = week.row();
        if (row == null || row.cells().isEmpty() || row.cells().get(slot).isEmpty()) {
            return Double.NaN;
        }
        return cell(row, slot, true);
    }

    private double cell(CsvTable.Row row, int slot, boolean needed) {
        if (row.cells().isEmpty()) {
            return Double.NaN; // a row of the wrong length, reported
        }
        String text = row.cells().get(slot);
        if (!needed) {
            return Cells.number(text).orElse(Double.NaN);
        }
        if (text.isEmpty()) {
            return emptyCell(row.line());
        }
        OptionalDouble value = Cells.number(text);
        if (value.isEmpty()) {
            findings.error(row.line(), column.name(), "not_a_number", Cells.notANumber(text));
            return Double.NaN;
        }
        Optional<Rule> broken = broken(value.getAsDouble());
        if (broken.isPresent()) {
            findings.error(
                    row.line(),
                    column.name(),
                    broken.get().code,
                    Texts.quote(text) + broken.get().message);
            return Double.NaN;
        }
        return value.getAsDouble();
    }

    private double emptyCell(int line) {
        Optional<Double> fill = fill();
        if (fill.isEmpty()) {
            String why =
                    column.missing() == Missing.PREVIOUS
                            ? "is empty, and there is no previous value"
                            : "is empty; allowed: a number (or say in data.fill.missing what an"
                                    + " empty cell means)";
            findings.error(line, column.name(), "missing_cell", why);
            return Double.NaN;
        }
        Optional<Rule> broken = broken(fill.get());
        if (broken.isPresent()) {
            findings.error(
                    line,
                    column.name(),
                    broken.get().code,
                    "is empty, and the fill value 0" + broken.get().message);
            return Double.NaN;
        }
        emptyFilled.add(String.valueOf(line));
        return fill.get();
    }

    private double insertedWeek(WeeklyGrid.Week week, boolean needed) {
        if (column.role() == Role.MEDIA || column.role() == Role.SPEND) {
            return 0;
        }
        Optional<Double> fill = fill().filter(value -> broken(value).isEmpty());
        if (fill.isPresent()) {
            weeksFilled.add(week.line());
        } else if (needed) {
            weeksUnfilled.add(week.line());
        }
        return fill.orElse(Double.NaN);
    }

    private Optional<Double> fill() {
        return switch (column.missing()) {
            case ERROR -> Optional.empty();
            case ZERO -> Optional.of(0.0);
            case PREVIOUS -> Double.isNaN(previous) ? Optional.empty() : Optional.of(previous);
        };
    }

    private void reportFills() {
        String by = column.missing() == Missing.ZERO ? "set to 0" : "set to the previous value";
        if (!emptyFilled.isEmpty()) {
            String cells = Texts.count(emptyFilled.size(), "empty cell");
            String lines = emptyFilled.size() == 1 ? " (line " : " (lines ";
            findings.note(
                    column.name(),
                    "cells_filled",
                    cells + " " + by + lines + Texts.list(emptyFilled) + ")");
        }
        if (!weeksFilled.isEmpty()) {
            String weeks = Texts.count(weeksFilled.size(), "missing week");
            findings.note(
                    column.name(),
                    "weeks_filled",
                    weeks + " " + by + " (" + Texts.list(weeksFilled) + ")");
        }
        if (!weeksUnfilled.isEmpty()) {
            String weeks = Texts.count(weeksUnfilled.size(), "missing week");
            findings.error(
                    column.name(),
                    "missing_cell",
                    weeks
                            + " without a value ("
                            + Texts.list(weeksUnfilled)
                            + "); say in data.fill.missing what it is");
        }
    }

    /** Why a value is not allowed: text that follows the value. */
    private record Rule(String code, String message) {}

    private Optional<Rule> broken(double x) {
        Rule rule =
                switch (column.role()) {
                    case MEDIA -> new Rule("negative_media", " is negative; media must be ≥ 0");
                    case SPEND -> new Rule("negative_spend", " is negative; spend must be ≥ 0");
                    case VALUE ->
                            new Rule(
                                    "negative_value",
                                    " is negative; money per unit of the outcome must be ≥ 0");
                    case POSITIVE, POSITIVE_MEDIATOR ->
                            new Rule(
                                    "not_positive",
                                    " is not positive; with a log link every value must be > 0");
                    case LOG_CONTROL ->
                            new Rule(
                                    "not_positive",
                                    " is not positive; its logarithm is taken, so it must be > 0");
                    case INDICATOR ->
                            new Rule("not_an_indicator", " is neither 0 nor 1; allowed: 0 or 1");
                    case MEDIATOR, OUTCOME, CONTROL -> new Rule("", "");
                };
        boolean allowed =
                switch (column.role()) {
                    case MEDIA, SPEND, VALUE -> x >= 0;
                    case POSITIVE, POSITIVE_MEDIATOR, LOG_CONTROL -> x > 0;
                    case INDICATOR -> x == 0 || x == 1;
                    case MEDIATOR, OUTCOME, CONTROL -> true;
                };
        return allowed ? Optional.empty() : Optional.of(rule);
    }
}
