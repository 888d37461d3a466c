package tributary.math;

/** x = b − e^q. */
record UpperBijector(double b) implements Bijector {
    @Override
    public double lower() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
        return b;
    }

    @Override
    public double constrain(double q) {
        double x = Math.min(b - Elementary.exp(q), Math.nextDown(b));
        return Math.max(x, -Double.MAX_VALUE);
    }

    @Override
    public double unconstrain(double x) {
        Bijectors.requireInside(x, Double.NEGATIVE_INFINITY, b);
        return Elementary.log(b - x);
    }

    @Override
    public double derivative(double q) {
        return -Elementary.exp(q);
    }

    @Override
    public double logJacobian(double q) {
        return q;
    }

    @Override
    public double logJacobianDerivative(double q) {
        return 1;
    }
}
