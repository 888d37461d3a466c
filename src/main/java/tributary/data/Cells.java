package tributary.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Text of a cell to a number or a date, and what to say when it is neither. */
final class Cells {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern THOUSANDS =
            Pattern.compile(
                    "[+-]?[0-9]{1,3}(([,'’ \u00a0\u202f][0-9]{3})+(\\.[0-9]*)?|(\\.[0-9]{3}){2,})");
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("[+-]?[0-9.'’ \u00a0\u202f]*,[0-9]+");
    private static final Pattern ACCOUNTING =
            Pattern.compile("\\([0-9.,]+\\)|[0-9.,]+-|[−–][0-9.,]+");
    private static final Pattern AFFIXED = Pattern.compile("[^0-9.+-]*[0-9.,]+\\s*[^0-9.+-]*");
    private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern SLASHED =
            Pattern.compile("[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4}|[0-9]{2})");
    private static final Pattern OTHER_ISO =
            Pattern.compile("[0-9]{4}([/.-][0-9]{1,2}[/.-][0-9]{1,2}|[0-9]{4})");
    private static final Pattern SERIAL = Pattern.compile("[0-9]{5}(\\.[0-9]*)?");
    private static final double SMALLEST = 1e-100;
    private static final double LARGEST = 1e100;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private Cells() {}

    /**
     * A decimal number with a point, of a size whose squares and sums stay finite; empty for
     * anything else.
     */
    static OptionalDouble number(String cell) {
        if (!NUMBER.matcher(cell).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(cell) + 0.0; // no negative zero
        double size = Math.abs(value);
        boolean usable = value == 0 || (size >= SMALLEST && size <= LARGEST);
        return usable ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Why a cell is not a number, with a hint where the cause is plain. */
    static String notANumber(String cell) {
        if (NUMBER.matcher(cell).matches()) {
            String size = Math.abs(Double.parseDouble(cell)) > 1 ? "large" : "close to 0";
            return Texts.quote(cell)
                    + " is too "
                    + size
                    + "; allowed: 0 and numbers from 1e-100 to 1e100 in size";
        }
        String hint = "";
        if (THOUSANDS.matcher(cell).matches()) {
            hint = "; write it without a thousands separator";
        } else if (DECIMAL_COMMA.matcher(cell).matches()) {
            hint = "; write a decimal point, not a comma";
        } else if (ACCOUNTING.matcher(cell).matches()) {
            hint = "; write a negative number with a hyphen in front, as in -5";
        } else if (AFFIXED.matcher(cell).matches()) {
            hint = "; write it without a currency or percent sign";
        } else if (cell.length() <= 9
                && cell.matches("(?i)[+-]?(na|n/a|nan|null|none|inf(inity)?|-)")) {
            hint = "; leave a missing cell empty and say in data.fill what it means";
        }
        return Texts.quote(cell) + " is not a finite number" + hint;
    }

    /** A date in ISO 8601 of a plausible year; empty for anything else. */
    static Optional<LocalDate> date(String cell) {
        if (!ISO.matcher(cell).matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(cell);
            boolean plausible = date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
            return plausible ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Why a cell is not a date, with a hint where the cause is plain. */
    static String notADate(String cell) {
        String hint = "";
        if (SLASHED.matcher(cell).matches()) {
            hint = "; year first, as in 2024-01-07, so that day and month cannot be mistaken";
        } else if (OTHER_ISO.matcher(cell).matches() && !ISO.matcher(cell).matches()) {
            hint = "; two digits each for month and day, with hyphens, as in 2024-01-07";
        } else if (cell.length() > 10 && ISO.matcher(cell.substring(0, 10)).matches()) {
            hint = "; leave out the time of day";
        } else if (SERIAL.matcher(cell).matches()) {
            hint = "; it looks like a spreadsheet's day number: format the column as YYYY-MM-DD";
        } else if (ISO.matcher(cell).matches()) {
            hint = "; there is no such day from " + FIRST_YEAR + " to " + LAST_YEAR;
        }
        return Texts.quote(cell) + " is not a date YYYY-MM-DD (ISO 8601)" + hint;
    }
}
