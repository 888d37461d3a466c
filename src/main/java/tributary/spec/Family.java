package tributary.spec;

/** Residual distribution of an equation (model.md §5). */
public enum Family {
    GAUSSIAN,
    STUDENT_T,
    /** A mediator with zeros: normal, left-censored at 0. */
    TOBIT
}
