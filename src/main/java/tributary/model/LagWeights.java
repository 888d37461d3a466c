package tributary.model;

import tributary.math.Kernels;

/**
 * Form of a windowed adstock: the logarithms v_l of its weights for lags l = 0..L, up to a constant
 * (model.md §3).
 *
 * <p>{@link AdstockWeights} turns them into weights that sum to one. λ is kept off 0 by a bound so
 * small that its weights are those of the limit.
 */
sealed interface LagWeights {
    /** Below it all forms are at their limit, and 1/λ² is still finite. */
    double SMALLEST_DECAY = 1e-150;

    /** Last lag, L. */
    int lags();

    /**
     * Log weights.
     *
     * @param theta natural parameters by slot; not modified
     * @param v overwritten from {@code first} to {@code first + lags}, all finite
     */
    void logWeights(double[] theta, double[] v, int first);

    /**
     * Adds Σ_l v̄_l ∂v_l/∂θ to the adjoints of the parameters.
     *
     * @param vBar v̄_l from {@code first} on, which sum to 0
     */
    void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar);

    private static double bounded(double lambda) {
        return Math.max(lambda, SMALLEST_DECAY);
    }

    /** w_l ∝ λ^l. */
    record Geometric(int lags, int decay) implements LagWeights {
        @Override
        public void logWeights(double[] theta, double[] v, int first) {
            double log = Kernels.log(bounded(theta[decay]));
            for (int l = 0; l <= lags; l++) {
                v[first + l] = l * log;
            }
        }

        @Override
        public void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar) {
            double lambda = bounded(theta[decay]);
            double sum = 0;
            for (int l = 1; l <= lags; l++) {
                sum = Math.fma(vBar[first + l], l / lambda, sum);
            }
            thetaBar[decay] += sum;
        }
    }

    /** w_l ∝ λ^((l − θ)²), θ the peak in weeks. */
    record Delayed(int lags, int decay, int peak) implements LagWeights {
        @Override
        public void logWeights(double[] theta, double[] v, int first) {
            double log = Kernels.log(bounded(theta[decay]));
            for (int l = 0; l <= lags; l++) {
                double distance = l - theta[peak];
                v[first + l] = distance * distance * log;
            }
        }

        /** As Σ v̄_l = 0, (l−θ)² may be written less θ²: l (l − 2θ). */
        @Override
        public void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar) {
            double lambda = bounded(theta[decay]);
            double decayBar = 0;
            double lagBar = 0;
            for (int l = 1; l <= lags; l++) {
                decayBar = Math.fma(vBar[first + l], l * (l - 2 * theta[peak]) / lambda, decayBar);
                lagBar = Math.fma(vBar[first + l], l, lagBar);
            }
            thetaBar[decay] += decayBar;
            thetaBar[peak] -= 2 * Kernels.log(lambda) * lagBar;
        }
    }

    /** w_l ∝ (1 − l/(L+1))^(1/λ − 1), Meridian's form. */
    record Binomial(int lags, int decay) implements LagWeights {
        private double log(int l) {
            return Kernels.log1p(-(double) l / (lags + 1));
        }

        @Override
        public void logWeights(double[] theta, double[] v, int first) {
            double exponent = 1 / bounded(theta[decay]) - 1;
            for (int l = 0; l <= lags; l++) {
                v[first + l] = exponent * log(l);
            }
        }

        @Override
        public void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar) {
            double lambda = bounded(theta[decay]);
            double sum = 0;
            for (int l = 1; l <= lags; l++) {
                sum = Math.fma(vBar[first + l], log(l), sum);
            }
            thetaBar[decay] -= sum / (lambda * lambda);
        }
    }

    /**
     * Robyn's Weibull survival form: w_0 = 1, w_l = Π_{k=1..l} (1 − F(k)) with 1 − F(k) =
     * exp(−(k/σ)^κ), σ = 1 + L · decay weeks.
     */
    record WeibullCdf(int lags, int decay, int shape) implements LagWeights {
        @Override
        public void logWeights(double[] theta, double[] v, int first) {
            double scale = weibullScale(theta[decay], lags);
            double sum = 0;
            v[first] = 0;
            for (int k = 1; k <= lags; k++) {
                sum += power(Kernels.log(k / scale), theta[shape]);
                v[first + k] = -sum;
            }
        }

        @Override
        public void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar) {
            double scale = weibullScale(theta[decay], lags);
            double kappa = theta[shape];
            double powers = 0; // Σ_{k ≤ l} (k/σ)^κ
            double slopes = 0; // its derivative for κ
            double decayBar = 0;
            double shapeBar = 0;
            for (int k = 1; k <= lags; k++) {
                double log = Kernels.log(k / scale);
                double power = power(log, kappa);
                powers += power;
                slopes = Math.fma(power, log, slopes);
                decayBar = Math.fma(vBar[first + k], powers, decayBar);
                shapeBar = Math.fma(vBar[first + k], slopes, shapeBar);
            }
            thetaBar[decay] += decayBar * kappa / scale * lags;
            thetaBar[shape] -= shapeBar;
        }
    }

    /**
     * Robyn's Weibull density form: w_l ∝ x^(κ−1) exp(−x^κ), x = (l + 1)/σ, σ = 1 + L · decay
     * weeks.
     */
    record WeibullPdf(int lags, int decay, int shape) implements LagWeights {
        @Override
        public void logWeights(double[] theta, double[] v, int first) {
            double scale = weibullScale(theta[decay], lags);
            double kappa = theta[shape];
            for (int l = 0; l <= lags; l++) {
                double log = Kernels.log((l + 1) / scale);
                v[first + l] = (kappa - 1) * log - power(log, kappa);
            }
        }

        /** The −(κ − 1)/σ that all lags share drops out of ∂v/∂σ. */
        @Override
        public void addGradient(double[] theta, double[] vBar, int first, double[] thetaBar) {
            double scale = weibullScale(theta[decay], lags);
            double kappa = theta[shape];
            double decayBar = 0;
            double shapeBar = 0;
            for (int l = 0; l <= lags; l++) {
                double log = Kernels.log((l + 1) / scale);
                double power = power(log, kappa);
                decayBar = Math.fma(vBar[first + l], power, decayBar);
                shapeBar = Math.fma(vBar[first + l], log - power * log, shapeBar);
            }
            thetaBar[decay] += decayBar * kappa / scale * lags;
            thetaBar[shape] += shapeBar;
        }
    }

    /** Quantile of the window 1..L+1 at which Robyn sets the Weibull scale, in weeks. */
    private static double weibullScale(double quantile, int lags) {
        return Math.fma(lags, quantile, 1);
    }

    /** e^(κ log), bounded where its weight is 0 anyhow, so that it stays finite. */
    private static double power(double log, double kappa) {
        return Kernels.exp(Math.min(kappa * log, 300));
    }
}
