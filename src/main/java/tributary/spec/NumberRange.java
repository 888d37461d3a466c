package tributary.spec;

import java.math.BigDecimal;

/**
 * Numbers that a key of the grammar takes: an interval whose ends belong to it or not. The readers
 * check it and the JSON Schema states it.
 *
 * @param low −∞ where there is no lower end
 * @param high ∞ where there is no upper end
 */
record NumberRange(double low, boolean lowAllowed, double high, boolean highAllowed) {
    static final NumberRange ANY =
            new NumberRange(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
    static final NumberRange POSITIVE = above(0);

    /** Numbers {@code > low}. */
    static NumberRange above(double low) {
        return new NumberRange(low, false, Double.POSITIVE_INFINITY, false);
    }

    /** Numbers {@code > low} and {@code < high}. */
    static NumberRange between(double low, double high) {
        return new NumberRange(low, false, high, false);
    }

    /** Numbers from {@code low} to {@code high}, both included. */
    static NumberRange closed(double low, double high) {
        return new NumberRange(low, true, high, true);
    }

    boolean contains(double x) {
        return (lowAllowed ? x >= low : x > low) && (highAllowed ? x <= high : x < high);
    }

    /** In words: {@code a number > 0 and < 1}. */
    String words() {
        if (lowAllowed && highAllowed) {
            return "a number from " + text(low) + " to " + text(high);
        }
        String above = Double.isInfinite(low) ? "" : (lowAllowed ? " ≥ " : " > ") + text(low);
        String below = Double.isInfinite(high) ? "" : (highAllowed ? " ≤ " : " < ") + text(high);
        return "a number" + above + (above.isEmpty() || below.isEmpty() ? "" : " and") + below;
    }

    private static String text(double x) {
        return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
    }
}
