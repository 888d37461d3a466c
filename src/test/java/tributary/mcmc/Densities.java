package tributary.mcmc;

import tributary.math.LogDensity;

import java.util.Arrays;

/** Targets with known moments, and reference posteriors with hand-written gradients. */
final class Densities {
    private Densities() {}

    /** Independent standard normals. */
    static LogDensity normal(int dimension) {
        double[] sds = new double[dimension];
        Arrays.fill(sds, 1);
        return normalWithSds(sds);
    }

    /** Independent normals around 0. */
    static LogDensity normalWithSds(double... sds) {
        return LogDensity.of(
                sds.length,
                (q, g) -> {
                    double sum = 0;
                    for (int i = 0; i < sds.length; i++) {
                        g[i] = -q[i] / (sds[i] * sds[i]);
                        sum += 0.5 * q[i] * g[i];
                    }
                    return sum;
                });
    }

    /** Stationary AR(1) of unit variance: correlation {@code rho} between neighbours. */
    static LogDensity chainNormal(int dimension, double rho) {
        double precision = 1 / (1 - rho * rho);
        return LogDensity.of(
                dimension,
                (q, g) -> {
                    g[0] = -q[0];
                    double sum = -0.5 * q[0] * q[0];
                    for (int i = 1; i < dimension; i++) {
                        double innovation = q[i] - rho * q[i - 1];
                        sum -= 0.5 * innovation * innovation * precision;
                        g[i] = -innovation * precision;
                        g[i - 1] += rho * innovation * precision;
                    }
                    return sum;
                });
    }

    /** Independent Student-t variables. */
    static LogDensity studentT(int dimension, double nu) {
        return LogDensity.of(
                dimension,
                (q, g) -> {
                    double sum = 0;
                    for (int i = 0; i < dimension; i++) {
                        g[i] = -(nu + 1) * q[i] / (nu + q[i] * q[i]);
                        sum -= 0.5 * (nu + 1) * Math.log1p(q[i] * q[i] / nu);
                    }
                    return sum;
                });
    }

    /** Eight schools, non-centred: q = (z₁..z_J, μ, ln τ). */
    static LogDensity eightSchoolsNoncentered(double[] y, double[] sigma) {
        int schools = y.length;
        return LogDensity.of(
                schools + 2,
                (q, g) -> {
                    double mu = q[schools];
                    double tau = Math.exp(q[schools + 1]);
                    double lp = hyperprior(q, g, schools);
                    for (int j = 0; j < schools; j++) {
                        double residual = (y[j] - mu - tau * q[j]) / sigma[j];
                        double score = residual / sigma[j];
                        lp -= 0.5 * (residual * residual + q[j] * q[j]);
                        g[j] = tau * score - q[j];
                        g[schools] += score;
                        g[schools + 1] += tau * q[j] * score;
                    }
                    return lp;
                });
    }

    /** Eight schools, centred: q = (θ₁..θ_J, μ, ln τ); its neck defeats any fixed step size. */
    static LogDensity eightSchoolsCentered(double[] y, double[] sigma) {
        int schools = y.length;
        return LogDensity.of(
                schools + 2,
                (q, g) -> {
                    double mu = q[schools];
                    double tau = Math.exp(q[schools + 1]);
                    double lp = hyperprior(q, g, schools);
                    for (int j = 0; j < schools; j++) {
                        double residual = (y[j] - q[j]) / sigma[j];
                        double z = (q[j] - mu) / tau;
                        lp -= 0.5 * (residual * residual + z * z) + q[schools + 1];
                        g[j] = residual / sigma[j] - z / tau;
                        g[schools] += z / tau;
                        g[schools + 1] += z * z - 1;
                    }
                    return lp;
                });
    }

    /** μ ~ N(0, 5), τ ~ C⁺(0, 5), with the Jacobian of ln τ. */
    private static double hyperprior(double[] q, double[] g, int schools) {
        double mu = q[schools];
        double ratio = Math.exp(2 * q[schools + 1]) / 25;
        g[schools] = -mu / 25;
        g[schools + 1] = 1 - 2 * ratio / (1 + ratio);
        return -mu * mu / 50 - Math.log1p(ratio) + q[schools + 1];
    }

    /** AR(K): q = (α, β₁..β_K, ln σ). */
    static LogDensity autoregression(double[] y, int order) {
        return LogDensity.of(
                order + 2,
                (q, g) -> {
                    double sigma = Math.exp(q[order + 1]);
                    double ratio = sigma * sigma / 6.25;
                    double lp = -Math.log1p(ratio) + q[order + 1];
                    g[order + 1] = 1 - 2 * ratio / (1 + ratio);
                    for (int k = 0; k <= order; k++) {
                        lp -= q[k] * q[k] / 200;
                        g[k] = -q[k] / 100;
                    }
                    for (int t = order; t < y.length; t++) {
                        double residual = y[t] - q[0];
                        for (int k = 1; k <= order; k++) {
                            residual -= q[k] * y[t - k];
                        }
                        double z = residual / sigma;
                        lp -= 0.5 * z * z + q[order + 1];
                        g[0] += z / sigma;
                        for (int k = 1; k <= order; k++) {
                            g[k] += z / sigma * y[t - k];
                        }
                        g[order + 1] += z * z - 1;
                    }
                    return lp;
                });
    }

    /** GARCH(1,1): q = (μ, ln α₀, logit α₁, logit(β₁/(1 − α₁))), flat on the constrained scale. */
    static LogDensity garch(double[] y, double firstSigma) {
        return LogDensity.of(
                4,
                (q, g) -> {
                    double mu = q[0];
                    double a0 = Math.exp(q[1]);
                    double a1 = 1 / (1 + Math.exp(-q[2]));
                    double share = 1 / (1 + Math.exp(-q[3]));
                    double b1 = (1 - a1) * share;
                    // Jacobian: α₀ · α₁(1 − α₁) · (1 − α₁) share (1 − share).
                    double lp =
                            q[1]
                                    + Math.log(a1)
                                    + 2 * Math.log(1 - a1)
                                    + Math.log(share * (1 - share));
                    double variance = firstSigma * firstSigma;
                    double[] d = new double[4]; // ∂ variance / ∂ (μ, α₀, α₁, β₁)
                    double[] c = new double[4]; // ∂ lp / ∂ (μ, α₀, α₁, β₁)
                    for (int t = 0; t < y.length; t++) {
                        if (t > 0) {
                            double before = y[t - 1] - mu;
                            d[0] = -2 * a1 * before + b1 * d[0];
                            d[1] = 1 + b1 * d[1];
                            d[2] = before * before + b1 * d[2];
                            d[3] = variance + b1 * d[3];
                            variance = a0 + a1 * before * before + b1 * variance;
                        }
                        double residual = y[t] - mu;
                        double squared = residual * residual / variance;
                        lp -= 0.5 * (Math.log(variance) + squared);
                        c[0] += residual / variance;
                        for (int k = 0; k < 4; k++) {
                            c[k] += 0.5 * (squared - 1) / variance * d[k];
                        }
                    }
                    g[0] = c[0];
                    g[1] = c[1] * a0 + 1;
                    g[2] = (c[2] - c[3] * share) * a1 * (1 - a1) + 1 - 3 * a1;
                    g[3] = c[3] * (1 - a1) * share * (1 - share) + 1 - 2 * share;
                    return lp;
                });
    }
}
