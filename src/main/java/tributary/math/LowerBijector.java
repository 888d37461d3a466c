package tributary.math;

/** x = a + e^q. */
record LowerBijector(double a) implements Bijector {
    @Override
    public double lower() {
        return a;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double constrain(double q) {
        // Rounding may reach a, overflow may reach ∞; NaN stays NaN.
        double x = Math.max(a + Elementary.exp(q), Math.nextUp(a));
        return Math.min(x, Double.MAX_VALUE);
    }

    @Override
    public double unconstrain(double x) {
        Bijectors.requireInside(x, a, Double.POSITIVE_INFINITY);
        return Elementary.log(x - a);
    }

    @Override
    public double derivative(double q) {
        return Elementary.exp(q);
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
