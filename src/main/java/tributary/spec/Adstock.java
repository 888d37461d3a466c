package tributary.spec;

/** Carry-over of media into later weeks; weights sum to one (model.md §3). */
public sealed interface Adstock {
    /** No carry-over. */
    record None() implements Adstock {}

    /** Weight of lag l proportional to λ^l, unbounded. */
    record Geometric() implements Adstock {}
}
