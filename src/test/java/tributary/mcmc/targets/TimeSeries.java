package tributary.mcmc.targets;

import static tributary.mcmc.targets.Constraint.POSITIVE;
import static tributary.mcmc.targets.Constraint.REAL;
import static tributary.mcmc.targets.Constraint.REST_OF_PREVIOUS;
import static tributary.mcmc.targets.Constraint.UNIT_INTERVAL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Autoregression, ARMA(1, 1) and GARCH(1, 1) as in posteriordb. */
final class TimeSeries {
    private TimeSeries() {}

    /** AR(K) given the first K values: parameters (α, β₁..β_K, σ). */
    static Target autoregression(String name, double[] y, int order) {
        List<String> names = new ArrayList<>(List.of("alpha"));
        for (int k = 1; k <= order; k++) {
            names.add("beta[" + k + "]");
        }
        names.add("sigma");
        List<Constraint> constraints = new ArrayList<>(Collections.nCopies(order + 1, REAL));
        constraints.add(POSITIVE);
        ParameterDensity density =
                (x, g) -> {
                    double sigma = x[order + 1];
                    double lp = LogPriors.halfCauchy(x, order + 1, 2.5, g);
                    for (int k = 0; k <= order; k++) {
                        lp += LogPriors.normal(x, k, 0, 10, g);
                    }
                    for (int t = order; t < y.length; t++) {
                        double residual = y[t] - x[0];
                        for (int k = 1; k <= order; k++) {
                            residual -= x[k] * y[t - k];
                        }
                        double z = residual / sigma;
                        lp -= 0.5 * z * z;
                        g[0] += z / sigma;
                        for (int k = 1; k <= order; k++) {
                            g[k] += z / sigma * y[t - k];
                        }
                        g[order + 1] += (z * z - 1) / sigma;
                    }
                    return lp - (y.length - order) * StrictMath.log(sigma);
                };
        return Constrained.target(name, names, constraints, () -> density);
    }

    /** ARMA(1, 1), the error before the first value 0: parameters (μ, φ, θ, σ). */
    static Target arma11(String name, double[] y) {
        ParameterDensity density =
                (x, g) -> {
                    double mu = x[0];
                    double phi = x[1];
                    double theta = x[2];
                    double sigma = x[3];
                    double lp =
                            LogPriors.normal(x, 0, 0, 10, g)
                                    + LogPriors.normal(x, 1, 0, 2, g)
                                    + LogPriors.normal(x, 2, 0, 2, g)
                                    + LogPriors.halfCauchy(x, 3, 2.5, g);
                    double error = 0;
                    double inMu = 0; // ∂ error / ∂μ, and so on
                    double inPhi = 0;
                    double inTheta = 0;
                    for (int t = 0; t < y.length; t++) {
                        double before = t == 0 ? mu : y[t - 1];
                        inMu = -1 - (t == 0 ? phi : 0) - theta * inMu;
                        inPhi = -before - theta * inPhi;
                        inTheta = -error - theta * inTheta;
                        error = y[t] - (mu + phi * before + theta * error);
                        double z = error / sigma;
                        lp -= 0.5 * z * z;
                        g[0] -= z / sigma * inMu;
                        g[1] -= z / sigma * inPhi;
                        g[2] -= z / sigma * inTheta;
                        g[3] += (z * z - 1) / sigma;
                    }
                    return lp - y.length * StrictMath.log(sigma);
                };
        return Constrained.target(
                name,
                List.of("mu", "phi", "theta", "sigma"),
                List.of(REAL, REAL, REAL, POSITIVE),
                () -> density);
    }

    /** GARCH(1, 1) with flat priors: parameters (μ, α₀, α₁, β₁). */
    static Target garch11(String name, double[] y, double firstSigma) {
        return Constrained.target(
                name,
                List.of("mu", "alpha0", "alpha1", "beta1"),
                List.of(REAL, POSITIVE, UNIT_INTERVAL, REST_OF_PREVIOUS),
                () -> new Garch(y, firstSigma));
    }

    private static final class Garch implements ParameterDensity {
        private final double[] y;
        private final double firstSigma;

        /** ∂ variance / ∂ (μ, α₀, α₁, β₁). */
        private final double[] slope = new double[4];

        Garch(double[] y, double firstSigma) {
            this.y = y;
            this.firstSigma = firstSigma;
        }

        @Override
        public double logDensity(double[] x, double[] g) {
            double variance = firstSigma * firstSigma;
            Arrays.fill(slope, 0);
            double lp = 0;
            for (int t = 0; t < y.length; t++) {
                if (t > 0) {
                    double before = y[t - 1] - x[0];
                    slope[0] = -2 * x[2] * before + x[3] * slope[0];
                    slope[1] = 1 + x[3] * slope[1];
                    slope[2] = before * before + x[3] * slope[2];
                    slope[3] = variance + x[3] * slope[3];
                    variance = x[1] + x[2] * before * before + x[3] * variance;
                }
                double residual = y[t] - x[0];
                double squared = residual * residual / variance;
                lp -= 0.5 * (StrictMath.log(variance) + squared);
                g[0] += residual / variance;
                for (int k = 0; k < 4; k++) {
                    g[k] += 0.5 * (squared - 1) / variance * slope[k];
                }
            }
            return lp;
        }
    }
}
