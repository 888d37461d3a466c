package tributary.spec;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The text form of a relative change of a source: {@code -100%}, {@code +10%}. */
public final class ChangeText {
    /** What {@link #parse} takes, but for 0 % and less than −100 %. */
    static final String PATTERN = "[+-]?[0-9]{1,9}(\\.[0-9]{1,17})?%";

    private static final Pattern PERCENT = Pattern.compile(PATTERN);

    private ChangeText() {}

    /**
     * The change as a fraction ≥ −1 and not 0: −1 for off, 0.1 for a tenth more.
     *
     * @throws IllegalArgumentException with what is wrong with the text and what is allowed, to be
     *     read after the text
     */
    public static double parse(String text) {
        if (!PERCENT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is not a change in percent, such as -100%, -20% or +10%");
        }
        double fraction =
                new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue();
        if (fraction < -1) {
            throw new IllegalArgumentException(
                    "takes away more than there is; allowed: -100% or more");
        }
        if (fraction == 0) {
            throw new IllegalArgumentException("changes nothing; allowed: -100% or more, not 0%");
        }
        return fraction;
    }

    /** The text that {@link #parse} reads back to the same fraction, with all its digits. */
    public static String format(double fraction) {
        String percent =
                BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros().toPlainString();
        return (fraction > 0 ? "+" : "") + percent + "%";
    }
}
