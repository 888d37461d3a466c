package tributary.mcmc;

import tributary.math.RandomStream;

/**
 * Random starting points: every unconstrained coordinate uniform on (−2, 2).
 *
 * <p>A chain cannot come back from everywhere: where the log density is −1e100, say because an
 * autoregression explodes, a warm-up is over before it has found the target. Such points are finite
 * by luck and are drawn again as those that are not; only if there are no others is the best of
 * them taken.
 */
final class StartingPoint {
    private static final double RADIUS = 2;
    private static final int ATTEMPTS = 100;

    /** Largest partial derivative of a point from which a chain can be expected to come back. */
    private static final double STEEPEST = 1e10;

    private StartingPoint() {}

    /**
     * Draws a position with finite density and gradient into {@code z}.
     *
     * @throws SamplingException if 100 points have none, with what was found at the last one
     */
    static void draw(Leapfrog leapfrog, PhasePoint z, RandomStream random) {
        PhasePoint best = new PhasePoint(z.q.length);
        best.logDensity = Double.NEGATIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (int i = 0; i < z.q.length; i++) {
                z.q[i] = RADIUS * (2 * random.nextDouble() - 1);
            }
            leapfrog.evaluate(z);
            if (isUsable(z)) {
                return;
            }
            if (Double.isFinite(steepness(z)) && z.logDensity > best.logDensity) {
                best.copyFrom(z);
            }
        }
        if (best.logDensity > Double.NEGATIVE_INFINITY) {
            z.copyFrom(best);
            return;
        }
        int bad = firstNotFinite(z.gradient);
        throw new SamplingException(
                "no starting point: log density or gradient was not finite at "
                        + ATTEMPTS
                        + " random points of (-2, 2); at the last one the log density was "
                        + z.logDensity
                        + (bad < 0 ? "" : " and gradient[" + bad + "] was " + z.gradient[bad]));
    }

    /** Whether density and gradient are finite, and a chain can be expected to come back. */
    static boolean isUsable(PhasePoint z) {
        return steepness(z) <= STEEPEST;
    }

    /** Largest partial derivative; NaN or infinite where density or gradient is not finite. */
    private static double steepness(PhasePoint z) {
        double largest = Double.isFinite(z.logDensity) ? 0 : Double.NaN;
        for (double value : z.gradient) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static int firstNotFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
