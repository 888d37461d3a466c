package tributary.model;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

import java.util.OptionalDouble;

/**
 * Gaussian copula of model.md §8 by its definition: normal scores by quantiles of distribution
 * functions, the bivariate normal by Simpson's rule.
 */
final class PlainCopula {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private PlainCopula() {}

    /** Φ⁻¹(T_ν(x)), or x itself. */
    static double score(double x, OptionalDouble nu) {
        if (nu.isEmpty() || Double.isInfinite(x)) {
            return x;
        }
        double tail = TDistribution.of(nu.getAsDouble()).cumulativeProbability(-Math.abs(x));
        return Math.copySign(NORMAL.inverseCumulativeProbability(tail), x);
    }

    /** ln of what multiplies two margins; a censored one has the score of its bound. */
    static double logWeight(double a, boolean aCensored, double b, boolean bCensored, double rho) {
        double kappa = Math.sqrt(1 - rho * rho);
        if (aCensored && bCensored) {
            if (Double.isInfinite(a) || Double.isInfinite(b)) {
                return 0;
            }
            return logJoint(a, b, rho) - logCdf(a) - logCdf(b);
        }
        if (aCensored) {
            return Double.isInfinite(a) ? 0 : logCdf((a - rho * b) / kappa) - logCdf(a);
        }
        if (bCensored) {
            return logWeight(b, true, a, false, rho);
        }
        double square = rho * rho * (a * a + b * b) - 2 * rho * a * b;
        return -StrictMath.log(kappa) - square / (2 * kappa * kappa);
    }

    static double logCdf(double z) {
        return z > 0
                ? StrictMath.log1p(-NORMAL.survivalProbability(z))
                : StrictMath.log(Erfcx.value(-z / Math.sqrt(2)) / 2) - z * z / 2;
    }

    /** ln ∫ φ(z) Φ((b − ρ z)/κ) dz over z < a. */
    static double logJoint(double a, double b, double rho) {
        double low = Math.min(Math.min(a, b), 0) - 13;
        double high = Math.min(a, 13);
        int n = 20_000;
        double[] log = new double[n + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= n; i++) {
            double z = low + (high - low) * i / n;
            log[i] = -z * z / 2 + logCdf((b - rho * z) / Math.sqrt(1 - rho * rho));
            largest = Math.max(largest, log[i]);
        }
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            sum += StrictMath.exp(log[i] - largest) * (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4);
        }
        double integral = sum * (high - low) / n / 3;
        return StrictMath.log(integral) + largest - 0.5 * StrictMath.log(2 * Math.PI);
    }
}
