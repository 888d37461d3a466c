package tributary.spec;

import java.util.Optional;

/**
 * One arrow of the causal graph with its own coefficient.
 *
 * @param from name of a source
 * @param to name of a mediator or of the outcome
 * @param group pooling group named in the configuration; empty: the default grouping of model.md §6
 * @param saturation curve of this path alone; empty: its source's
 * @param parameter what has the prior
 * @param activity whether being on at all has an effect of its own, δ·1{x > 0}
 */
public record Path(
        String from,
        String to,
        Sign sign,
        Optional<String> group,
        boolean activity,
        Optional<Saturation> saturation,
        Parameter parameter) {
    /** Whether the coefficient is positive by construction or may have either sign. */
    public enum Sign {
        POSITIVE,
        ANY
    }

    /** What has the prior, from which the coefficient follows (model.md §6). */
    public enum Parameter {
        COEFFICIENT,
        /** Money back per money spent along this path. */
        ROI,
        /** Share of the outcome that comes along this path. */
        CONTRIBUTION
    }

    /** What prior files call such a path after a colon: positive or signed. */
    public String kind() {
        return sign == Sign.POSITIVE ? "positive" : "signed";
    }

    /** Name of the coefficient's parameter. */
    public String coefficientName() {
        return "coefficient_" + from + "_to_" + to;
    }

    /** Name of the parameter that has the prior in place of the coefficient, if one does. */
    public Optional<String> returnName() {
        return switch (parameter) {
            case COEFFICIENT -> Optional.empty();
            case ROI -> Optional.of("roi_" + from + "_to_" + to);
            case CONTRIBUTION -> Optional.of("contribution_" + from + "_to_" + to);
        };
    }

    /** The arrow as written in a configuration: {@code from -> to}. */
    public String arrow() {
        return from + " -> " + to;
    }
}
