package tributary.model;

import tributary.math.Kernels;

/**
 * Values of the geos that another term computes, around a common one (model.md §6): v_g = b + τ
 * z_g, z_g ~ Normal(0, 1), so that z_g = (v_g − b)/τ, with the density of z_g and −ln τ each.
 *
 * @param base slot of b
 * @param scale slot of τ
 * @param raw slots of z_g, written
 * @param values slots of v_g
 */
record GeoLevels(int base, int scale, SlotRange raw, SlotRange values) implements Term {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] theta = w.theta;
        double b = theta[base];
        double tau = theta[scale];
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            theta[raw.from() + g] = (theta[values.from() + g] - b) / tau;
        }
        int first = raw.from() + w.firstGeo;
        int end = raw.from() + w.endGeo;
        w.logDensity -=
                0.5 * Kernels.dot(theta, theta, first, end)
                        + (end - first) * (Kernels.log(tau) + HALF_LOG_TWO_PI);
    }

    /**
     * The values from b, τ and z, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the v_g are modified
     */
    void derive(double[] theta) {
        for (int g = 0; g < raw.size(); g++) {
            theta[values.from() + g] = Math.fma(theta[scale], theta[raw.from() + g], theta[base]);
        }
    }

    /** ∂z/∂v = 1/τ, ∂z/∂b = −1/τ, ∂z/∂τ = −z/τ; the adjoint of z is −z. */
    @Override
    public void backward(Workspace w) {
        double[] theta = w.theta;
        double tau = theta[scale];
        int first = raw.from() + w.firstGeo;
        int end = raw.from() + w.endGeo;
        for (int g = w.firstGeo; g < w.endGeo; g++) {
            w.thetaBar[values.from() + g] -= theta[raw.from() + g] / tau;
        }
        w.thetaBar[base] += Kernels.sum(theta, first, end) / tau;
        w.thetaBar[scale] += (Kernels.dot(theta, theta, first, end) - (end - first)) / tau;
    }
}
