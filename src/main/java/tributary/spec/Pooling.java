package tributary.spec;

/**
 * What shares a hierarchical prior.
 *
 * @param paths whether the paths of a group do
 * @param geos whether coefficients and intercepts vary by geo around a common one; otherwise all
 *     geos have the same
 * @param parametrization of what varies by geo
 */
public record Pooling(boolean paths, boolean geos, Parametrization parametrization) {
    /** What the sampler moves. */
    public enum Parametrization {
        /** Standardised deviations. */
        NON_CENTERED,
        /** The values themselves. */
        CENTERED
    }
}
