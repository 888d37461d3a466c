package tributary.spec;

import java.util.OptionalDouble;

/** The one outcome of a model. */
public record Outcome(
        String name,
        String column,
        Family family,
        Link link,
        OptionalDouble nu,
        OutcomeScale scale,
        Value value)
        implements Equation {

    /** How the outcome is scaled before the model sees it (model.md §2). */
    public enum OutcomeScale {
        MEAN,
        SD
    }

    /** Money per unit of the outcome. */
    public sealed interface Value {
        /** The same in every week. */
        record Constant(double money) implements Value {}

        /** A column of the data, one value per week. */
        record Column(String column) implements Value {}
    }
}
