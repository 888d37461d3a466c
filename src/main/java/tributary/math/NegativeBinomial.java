package tributary.math;

/**
 * Log density of the negative binomial with mean μ and variance μ + a μ², with its derivatives.
 *
 * <p>With u = y − μ, w = u/(1 + a μ), x = a w and e = u/(μ (1 + a y)), for y ≥ 1,
 *
 * <pre>
 *   ln p = ln(1 + x)/a − y ln(1 + e) − ½ ln(2π y (1 + a y)) + R(a/(1 + a y)) − R(a) − R(1/y),
 * </pre>
 *
 * R(1/x) being what ln Γ(x) exceeds Stirling's formula by: Loader's (2000) saddle-point form. With
 * E(x) = x − ln(1 + x) its first two terms are y E(e) − E(x)/a − e w, so that near the mean neither
 * large counts cancel nor a → 0, the Poisson limit.
 */
final class NegativeBinomial {
    private NegativeBinomial() {}

    /** Below it E(x) is x²/2. */
    private static final double TINY = 0x1p-60;

    /**
     * ln p(y).
     *
     * @param y count ≥ 0
     * @param mean μ > 0
     * @param dispersion a ≥ 0
     */
    static double logDensity(double y, double mean, double dispersion) {
        double w = (y - mean) / Math.fma(dispersion, mean, 1);
        double x = dispersion * w;
        if (y == 0) {
            return x == 0 ? w : w * (logOfOnePlus(x, dispersion * y, dispersion * mean) / x);
        }
        double count = Math.fma(dispersion, y, 1);
        double e = (y - mean) / (mean * count);
        return deviance(y, mean, dispersion, e)
                - 0.5 * Elementary.log(y * count)
                - SpecialFunctions.HALF_LN_2PI
                + SpecialFunctions.stirlingRemainder(dispersion / count)
                - SpecialFunctions.stirlingRemainder(dispersion)
                - SpecialFunctions.stirlingRemainder(1 / y);
    }

    /** ln(1 + x)/a − y ln(1 + e) for y ≥ 1. */
    private static double deviance(double y, double mean, double a, double e) {
        double w = (y - mean) / Math.fma(a, mean, 1);
        double x = a * w;
        if (e > -0.29 && e < 0.41) {
            double scaled = x == 0 ? 0 : w * (excess(x, a * y, a * mean) / x);
            return y * Elementary.excessOfLog1p(e) - scaled - e * w;
        }
        double gamma = x == 0 ? w : w * (logOfOnePlus(x, a * y, a * mean) / x);
        double log = Elementary.log(y / mean) + Elementary.log1p(a * mean);
        return gamma - y * (log - Elementary.log1p(a * y));
    }

    /**
     * out = {∂/∂ ln μ, ∂/∂a} = {w, w² E(x)/x² − ½ y q − q² S(a q) + S(a)}, q = 1/(1 + a y), S(1/x)
     * = x² (ψ(x) − ln x + 1/(2x)).
     */
    static void score(double y, double mean, double dispersion, double[] out) {
        double w = (y - mean) / Math.fma(dispersion, mean, 1);
        double x = dispersion * w;
        out[0] = w;
        double ratio = excess(x, dispersion * y, dispersion * mean) / (x * x);
        out[1] = w * w * (Math.abs(x) < TINY ? 0.5 : ratio);
        if (y > 0) {
            double q = 1 / Math.fma(dispersion, y, 1);
            out[1] +=
                    SpecialFunctions.scaledDigammaRemainder(dispersion)
                            - q * q * SpecialFunctions.scaledDigammaRemainder(dispersion * q)
                            - 0.5 * y * q;
        }
    }

    /** E(x). */
    private static double excess(double x, double ay, double am) {
        return x > -0.29 && x < 0.41 ? Elementary.excessOfLog1p(x) : x - logOfOnePlus(x, ay, am);
    }

    /** ln((1 + ay)/(1 + aμ)), which is ln(1 + x). */
    private static double logOfOnePlus(double x, double ay, double am) {
        return x > -0.5 && x < 1
                ? Elementary.log1p(x)
                : Elementary.log1p(ay) - Elementary.log1p(am);
    }
}
