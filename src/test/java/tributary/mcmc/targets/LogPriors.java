package tributary.mcmc.targets;

/** Log densities of one parameter x[i], up to a constant; each adds its slope to gradient[i]. */
final class LogPriors {
    private LogPriors() {}

    /** Normal, also the half-normal and (with an infinite sd) the flat prior. */
    static double normal(double[] x, int i, double mean, double sd, double[] gradient) {
        double z = (x[i] - mean) / sd;
        gradient[i] -= z / sd;
        return -0.5 * z * z;
    }

    /** Half-Cauchy C⁺(0, scale). */
    static double halfCauchy(double[] x, int i, double scale, double[] gradient) {
        double square = x[i] * x[i] + scale * scale;
        gradient[i] -= 2 * x[i] / square;
        return -StrictMath.log(square);
    }

    /** Gamma with shape a and rate b. */
    static double gamma(double[] x, int i, double a, double b, double[] gradient) {
        gradient[i] += (a - 1) / x[i] - b;
        return (a - 1) * StrictMath.log(x[i]) - b * x[i];
    }

    static double beta(double[] x, int i, double a, double b, double[] gradient) {
        gradient[i] += (a - 1) / x[i] - (b - 1) / (1 - x[i]);
        return (a - 1) * StrictMath.log(x[i]) + (b - 1) * StrictMath.log1p(-x[i]);
    }
}
