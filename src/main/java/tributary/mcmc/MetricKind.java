package tributary.mcmc;

/** Which metric the warm-up fits to the target. */
public enum MetricKind {
    /** Diagonal, and low-rank from the moment on that there are enough draws to estimate one. */
    AUTO,
    /** Independent scales of the coordinates. */
    DIAGONAL,
    /** Diagonal with the directions in which the scaled target is clearly not of unit variance. */
    LOW_RANK,
    /** All directions. */
    DENSE
}
