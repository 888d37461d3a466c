package tributary.spec;

import java.util.List;

/** Trend of the equations named in {@code into}; runs −1..1 over the training weeks. */
public record Trend(Type type, List<String> into) {
    public Trend {
        into = List.copyOf(into);
    }

    /** Polynomial form. */
    public enum Type {
        NONE,
        LINEAR,
        QUADRATIC
    }
}
