package tributary.model;

import tributary.math.Kernels;

/**
 * Weights of a windowed adstock, w_l = e^{v_l} / Σ_k e^{v_k} (model.md §3).
 *
 * @param form of the log weights v_l
 * @param first slot of w_0; those of the other lags follow; written
 */
record AdstockWeights(LagWeights form, int first) implements Term {
    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    @Override
    public void forward(Workspace w) {
        weights(form, w.theta, w.theta, first);
    }

    /**
     * The weights at any parameters.
     *
     * @param theta natural parameters by slot
     * @param out overwritten from {@code first} to {@code first + lags}
     */
    static void weights(LagWeights form, double[] theta, double[] out, int first) {
        int end = first + form.lags() + 1;
        form.logWeights(theta, out, first);
        double largest = out[mode(out, first, end)];
        for (int i = first; i < end; i++) {
            out[i] -= largest;
        }
        Kernels.exp(out, out, first, end);
        Kernels.scale(1 / Kernels.sum(out, first, end), out, out, first, end);
    }

    /** v̄_l = w_l (w̄_l − Σ_k w_k w̄_k), in the place of w̄. */
    @Override
    public void backward(Workspace w) {
        double[] bar = w.thetaBar;
        int end = first + form.lags() + 1;
        double mean = 0;
        for (int i = first; i < end; i++) {
            mean = Math.fma(w.theta[i], bar[i], mean);
        }
        double sum = 0;
        for (int i = first; i < end; i++) {
            bar[i] = w.theta[i] * (bar[i] - mean);
            sum += bar[i];
        }
        // They sum to 0. Near the limits of λ what rounding left would meet a huge ∂v/∂λ.
        bar[mode(w.theta, first, end)] -= sum;
        form.addGradient(w.theta, bar, first, bar);
    }

    private static int mode(double[] values, int first, int end) {
        int mode = first;
        for (int i = first + 1; i < end; i++) {
            mode = values[i] > values[mode] ? i : mode;
        }
        return mode;
    }
}
