package tributary.math;

/**
 * Maps an unconstrained q to a parameter x(q) inside an interval; immutable, obtained from {@link
 * Bijectors}.
 */
public sealed interface Bijector
        permits IdentityBijector, LowerBijector, UpperBijector, IntervalBijector {
    /** Lower end of the range of x, −∞ or finite. */
    double lower();

    /** Upper end of the range of x, ∞ or finite. */
    double upper();

    /** x(q), strictly inside the bounds for every finite q. */
    double constrain(double q);

    /**
     * q(x).
     *
     * @throws IllegalArgumentException where x is not strictly inside the bounds
     */
    double unconstrain(double x);

    /** dx/dq. */
    double derivative(double q);

    /** ln |dx/dq|. */
    double logJacobian(double q);

    /** d ln |dx/dq| / dq. */
    double logJacobianDerivative(double q);
}
