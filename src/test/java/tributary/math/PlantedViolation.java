package tributary.math;

import tributary.spec.Link;

import java.util.function.DoubleUnaryOperator;

/** Breaks the rules on purpose, so that a test can see them bite. */
public final class PlantedViolation {
    public static final DoubleUnaryOperator REFERENCE = Math::log;

    private PlantedViolation() {}

    public static double call(double x) {
        return Math.exp(x);
    }

    public static Link upward() {
        return Link.LOG;
    }
}
