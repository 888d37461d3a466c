package tributary.model;

import tributary.math.Kernels;

/**
 * Coefficients of a pooled group of paths, non-centred (model.md §6): ln β_k = μ + τ z_k where they
 * are positive, β_k = μ + τ z_k where they are signed, z_k ~ Normal(0, 1).
 *
 * <p>Data pin down the mean coefficient of the group, whatever μ, τ and z are, so that is the
 * coordinate which is sampled: m = mean(β), or ln mean(β) where they are positive. Then μ = m − c
 * and μ + τ z_k = m + τ z_k − c with c = τ mean(z), or ln mean(exp(τ z)). A shear: the Jacobian is
 * 1 and the prior is that of μ.
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

    @Override
    public void forward(Workspace w) {
        double from = w.theta[level];
        if (isSheared()) {
            from -= offset(w.theta);
            w.theta[location] = from;
        }
        coefficients(w.theta, from);
    }

    /** c: how far the mean coefficient lies above μ. */
    private double offset(double[] theta) {
        double tau = theta[scale];
        if (!positive) {
            double sum = 0;
            for (int slot : raw) {
                sum += theta[slot];
            }
            return tau * sum / raw.length;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int slot : raw) {
            largest = Math.max(largest, theta[slot]);
        }
        double sum = 0;
        for (int slot : raw) {
            sum += Kernels.exp(tau * (theta[slot] - largest));
        }
        return tau * largest + Kernels.log(sum / raw.length);
    }

    private void coefficients(double[] theta, double from) {
        for (int k = 0; k < raw.length; k++) {
            double value = Math.fma(theta[scale], theta[raw[k]], from);
            theta[coefficients[k]] = positive ? Kernels.exp(value) : value;
        }
    }

    @Override
    public void backward(Workspace w) {
        double tau = w.theta[scale];
        double sum = 0; // adjoint of μ from the coefficients
        for (int k = 0; k < raw.length; k++) {
            double bar = w.thetaBar[coefficients[k]];
            if (positive) {
                bar *= w.theta[coefficients[k]];
            }
            sum += bar;
            w.thetaBar[scale] += bar * w.theta[raw[k]];
            w.thetaBar[raw[k]] += bar * tau;
        }
        w.thetaBar[level] += sum;
        if (isSheared()) {
            double bar = w.thetaBar[location];
            w.thetaBar[level] += bar;
            backwardOffset(w, -(sum + bar));
        }
    }

    /** ∂c/∂z_k = τ p_k and ∂c/∂τ = Σ p_k z_k, p_k the share of β_k in the sum, or 1/K. */
    private void backwardOffset(Workspace w, double bar) {
        double total = 0;
        for (int slot : coefficients) {
            total += w.theta[slot];
        }
        for (int k = 0; k < raw.length; k++) {
            double share = positive ? w.theta[coefficients[k]] / total : 1.0 / raw.length;
            w.thetaBar[raw[k]] += bar * w.theta[scale] * share;
            w.thetaBar[scale] += bar * w.theta[raw[k]] * share;
        }
    }

    /**
     * The coefficients where μ is given instead of m, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the β_k are modified
     */
    void derive(double[] theta) {
        coefficients(theta, theta[location]);
    }
}
