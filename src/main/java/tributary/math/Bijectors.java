package tributary.math;

/** The transforms between unconstrained and constrained parameters. */
public final class Bijectors {
    private Bijectors() {}

    /** x = q on (−∞, ∞). */
    public static Bijector identity() {
        return IdentityBijector.INSTANCE;
    }

    /** x = e^q on (0, ∞). */
    public static Bijector positive() {
        return lower(0);
    }

    /** x = a + e^q on (a, ∞). */
    public static Bijector lower(double a) {
        requireFinite("lower bound", a);
        return new LowerBijector(a);
    }

    /** x = b − e^q on (−∞, b). */
    public static Bijector upper(double b) {
        requireFinite("upper bound", b);
        return new UpperBijector(b);
    }

    /** x = a + (b − a) logistic(q) on (a, b). */
    public static Bijector interval(double a, double b) {
        requireFinite("lower bound", a);
        requireFinite("upper bound", b);
        if (!(Math.nextUp(a) < b) || b - a == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "bounds: (" + a + ", " + b + ") must be an open interval of finite length");
        }
        return new IntervalBijector(a, b);
    }

    /** Whichever of the above fits bounds that may be infinite. */
    public static Bijector between(double a, double b) {
        if (a == Double.NEGATIVE_INFINITY) {
            return b == Double.POSITIVE_INFINITY ? identity() : upper(b);
        }
        return b == Double.POSITIVE_INFINITY ? lower(a) : interval(a, b);
    }

    private static void requireFinite(String name, double bound) {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException(name + ": " + bound + " must be finite");
        }
    }

    static void requireInside(double x, double a, double b) {
        if (!(x > a && x < b)) {
            throw new IllegalArgumentException("x: " + x + " must be in (" + a + ", " + b + ")");
        }
    }
}
