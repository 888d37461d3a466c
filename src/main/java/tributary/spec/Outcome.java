package tributary.spec;

import java.util.OptionalDouble;

/**
 * The one outcome of a model.
 *
 * @param floor values at or below it are left-censored, in units of the column; empty: no floor
 * @param autoregressive whether residuals follow an AR(1) process
 */
public record Outcome(
        String name,
        String column,
        Family family,
        Link link,
        OptionalDouble nu,
        OutcomeScale scale,
        Composition composition,
        OptionalDouble floor,
        boolean autoregressive,
        Noise noise,
        Value value)
        implements Equation {

    /** How the outcome is scaled before the model sees it (model.md §2). */
    public enum OutcomeScale {
        MEAN,
        SD
    }

    /** Whether all geos share one residual scale. */
    public enum Noise {
        SHARED,
        PER_GEO
    }

    /** How media and the other terms make up the outcome (model.md §4). */
    public enum Composition {
        /** They add up on the scale of the link. */
        ADDITIVE,
        /** Media add up with the intercept, and demand multiplies the sum. */
        SCALED
    }

    /** Money per unit of the outcome. */
    public sealed interface Value {
        /** The same in every week. */
        record Constant(double money) implements Value {}

        /** A column of the data, one value per week. */
        record Column(String column) implements Value {}
    }
}
