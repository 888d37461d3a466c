package tributary.math;

/**
 * Log density of the negative binomial with mean μ and variance μ + a μ², with its derivatives.
 *
 * <p>With r = 1/a, u = y − μ and q = 1/(1 + a y), for y ≥ 1,
 *
 * <pre>
 *   ln p = r ln((1 + a y)/(1 + a μ)) − y ln((y/μ) (1 + a μ)/(1 + a y)) − ½ ln(2π y (1 + a y))
 *          + R(a q) − R(a) − R(1/y)
 * </pre>
 *
 * R(1/x) being what ln Γ(x) exceeds Stirling's formula by: Loader's (2000) saddle-point form, in
 * which neither large counts nor a → 0, the Poisson limit, cancel.
 */
final class NegativeBinomial {
    private NegativeBinomial() {}

    /**
     * ln p(y).
     *
     * @param y count ≥ 0
     * @param mean μ > 0
     * @param dispersion a ≥ 0
     */
    static double logDensity(double y, double mean, double dispersion) {
        double spread = Math.fma(dispersion, mean, 1);
        double w = (y - mean) / spread; // (1 + a y)/(1 + a μ) = 1 + a w
        double x = dispersion * w;
        double gamma = x == 0 ? w : w * (logOfOnePlus(x, dispersion * y, dispersion * mean) / x);
        if (y == 0) {
            return gamma;
        }
        double count = Math.fma(dispersion, y, 1);
        double excess = (y - mean) / (mean * count);
        double log =
                excess > -0.5 && excess < 1
                        ? Elementary.log1p(excess)
                        : Elementary.log(y / mean)
                                + Elementary.log1p(dispersion * mean)
                                - Elementary.log1p(dispersion * y);
        return gamma
                - y * log
                - 0.5 * Elementary.log(y * count)
                - SpecialFunctions.HALF_LN_2PI
                + SpecialFunctions.stirlingRemainder(dispersion / count)
                - SpecialFunctions.stirlingRemainder(dispersion)
                - SpecialFunctions.stirlingRemainder(1 / y);
    }

    /**
     * out = {∂/∂ ln μ, ∂/∂a} = {w, w² (x − ln(1 + x))/x² − ½ y q − q² S(a q) + S(a)}, w = u/(1 + a
     * μ), x = a w, S(1/x) = x² (ψ(x) − ln x + 1/(2x)).
     */
    static void score(double y, double mean, double dispersion, double[] out) {
        double w = (y - mean) / Math.fma(dispersion, mean, 1);
        double x = dispersion * w;
        out[0] = w;
        if (Math.abs(x) < 0.25) {
            out[1] = w * w * (x == 0 ? 0.5 : Elementary.excessOfLog1p(x) / (x * x));
        } else {
            double log = logOfOnePlus(x, dispersion * y, dispersion * mean);
            out[1] = (x - log) / dispersion / dispersion;
        }
        if (y > 0) {
            double q = 1 / Math.fma(dispersion, y, 1);
            out[1] +=
                    SpecialFunctions.scaledDigammaRemainder(dispersion)
                            - q * q * SpecialFunctions.scaledDigammaRemainder(dispersion * q)
                            - 0.5 * y * q;
        }
    }

    /** ln((1 + ay)/(1 + aμ)), which is ln(1 + x). */
    private static double logOfOnePlus(double x, double ay, double am) {
        return x > -0.5 && x < 1
                ? Elementary.log1p(x)
                : Elementary.log1p(ay) - Elementary.log1p(am);
    }
}
