package tributary.mcmc;

import tributary.math.Kernels;

/**
 * Climbs from a point to a mode of the density by the limited-memory BFGS method.
 *
 * <p>The line search brackets by doubling and bisection a point that satisfies the weak Wolfe
 * conditions; where density or gradient is not finite, the step was too long. Sources: Nocedal and
 * Wright (2006), Numerical optimization, chapters 3 and 7; Lewis and Overton (2013),
 * doi:10.1007/s10107-012-0514-2, algorithm 2.6.
 */
final class Lbfgs {
    /** Gain in log density, doubled, below which there is nothing left to climb. */
    private static final double SMALLEST_GAIN = 1e-10;

    /** Share of the gain expected to first order that a step must bring. */
    private static final double SUFFICIENT_GAIN = 1e-4;

    /** Share of the slope at its beginning that a step may leave. */
    private static final double REMAINING_SLOPE = 0.9;

    private static final int TRIALS = 40;

    private final Leapfrog leapfrog;
    private final InverseHessian inverseHessian;
    private final double[] direction;
    private PhasePoint z;
    private PhasePoint trial;

    /**
     * @param leapfrog evaluates and counts
     * @param start evaluated and finite; overwritten from now on
     */
    Lbfgs(Leapfrog leapfrog, PhasePoint start) {
        this.leapfrog = leapfrog;
        z = start;
        int dimension = start.q.length;
        trial = new PhasePoint(dimension);
        inverseHessian = new InverseHessian(dimension);
        direction = new double[dimension];
    }

    /** Where it is, with density and gradient; valid until the next step. */
    PhasePoint iterate() {
        return z;
    }

    /** Of −log density around {@link #iterate}. */
    InverseHessian inverseHessian() {
        return inverseHessian;
    }

    /**
     * Takes a step.
     *
     * @return false, having stayed, where it is at the mode or no step is found
     */
    boolean step() {
        inverseHessian.multiply(z.gradient, direction);
        double slope = Kernels.dot(z.gradient, direction, direction.length);
        double smallest = inverseHessian.isEmpty() ? 0 : SMALLEST_GAIN;
        if (!(slope > smallest && search(slope))) {
            return false;
        }
        double[] step = new double[direction.length];
        double[] change = new double[direction.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = trial.q[i] - z.q[i];
            change[i] = z.gradient[i] - trial.gradient[i];
        }
        inverseHessian.update(step, change);
        PhasePoint left = z;
        z = trial;
        trial = left;
        return true;
    }

    /**
     * Looks for a step along the direction that the trial point then has taken.
     *
     * @param slope of the log density along the direction, > 0
     */
    private boolean search(double slope) {
        double tooShort = 0;
        double tooLong = Double.POSITIVE_INFINITY;
        // Before anything is known of the curvature, a step of unit length.
        double length = inverseHessian.isEmpty() ? 1 / Math.sqrt(slope) : 1;
        for (int k = 0; k < TRIALS; k++) {
            for (int i = 0; i < direction.length; i++) {
                trial.q[i] = Math.fma(length, direction[i], z.q[i]);
            }
            leapfrog.evaluate(trial);
            double gain = trial.logDensity - z.logDensity;
            double remaining = Kernels.dot(trial.gradient, direction, direction.length);
            if (!(gain >= SUFFICIENT_GAIN * length * slope && Double.isFinite(gain + remaining))) {
                tooLong = length;
            } else if (remaining > REMAINING_SLOPE * slope) {
                tooShort = length;
            } else {
                return true;
            }
            length = tooLong == Double.POSITIVE_INFINITY ? 2 * length : 0.5 * (tooShort + tooLong);
        }
        return false;
    }
}
