package tributary.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A relative change of a source as a user writes it, {@code -100%} or {@code +10%}.
 *
 * @param fraction −1 for off, 0.1 for a tenth more; ≥ −1 and not 0
 */
record Change(double fraction) {
    private static final Pattern PERCENT = Pattern.compile("[+-]?\\d{1,9}(\\.\\d{1,9})?%");

    /** Parses a change; an error names the text and what is allowed. */
    static Change parse(String text) {
        if (!PERCENT.matcher(text).matches()) {
            throw refused(text, "is not a change in percent, such as -100%, -20% or +10%");
        }
        double fraction =
                new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue();
        if (fraction < -1) {
            throw refused(text, "takes away more than there is; allowed: -100% or more");
        }
        if (fraction == 0) {
            throw refused(text, "changes nothing; allowed: -100% or more, not 0%");
        }
        return new Change(fraction);
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("'" + text + "' " + why);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Change> {
        @Override
        public Change convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
