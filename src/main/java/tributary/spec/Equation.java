package tributary.spec;

import java.util.OptionalDouble;

/** A node with a structural equation and a likelihood: a mediator or the outcome. */
public sealed interface Equation extends Node permits Mediator, Outcome {
    Family family();

    Link link();

    /** Degrees of freedom of a student_t where fixed; empty: estimated (or not a student_t). */
    OptionalDouble nu();

    /** Values at or below it are left-censored, in units of the column; empty: no floor. */
    OptionalDouble floor();
}
