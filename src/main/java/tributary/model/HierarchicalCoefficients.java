package tributary.model;

import tributary.math.Kernels;

/**
 * Values that vary around a common one (model.md §6): v_k = b + τ z_k, or v_k = exp(b + τ z_k)
 * where they are positive, z_k ~ Normal(0, 1).
 *
 * <p>Non-centred, the z_k are what is sampled. Centred, it is c_k = b + τ z_k: then z_k = (c_k −
 * b)/τ, which adds −ln τ each to the log density; the prior stays that of z_k.
 *
 * @param positive whether the values are
 * @param logged whether b is the logarithm of what stands in {@code base}
 * @param base slot of b, or of e^b
 * @param scale slot of τ
 * @param raw slots of z_k, written where centred
 * @param coordinates slots of c_k; the same as {@code raw} where not centred
 * @param values slots of v_k, written; may be the {@code coordinates} where centred and not
 *     positive
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record HierarchicalCoefficients(
        boolean positive,
        boolean logged,
        int base,
        int scale,
        int[] raw,
        int[] coordinates,
        int[] values)
        implements Term {

    private boolean isCentred() {
        return coordinates != raw;
    }

    private double base(double[] theta) {
        return logged ? Kernels.log(theta[base]) : theta[base];
    }

    @Override
    public void forward(Workspace w) {
        if (!isCentred()) {
            derive(w.theta);
            return;
        }
        double b = base(w.theta);
        double tau = w.theta[scale];
        for (int k = 0; k < raw.length; k++) {
            double c = w.theta[coordinates[k]];
            w.theta[raw[k]] = (c - b) / tau;
            w.theta[values[k]] = positive ? Kernels.exp(c) : c;
        }
        w.logDensity -= raw.length * Kernels.log(tau);
    }

    /**
     * The values from b, τ and z, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the v_k are modified
     */
    void derive(double[] theta) {
        double b = base(theta);
        for (int k = 0; k < raw.length; k++) {
            double value = Math.fma(theta[scale], theta[raw[k]], b);
            theta[values[k]] = positive ? Kernels.exp(value) : value;
        }
    }

    @Override
    public void backward(Workspace w) {
        double baseBar = isCentred() ? backwardCentred(w) : backwardNonCentred(w);
        w.thetaBar[base] += logged ? baseBar / w.theta[base] : baseBar;
    }

    private double backwardNonCentred(Workspace w) {
        double baseBar = 0;
        for (int k = 0; k < raw.length; k++) {
            double bar = w.thetaBar[values[k]] * (positive ? w.theta[values[k]] : 1);
            baseBar += bar;
            w.thetaBar[scale] += bar * w.theta[raw[k]];
            w.thetaBar[raw[k]] += bar * w.theta[scale];
        }
        return baseBar;
    }

    /** ∂z/∂c = 1/τ, ∂z/∂b = −1/τ, ∂z/∂τ = −z/τ. */
    private double backwardCentred(Workspace w) {
        double tau = w.theta[scale];
        double baseBar = 0;
        double scaleBar = -raw.length;
        for (int k = 0; k < raw.length; k++) {
            double bar = w.thetaBar[raw[k]];
            baseBar -= bar;
            scaleBar -= bar * w.theta[raw[k]];
            double own = values[k] == coordinates[k] ? 0 : w.thetaBar[values[k]];
            w.thetaBar[coordinates[k]] += bar / tau + (positive ? own * w.theta[values[k]] : own);
        }
        w.thetaBar[scale] += scaleBar / tau;
        return baseBar / tau;
    }
}
