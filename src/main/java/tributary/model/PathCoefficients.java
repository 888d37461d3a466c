package tributary.model;

import tributary.math.Kernels;

/**
 * Coefficients of a pooled group of paths, non-centred (model.md §6): ln β_k = μ + τ z_k where they
 * are positive, β_k = μ + τ z_k where they are signed, z_k ~ Normal(0, 1).
 *
 * <p>Data pin down the mean level m = μ + τ mean(z), whatever μ, τ and z are, so m is the
 * coordinate that is sampled: μ = m − τ mean(z), and μ + τ z_k = m + τ (z_k − mean(z)). A shear:
 * the Jacobian is 1 and the prior is that of μ.
 *
 * @param level slot of m; the same as {@code location} where μ is bounded or fixed and is itself
 *     sampled
 * @param location slot of μ, written unless it is {@code level}
 * @param scale slot of τ
 * @param raw slots of z_k
 * @param coefficients slots of β_k, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record PathCoefficients(
        boolean positive, int level, int location, int scale, int[] raw, int[] coefficients)
        implements Term {

    private boolean isSheared() {
        return level != location;
    }

    /** mean(z), or 0 where μ itself is sampled. */
    private double centre(double[] theta) {
        if (!isSheared()) {
            return 0;
        }
        double sum = 0;
        for (int slot : raw) {
            sum += theta[slot];
        }
        return sum / raw.length;
    }

    @Override
    public void forward(Workspace w) {
        double centre = centre(w.theta);
        if (isSheared()) {
            w.theta[location] = w.theta[level] - w.theta[scale] * centre;
        }
        coefficients(w.theta, w.theta[level], centre);
    }

    private void coefficients(double[] theta, double from, double centre) {
        for (int k = 0; k < raw.length; k++) {
            double value = Math.fma(theta[scale], theta[raw[k]] - centre, from);
            theta[coefficients[k]] = positive ? Kernels.exp(value) : value;
        }
    }

    @Override
    public void backward(Workspace w) {
        double tau = w.theta[scale];
        double centre = centre(w.theta);
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            double bar = w.thetaBar[coefficients[k]];
            if (positive) {
                bar *= w.theta[coefficients[k]];
            }
            sum += bar;
            w.thetaBar[scale] += bar * (w.theta[raw[k]] - centre);
            w.thetaBar[raw[k]] += bar * tau;
        }
        w.thetaBar[level] += sum;
        if (isSheared()) {
            double bar = w.thetaBar[location];
            w.thetaBar[level] += bar;
            w.thetaBar[scale] -= bar * centre;
            double share = tau * (sum + bar) / raw.length; // z moves mean(z), too
            for (int slot : raw) {
                w.thetaBar[slot] -= share;
            }
        }
    }

    /**
     * The coefficients where μ is given instead of m, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the β_k are modified
     */
    void derive(double[] theta) {
        coefficients(theta, theta[location], 0);
    }
}
