package tributary.model;

import tributary.math.Kernels;

/**
 * The return of a path from its coefficient under a log link (model.md §6): R = Σ_i w_i (1 −
 * e^{−β_g Δh_i}), w_i the observed outcome's worth, and β is sampled. The prior is that of R, so ln
 * ∂R/∂β is added to the log density.
 *
 * @param of what R is summed from; β is read, R written
 * @param lost cell slot of 1 − e^{−β_g Δh}, written
 */
record ReturnDensity(DirectReturn of, int lost) implements Term {
    /** Steps of a bisection of ln β between the ends below; enough for the last bit. */
    private static final int BISECTIONS = 80;

    private static final double LOWEST_LOG_COEFFICIENT = -50;
    private static final double HIGHEST_LOG_COEFFICIENT = 50;

    @Override
    public boolean readsMedia() {
        return true;
    }

    @Override
    public void forward(Workspace w) {
        w.theta[of.parameter()] = at(w, w.theta[of.coefficient()]);
        w.logDensity += Kernels.log(slope(w));
    }

    /** R at a coefficient. */
    private double at(Workspace w, double beta) {
        double[] share = w.cells[lost];
        double sum = 0;
        for (int g = 0; g < of.blocks(); g++) {
            double own = beta * of.relative(w.theta, g);
            for (int i = of.start(g); i < of.start(g + 1); i++) {
                share[i] = -Kernels.expm1(-own * of.change(w, i));
                sum = Math.fma(of.weights()[i], share[i], sum);
            }
        }
        return sum;
    }

    /** With P = ∂/∂R and Q = 1/(∂R/∂β), u = β_g Δh: see the sums. */
    @Override
    public void backward(Workspace w) {
        double beta = w.theta[of.coefficient()];
        double p = w.thetaBar[of.parameter()];
        double q = 1 / slope(w);
        double betaBar = 0;
        for (int g = 0; g < of.blocks(); g++) {
            double relative = of.relative(w.theta, g);
            double relativeBar = 0;
            for (int i = of.start(g); i < of.start(g + 1); i++) {
                double change = of.change(w, i);
                double left = of.weights()[i] * (1 - w.cells[lost][i]); // w e^{−u}
                double u = beta * relative * change;
                betaBar += left * relative * change * (p - q * relative * change);
                relativeBar += left * change * (p * beta + q * (1 - u));
                of.addChangeBar(w, i, left * relative * (p * beta + q * (1 - u)));
            }
            of.addRelativeBar(w, g, relative, relativeBar);
        }
        w.thetaBar[of.coefficient()] += betaBar;
    }

    /** ∂R/∂β = Σ w e_g Δh e^{−β e_g Δh}, with what {@link #forward} left. */
    private double slope(Workspace w) {
        double slope = 0;
        for (int g = 0; g < of.blocks(); g++) {
            double sum = 0;
            for (int i = of.start(g); i < of.start(g + 1); i++) {
                sum = Math.fma(of.weights()[i] * of.change(w, i), 1 - w.cells[lost][i], sum);
            }
            slope += of.relative(w.theta, g) * sum;
        }
        return slope;
    }

    /**
     * The coefficient where R is given instead, as in a draw from the prior; NaN where none gives
     * it.
     */
    void derive(Workspace w) {
        double wanted = w.theta[of.parameter()];
        double low = LOWEST_LOG_COEFFICIENT;
        double high = HIGHEST_LOG_COEFFICIENT;
        boolean reached = at(w, Kernels.exp(low)) <= wanted && at(w, Kernels.exp(high)) > wanted;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = 0.5 * (low + high);
            if (at(w, Kernels.exp(middle)) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        w.theta[of.coefficient()] = reached ? Kernels.exp(0.5 * (low + high)) : Double.NaN;
    }
}
