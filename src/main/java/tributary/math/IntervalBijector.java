package tributary.math;

/** x = a + (b − a) logistic(q). */
record IntervalBijector(double a, double b) implements Bijector {
    @Override
    public double lower() {
        return a;
    }

    @Override
    public double upper() {
        return b;
    }

    @Override
    public double constrain(double q) {
        // From the nearer bound, so that the distance to it keeps its digits.
        double nearer = (b - a) * Elementary.logistic(-Math.abs(q));
        double x = q < 0 ? a + nearer : b - nearer;
        return Math.min(Math.max(x, Math.nextUp(a)), Math.nextDown(b));
    }

    @Override
    public double unconstrain(double x) {
        Bijectors.requireInside(x, a, b);
        return Elementary.log(x - a) - Elementary.log(b - x);
    }

    @Override
    public double derivative(double q) {
        double z = Elementary.exp(-Math.abs(q));
        return (b - a) * z / ((1 + z) * (1 + z));
    }

    @Override
    public double logJacobian(double q) {
        double distance = Math.abs(q);
        return Elementary.log(b - a) - distance - 2 * Elementary.log1p(Elementary.exp(-distance));
    }

    @Override
    public double logJacobianDerivative(double q) {
        return -Elementary.tanh(0.5 * q);
    }
}
