package tributary.mcmc.targets;

/**
 * Where a parameter may lie, with the transform from the real line: x = offset + width · u(q),
 * where offset and width may depend on the parameter before it.
 */
enum Constraint {
    /** Any number. */
    REAL,
    /** (0, ∞). */
    POSITIVE,
    /** (0, 1). */
    UNIT_INTERVAL,
    /** Above the parameter before it. */
    ABOVE_PREVIOUS,
    /** (0, 1 − the parameter before it). */
    REST_OF_PREVIOUS;

    double offset(double previous) {
        return this == ABOVE_PREVIOUS ? previous : 0;
    }

    double width(double previous) {
        return this == REST_OF_PREVIOUS ? 1 - previous : 1;
    }

    double unit(double q) {
        return switch (this) {
            case REAL -> q;
            case POSITIVE, ABOVE_PREVIOUS -> StrictMath.exp(q);
            case UNIT_INTERVAL, REST_OF_PREVIOUS -> 1 / (1 + StrictMath.exp(-q));
        };
    }

    /** ln u′(q). */
    double logSlope(double q) {
        return switch (this) {
            case REAL -> 0;
            case POSITIVE, ABOVE_PREVIOUS -> q;
            case UNIT_INTERVAL, REST_OF_PREVIOUS ->
                    -StrictMath.log1p(StrictMath.exp(-q)) - StrictMath.log1p(StrictMath.exp(q));
        };
    }

    /** Derivative of ln u′(q), from u. */
    double logSlopeDerivative(double unit) {
        return switch (this) {
            case REAL -> 0;
            case POSITIVE, ABOVE_PREVIOUS -> 1;
            case UNIT_INTERVAL, REST_OF_PREVIOUS -> 1 - 2 * unit;
        };
    }
}
