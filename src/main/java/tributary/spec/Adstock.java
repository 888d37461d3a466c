package tributary.spec;

import java.util.OptionalInt;

/** Carry-over of media into later weeks; weights sum to one (model.md §3). */
public sealed interface Adstock {
    /** No carry-over. */
    record None() implements Adstock {}

    /**
     * Weight of lag l proportional to λ^l.
     *
     * @param window last lag L ≥ 1; empty: unbounded
     */
    record Geometric(OptionalInt window) implements Adstock {}

    /** Weight of lag l = 0..L proportional to λ^((l−θ)²). */
    record Delayed(int window) implements Adstock {}

    /** Weight of lag l = 0..L proportional to Π_{k≤l} (1 − F(k)), F a Weibull distribution. */
    record WeibullCdf(int window) implements Adstock {}

    /** Weight of lag l = 0..L proportional to the Weibull density at l + 1. */
    record WeibullPdf(int window) implements Adstock {}

    /** Weight of lag l = 0..L proportional to (1 − l/(L+1))^(1/λ − 1). */
    record Binomial(int window) implements Adstock {}
}
