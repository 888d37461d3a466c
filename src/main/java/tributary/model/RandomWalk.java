package tributary.model;

/**
 * Values of knots in time that are a shrunken random walk (model.md §4): w_1 = 0, w_k = w_{k−1} + τ
 * z_{k−1} with z ~ Normal(0, 1), and v_k = w_k − mean(w).
 *
 * <p>Centred, because the level of all knots is what an intercept or a coefficient says; the two
 * would otherwise move against one another.
 *
 * @param scale slot of τ
 * @param raw slots of z_1 … z_{n−1}
 * @param values slots of v_1 … v_n, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record RandomWalk(int scale, int[] raw, int[] values) implements Term {
    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    @Override
    public void forward(Workspace w) {
        derive(w.theta);
    }

    /**
     * The values from τ and z, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the v_k are modified
     */
    void derive(double[] theta) {
        double tau = theta[scale];
        double walk = 0;
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            walk = k == 0 ? 0 : Math.fma(tau, theta[raw[k - 1]], walk);
            theta[values[k]] = walk;
            sum += walk;
        }
        double mean = sum / values.length;
        for (int slot : values) {
            theta[slot] -= mean;
        }
    }

    /** The adjoint of step k is the sum of those of the values after it, less their mean's. */
    @Override
    public void backward(Workspace w) {
        double total = 0;
        for (int slot : values) {
            total += w.thetaBar[slot];
        }
        double mean = total / values.length;
        double after = 0;
        double scaleBar = 0;
        for (int k = values.length - 1; k > 0; k--) {
            after += w.thetaBar[values[k]] - mean;
            w.thetaBar[raw[k - 1]] += w.theta[scale] * after;
            scaleBar = Math.fma(after, w.theta[raw[k - 1]], scaleBar);
        }
        w.thetaBar[scale] += scaleBar;
    }
}
