package tributary.math;

import java.util.function.ToDoubleBiFunction;

/**
 * Log density of an unconstrained parameter vector, up to a constant, with its gradient.
 *
 * <p>Samplers call one instance from one thread; {@link #fork()} gives each further thread its own.
 */
public interface LogDensity {
    /** Number of unconstrained parameters, ≥ 1. */
    int dimension();

    /**
     * Log density at a point; a numerical failure is a value (−∞ or NaN), never an exception.
     *
     * @param q position, length {@link #dimension()}; not modified
     * @param gradient overwritten with the gradient at {@code q}, length {@link #dimension()}
     */
    double logDensity(double[] q, double[] gradient);

    /**
     * A view for one more thread: shares what is immutable and owns its scratch. Densities without
     * scratch return themselves.
     */
    default LogDensity fork() {
        return this;
    }

    /**
     * A density from a function that returns the log density and writes the gradient into its
     * second argument. The function must be safe to call from several threads.
     */
    static LogDensity of(int dimension, ToDoubleBiFunction<double[], double[]> logDensity) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension: " + dimension + " must be ≥ 1");
        }
        return new LogDensity() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double logDensity(double[] q, double[] gradient) {
                return logDensity.applyAsDouble(q, gradient);
            }
        };
    }
}
