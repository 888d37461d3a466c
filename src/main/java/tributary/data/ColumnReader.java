package tributary.data;

import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Turns the cells of one column into numbers, fills holes as asked and applies its role's rule. */
final class ColumnReader {
    /** Up to here every whole number is a double. */
    private static final double LARGEST_COUNT = 0x1p53;

    private final PanelRequest.Column column;
    private final int slot;
    private final Findings findings;
    private final List<Integer> emptyFilled = new ArrayList<>();
    private final List<String> weeksFilled = new ArrayList<>();
    private final List<String> weeksUnfilled = new ArrayList<>();
    private String geo = "";
    private double previous = Double.NaN;

    /**
     * A reader of one column, geo after geo.
     *
     * @param slot index of the column's cells in a row
     */
    ColumnReader(PanelRequest.Column column, int slot, Findings findings) {
        this.column = column;
        this.slot = slot;
        this.findings = findings;
    }

    /**
     * Values per week of a geo; NaN where an error was noted, before the window where a column that
     * is not media has no number, and after it where the outcome has none.
     */
    double[] read(GeoWeeks weeks) {
        previous = Double.NaN;
        geo = weeks.geo();
        TrainingWindow window = weeks.window();
        double[] values = new double[weeks.weeks().size()];
        for (int t = 0; t < values.length; t++) {
            GeoWeeks.Week week = weeks.weeks().get(t);
            boolean needed = t >= window.first() || column.role().feedsAdstock();
            if (t >= window.end() && column.role().isOutcome()) {
                values[t] = laterOutcome(week);
            } else if (week.row() == null) {
                values[t] = insertedWeek(week, needed);
            } else {
                values[t] = cell(week.row(), needed);
            }
            if (!Double.isNaN(values[t])) {
                previous = values[t];
            }
        }
        return values;
    }

    /** Population of a geo in its training weeks that have a row; NaN where an error was noted. */
    double[] readPopulation(GeoWeeks weeks) {
        previous = Double.NaN;
        return IntStream.range(weeks.window().first(), weeks.window().end())
                .mapToObj(t -> weeks.weeks().get(t).row())
                .filter(Objects::nonNull)
                .mapToDouble(row -> previous = cell(row, true))
                .toArray();
    }

    /** Empty means not known yet, whatever an empty cell means elsewhere: nothing is filled in. */
    private double laterOutcome(GeoWeeks.Week week) {
        CsvTable.Row row = week.row();
        if (row == null || row.cells().isEmpty() || row.cells().get(slot).isEmpty()) {
            return Double.NaN;
        }
        return cell(row, true);
    }

    private double cell(CsvTable.Row row, boolean needed) {
        if (row.cells().isEmpty()) {
            return Double.NaN; // a row of the wrong length, reported
        }
        String text = row.cells().get(slot);
        if (!needed) {
            return Cells.number(text).orElse(Double.NaN);
        }
        if (text.isEmpty()) {
            return emptyCell(row);
        }
        OptionalDouble value = Cells.number(text);
        if (value.isEmpty()) {
            findings.error(row, column.name(), "not_a_number", Cells.notANumber(text));
            return Double.NaN;
        }
        Optional<Rule> broken = broken(value.getAsDouble());
        if (broken.isPresent()) {
            findings.error(
                    row,
                    column.name(),
                    broken.get().code,
                    Texts.quote(text) + broken.get().message);
            return Double.NaN;
        }
        return value.getAsDouble();
    }

    private double emptyCell(CsvTable.Row row) {
        Optional<Double> fill = fill();
        if (fill.isEmpty()) {
            String why =
                    column.missing() == Missing.PREVIOUS
                            ? "is empty, and there is no previous value"
                            : "is empty; allowed: a number (or say in data.fill.missing what an"
                                    + " empty cell means)";
            findings.error(row, column.name(), "missing_cell", why);
            return Double.NaN;
        }
        Optional<Rule> broken = broken(fill.get());
        if (broken.isPresent()) {
            findings.error(
                    row,
                    column.name(),
                    broken.get().code,
                    "is empty, and the fill value 0" + broken.get().message);
            return Double.NaN;
        }
        emptyFilled.add(row.line());
        return fill.get();
    }

    private double insertedWeek(GeoWeeks.Week week, boolean needed) {
        if (column.role() == Role.MEDIA
                || column.role() == Role.HURDLE
                || column.role() == Role.SPEND) {
            return 0;
        }
        Optional<Double> fill = fill().filter(value -> broken(value).isEmpty());
        if (fill.isPresent()) {
            weeksFilled.add(GeoWeeks.label(geo, week));
        } else if (needed) {
            weeksUnfilled.add(GeoWeeks.label(geo, week));
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

    /** Notes what was filled in all geos, and the weeks that could not be. */
    void reportFills() {
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
                    case MEDIA, HURDLE ->
                            new Rule("negative_media", " is negative; media must be ≥ 0");
                    case SPEND -> new Rule("negative_spend", " is negative; spend must be ≥ 0");
                    case VALUE ->
                            new Rule(
                                    "negative_value",
                                    " is negative; money per unit of the outcome must be ≥ 0");
                    case POSITIVE, POSITIVE_MEDIATOR ->
                            new Rule(
                                    "not_positive",
                                    " is not positive; with a log link every value must be > 0");
                    case COUNT ->
                            new Rule(
                                    "not_a_count",
                                    " is not a count; a negative_binomial outcome must be a whole"
                                            + " number from 0 to 2^53");
                    case POPULATION ->
                            new Rule("not_positive", " is not positive; a population must be > 0");
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
                    case MEDIA, HURDLE, SPEND, VALUE -> x >= 0;
                    case COUNT -> x >= 0 && x == Math.rint(x) && x <= LARGEST_COUNT;
                    case POSITIVE, POSITIVE_MEDIATOR, LOG_CONTROL, POPULATION -> x > 0;
                    case INDICATOR -> x == 0 || x == 1;
                    case MEDIATOR, OUTCOME, CONTROL -> true;
                };
        return allowed ? Optional.empty() : Optional.of(rule);
    }
}
