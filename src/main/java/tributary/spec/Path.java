package tributary.spec;

import java.util.Optional;

/**
 * One arrow of the causal graph with its own coefficient.
 *
 * @param from name of a source
 * @param to name of a mediator or of the outcome
 * @param group pooling group named in the configuration; empty: the default grouping of model.md §6
 * @param activity whether being on at all has an effect of its own, δ·1{x > 0}
 */
public record Path(String from, String to, Sign sign, Optional<String> group, boolean activity) {
    /** Whether the coefficient is positive by construction or may have either sign. */
    public enum Sign {
        POSITIVE,
        ANY
    }

    /** What prior files call such a path after a colon: positive or signed. */
    public String kind() {
        return sign == Sign.POSITIVE ? "positive" : "signed";
    }

    /** The arrow as written in a configuration: {@code from -> to}. */
    public String arrow() {
        return from + " -> " + to;
    }
}
