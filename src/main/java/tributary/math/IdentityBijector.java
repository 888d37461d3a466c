package tributary.math;

/** x = q. */
record IdentityBijector() implements Bijector {
    static final IdentityBijector INSTANCE = new IdentityBijector();

    @Override
    public double lower() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double constrain(double q) {
        return q;
    }

    @Override
    public double unconstrain(double x) {
        Bijectors.requireInside(x, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return x;
    }

    @Override
    public double derivative(double q) {
        return 1;
    }

    @Override
    public double logJacobian(double q) {
        return 0;
    }

    @Override
    public double logJacobianDerivative(double q) {
        return 0;
    }
}
