package tributary.spec;

/** Residual distribution of an equation (model.md §5). */
public enum Family {
    GAUSSIAN,
    STUDENT_T,
    /** A mediator with zeros: normal, left-censored at 0. */
    TOBIT,
    /** A mediator with many zeros: logistic active part times lognormal amount. */
    HURDLE_LOGNORMAL,
    /** Counts with variance μ + σ² μ². */
    NEGATIVE_BINOMIAL
}
