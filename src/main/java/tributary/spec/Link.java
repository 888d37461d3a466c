package tributary.spec;

/** Link of an equation: the linear predictor is the scaled value or its logarithm. */
public enum Link {
    IDENTITY,
    LOG
}
