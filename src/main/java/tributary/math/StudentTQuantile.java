package tributary.math;

/** Quantile of Student's t from its log probability, by Newton steps on {@link StudentTCdf}. */
final class StudentTQuantile {
    private StudentTQuantile() {}

    private static final double LN_HALF = -0.6931471805599453;

    /** A few suffice; the limit is for arguments out of all range. */
    private static final int MOST_STEPS = 20;

    /** The z with T_ν(z) = u T_ν(bound). */
    static double truncatedBelow(double u, double nu, double bound) {
        if (!(u >= 0 && u <= 1)) {
            return Double.NaN;
        }
        double[] scratch = new double[3];
        StudentTCdf.logCdf(bound, nu, scratch);
        double z = quantileOfLog(Elementary.log(u) + scratch[0], nu, scratch);
        return Math.min(z, bound);
    }

    /** The z with ln T_ν(z) = logP. */
    static double quantileOfLog(double logP, double nu, double[] scratch) {
        if (nu == Double.POSITIVE_INFINITY || !(logP > Double.NEGATIVE_INFINITY && logP < 0)) {
            return NormalQuantile.quantileOfLog(logP);
        }
        return logP > LN_HALF
                ? distance(Elementary.log(-Elementary.expm1(logP)), nu, scratch)
                : -distance(logP, nu, scratch);
    }

    /**
     * The z ≥ 0 with ln T_ν(−z) = logP ≤ ln ½. The steps are in v = √(ν ln(1 + z²/ν)), in which the
     * tail is nearly normal (Wallace 1959, whose approximation is the start).
     */
    private static double distance(double logP, double nu, double[] scratch) {
        double start = (8 * nu + 3) / (8 * nu + 1);
        double v = Math.max(-NormalQuantile.quantileOfLog(logP) * start, 0);
        for (int i = 0; i < MOST_STEPS; i++) {
            double z = fromNormalised(v, nu);
            StudentTCdf.logCdf(-z, nu, scratch);
            double slope = scratch[1] * (z > 0 ? v / z * (1 + z / nu * z) : 1);
            double step = (scratch[0] - logP) / slope;
            v = Math.max(v + step, 0);
            if (!(Math.abs(step) > 0x1p-30 * v)) { // what is left is of the order of its square
                break;
            }
        }
        return fromNormalised(v, nu);
    }

    private static double fromNormalised(double v, double nu) {
        return Math.sqrt(nu * Elementary.expm1(v * v / nu));
    }
}
