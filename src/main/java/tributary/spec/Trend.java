package tributary.spec;

import java.util.List;

/**
 * Trend of the equations named in {@code into}; runs −1..1 over the training weeks.
 *
 * @param knots number of knots, at least 2; 0 for the other types
 */
public record Trend(Type type, int knots, List<String> into) {
    public Trend {
        into = List.copyOf(into);
    }

    /** Form. */
    public enum Type {
        NONE,
        LINEAR,
        QUADRATIC,
        /** Piecewise linear between evenly spaced knots whose values are a random walk. */
        KNOTS
    }
}
