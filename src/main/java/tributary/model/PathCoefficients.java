package tributary.model;

import tributary.math.Kernels;

/**
 * Coefficients of a pooled group of paths, non-centred (model.md §6): ln β_k = μ + τ z_k where they
 * are positive, β_k = μ + τ z_k where they are signed, z_k ~ Normal(0, 1).
 *
 * @param location slot of μ
 * @param scale slot of τ
 * @param raw slots of z_k
 * @param coefficients slots of β_k, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record PathCoefficients(boolean positive, int location, int scale, int[] raw, int[] coefficients)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double mu = w.theta[location];
        double tau = w.theta[scale];
        for (int k = 0; k < raw.length; k++) {
            double value = Math.fma(tau, w.theta[raw[k]], mu);
            w.theta[coefficients[k]] = positive ? Kernels.exp(value) : value;
        }
    }

    @Override
    public void backward(Workspace w) {
        double tau = w.theta[scale];
        for (int k = 0; k < raw.length; k++) {
            double bar = w.thetaBar[coefficients[k]];
            if (positive) {
                bar *= w.theta[coefficients[k]];
            }
            w.thetaBar[location] += bar;
            w.thetaBar[scale] += bar * w.theta[raw[k]];
            w.thetaBar[raw[k]] += bar * tau;
        }
    }
}
