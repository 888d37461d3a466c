package tributary.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import tributary.spec.ChangeText;

/**
 * A relative change of a source as a user writes it, {@code -100%} or {@code +10%}.
 *
 * @param fraction −1 for off, 0.1 for a tenth more; ≥ −1 and not 0
 */
record Change(double fraction) {
    /** Parses a change; an error names the text and what is allowed. */
    static Change parse(String text) {
        try {
            return new Change(ChangeText.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' " + e.getMessage(), e);
        }
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
