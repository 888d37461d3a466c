package tributary.model;

import tributary.math.Kernels;

/**
 * What a Gaussian copula with correlation ρ adds to the log likelihoods of two margins (model.md
 * §8), by their normal scores a and b; of a censored margin the score is that of its bound.
 *
 * <p>With κ = √(1 − ρ²): neither censored, ln c = −ln κ − (ρ² (a² + b²) − 2ρab)/(2κ²); a censored,
 * ln Φ((a − ρb)/κ) − ln Φ(a); both, ln Φ₂(a, b; ρ) − ln Φ(a) − ln Φ(b). A bound of ∞ adds 0.
 */
final class GaussianCopula {
    private GaussianCopula() {}

    private static double kappa(double rho) {
        return Math.sqrt((1 - rho) * (1 + rho));
    }

    /** ln of what the copula multiplies two margins by. */
    static double logWeight(boolean aCensored, boolean bCensored, double a, double b, double rho) {
        return aCensored && bCensored
                ? bothCensored(a, b, Kernels.logBivariateNormalCdf(a, b, rho))
                : oneObserved(aCensored, bCensored, a, b, rho);
    }

    /** As above, where one is observed at least. */
    static double oneObserved(
            boolean aCensored, boolean bCensored, double a, double b, double rho) {
        return aCensored
                ? censored(a, b, rho)
                : bCensored ? censored(b, a, rho) : observed(a, b, rho);
    }

    /** Neither is censored. */
    static double observed(double a, double b, double rho) {
        double kappa = kappa(rho);
        double d = (a - rho * b) / kappa; // ρ² (a² + b²) − 2ρab = κ² (d² − a²)
        return -Kernels.log(kappa) - 0.5 * (d - a) * (d + a);
    }

    /** out = {∂/∂a, ∂/∂b, ∂/∂ρ} of {@link #observed}. */
    static void observedScore(double a, double b, double rho, double[] out) {
        double square = (1 - rho) * (1 + rho);
        double d = (a - rho * b) / square;
        double e = (b - rho * a) / square;
        out[0] = a - d;
        out[1] = b - e;
        out[2] = rho / square + d * e;
    }

    /** The first is censored, the second is not. */
    static double censored(double a, double b, double rho) {
        return a == Double.POSITIVE_INFINITY
                ? 0
                : Kernels.logNormalCdf((a - rho * b) / kappa(rho)) - Kernels.logNormalCdf(a);
    }

    /** out = {∂/∂a, ∂/∂b, ∂/∂ρ} of {@link #censored}. */
    static void censoredScore(double a, double b, double rho, double[] out) {
        if (a == Double.POSITIVE_INFINITY) {
            out[0] = 0;
            out[1] = 0;
            out[2] = 0;
            return;
        }
        double kappa = kappa(rho);
        double u = (a - rho * b) / kappa;
        double slope = Kernels.inverseMills(u) / kappa;
        out[0] = slope - Kernels.inverseMills(a);
        out[1] = -rho * slope;
        out[2] = slope * (rho * u / kappa - b);
    }

    /**
     * Both are censored.
     *
     * @param logCdf ln Φ₂(a, b; ρ)
     */
    static double bothCensored(double a, double b, double logCdf) {
        return logCdf - Kernels.logNormalCdf(a) - Kernels.logNormalCdf(b);
    }

    /** out = {∂/∂a, ∂/∂b, ∂/∂ρ} of {@link #bothCensored}. */
    static void bothCensoredScore(double a, double b, double rho, double logCdf, double[] out) {
        Kernels.bivariateNormalScore(a, b, rho, logCdf, out);
        out[0] -= a == Double.POSITIVE_INFINITY ? 0 : Kernels.inverseMills(a);
        out[1] -= b == Double.POSITIVE_INFINITY ? 0 : Kernels.inverseMills(b);
    }
}
