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
 * @param values slots of v_k, written
 */
record HierarchicalCoefficients(
        boolean positive,
        boolean logged,
        int base,
        int scale,
        SlotRange raw,
        SlotRange coordinates,
        SlotRange values)
        implements Term {

    @Override
    public Scope scope() {
        return Scope.PARAMETERS;
    }

    /** Whether the c_k are what is sampled. */
    boolean isCentred() {
        return !coordinates.equals(raw);
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
        double[] theta = w.theta;
        double b = base(theta);
        double tau = theta[scale];
        coordinates.copy(theta, raw, theta);
        for (int i = raw.from(); i < raw.to(); i++) {
            theta[i] = (theta[i] - b) / tau;
        }
        coordinates.copy(theta, values, theta);
        if (positive) {
            Kernels.exp(theta, theta, values.from(), values.to());
        }
        w.logDensity -= raw.size() * Kernels.log(tau);
    }

    /**
     * The values from b, τ and z, as in a draw from the prior.
     *
     * @param theta natural parameters by slot; the v_k are modified
     */
    void derive(double[] theta) {
        double b = base(theta);
        double tau = theta[scale];
        raw.copy(theta, values, theta);
        for (int i = values.from(); i < values.to(); i++) {
            theta[i] = Math.fma(tau, theta[i], b);
        }
        if (positive) {
            Kernels.exp(theta, theta, values.from(), values.to());
        }
    }

    @Override
    public void backward(Workspace w) {
        double baseBar = isCentred() ? backwardCentred(w) : backwardNonCentred(w);
        w.thetaBar[base] += logged ? baseBar / w.theta[base] : baseBar;
    }

    private double backwardNonCentred(Workspace w) {
        double[] bar = locationBar(w, raw);
        w.thetaBar[scale] += Kernels.dot(bar, w.theta, raw.from(), raw.to());
        Kernels.axpy(w.theta[scale], bar, w.thetaBar, raw.from(), raw.to());
        return Kernels.sum(bar, raw.from(), raw.to());
    }

    /** ∂z/∂c = 1/τ, ∂z/∂b = −1/τ, ∂z/∂τ = −z/τ. */
    private double backwardCentred(Workspace w) {
        double tau = w.theta[scale];
        double[] own = locationBar(w, coordinates);
        Kernels.axpy(1, own, w.thetaBar, coordinates.from(), coordinates.to());
        double[] bar = w.slotScratch;
        raw.copy(w.thetaBar, coordinates, bar);
        Kernels.axpy(1 / tau, bar, w.thetaBar, coordinates.from(), coordinates.to());
        double product = Kernels.dot(w.thetaBar, w.theta, raw.from(), raw.to());
        w.thetaBar[scale] -= (raw.size() + product) / tau;
        return -Kernels.sum(w.thetaBar, raw.from(), raw.to()) / tau;
    }

    /** Adjoints of the b + τ z_k that the values come from, at other slots of the scratch array. */
    private double[] locationBar(Workspace w, SlotRange at) {
        double[] bar = w.slotScratch;
        if (positive) {
            Kernels.multiply(w.thetaBar, w.theta, bar, values.from(), values.to());
            values.copy(bar, at, bar);
        } else {
            values.copy(w.thetaBar, at, bar);
        }
        return bar;
    }
}
