package tributary.model;

import tributary.math.Kernels;

/**
 * Coefficients of a pooled group of K paths, non-centred (model.md §6): ln β_k = μ + τ z_k where
 * they are positive, β_k = μ + τ z_k where they are signed, z_k ~ Normal(0, 1).
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
record PathCoefficients(
        boolean positive, int level, int location, int scale, SlotRange raw, SlotRange coefficients)
        implements Term {

    private boolean isSheared() {
        return level != location;
    }

    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    @Override
    public void forward(Workspace w) {
        if (!isSheared()) {
            derive(w.theta);
        } else if (positive) {
            fromLogMean(w.theta);
        } else {
            double mean = Kernels.sum(w.theta, raw.from(), raw.to()) / raw.size();
            w.theta[location] = w.theta[level] - w.theta[scale] * mean;
            derive(w.theta);
        }
    }

    /** β_k = K e^m p_k with the shares p_k = e^{τ z_k}/Σ e^{τ z}. */
    private void fromLogMean(double[] theta) {
        double tau = theta[scale];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = raw.from(); i < raw.to(); i++) {
            largest = Math.max(largest, theta[i]);
        }
        raw.copy(theta, coefficients, theta);
        for (int i = coefficients.from(); i < coefficients.to(); i++) {
            theta[i] = tau * (theta[i] - largest);
        }
        Kernels.exp(theta, theta, coefficients.from(), coefficients.to());
        double mean = Kernels.sum(theta, coefficients.from(), coefficients.to()) / raw.size();
        double factor = Kernels.exp(theta[level]) / mean;
        Kernels.scale(factor, theta, theta, coefficients.from(), coefficients.to());
        theta[location] = theta[level] - (tau * largest + Kernels.log(mean));
    }

    /**
     * The coefficients where μ is given instead of m, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the β_k are modified
     */
    void derive(double[] theta) {
        double mu = theta[location];
        double tau = theta[scale];
        raw.copy(theta, coefficients, theta);
        for (int i = coefficients.from(); i < coefficients.to(); i++) {
            theta[i] = Math.fma(tau, theta[i], mu);
        }
        if (positive) {
            Kernels.exp(theta, theta, coefficients.from(), coefficients.to());
        }
    }

    @Override
    public void backward(Workspace w) {
        int from = coefficients.from();
        int to = coefficients.to();
        double[] bar = w.slotScratch; // adjoints of the μ + τ z_k
        if (positive) {
            Kernels.multiply(w.thetaBar, w.theta, bar, from, to);
        } else {
            coefficients.copy(w.thetaBar, coefficients, bar);
        }
        double levelBar = Kernels.sum(bar, from, to);
        if (isSheared()) {
            levelBar += w.thetaBar[location];
            addThroughOffset(w, -levelBar, bar);
        }
        w.thetaBar[level] += levelBar;
        coefficients.copy(bar, raw, bar);
        w.thetaBar[scale] += Kernels.dot(bar, w.theta, raw.from(), raw.to());
        Kernels.axpy(w.theta[scale], bar, w.thetaBar, raw.from(), raw.to());
    }

    /** ∂c/∂(τ z_k) = p_k, the share of β_k in the sum, or 1/K where they are signed. */
    private void addThroughOffset(Workspace w, double offsetBar, double[] bar) {
        int from = coefficients.from();
        int to = coefficients.to();
        if (positive) {
            double total = Kernels.sum(w.theta, from, to);
            Kernels.axpy(offsetBar / total, w.theta, bar, from, to);
        } else {
            for (int i = from; i < to; i++) {
                bar[i] += offsetBar / raw.size();
            }
        }
    }
}
