package tributary.mcmc;

import tributary.math.RandomStream;

/** Random starting points: every unconstrained coordinate uniform on (−2, 2). */
final class StartingPoint {
    private static final double RADIUS = 2;
    private static final int ATTEMPTS = 100;

    private StartingPoint() {}

    /**
     * Draws a position with finite density and gradient into {@code z}.
     *
     * @throws SamplingException if 100 points have none, with what was found at the last one
     */
    static void draw(Leapfrog leapfrog, PhasePoint z, RandomStream random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (int i = 0; i < z.q.length; i++) {
                z.q[i] = RADIUS * (2 * random.nextDouble() - 1);
            }
            leapfrog.evaluate(z);
            if (Double.isFinite(z.logDensity) && firstNotFinite(z.gradient) < 0) {
                return;
            }
        }
        int bad = firstNotFinite(z.gradient);
        throw new SamplingException(
                "no starting point: log density or gradient was not finite at "
                        + ATTEMPTS
                        + " random points of (-2, 2); at the last one the log density was "
                        + z.logDensity
                        + (bad < 0 ? "" : " and gradient[" + bad + "] was " + z.gradient[bad]));
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
