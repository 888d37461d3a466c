package tributary.math;

/**
 * Quantile of the standard normal: algorithm AS 241 (PPND16) of Wichura (1988), Applied Statistics
 * 37, 477–484.
 */
final class NormalQuantile {
    private NormalQuantile() {}

    private static final double[] CENTRE_UP = {
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
    };
    private static final double[] CENTRE_DOWN = {
        1,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    };
    private static final double[] TAIL_UP = {
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    };
    private static final double[] TAIL_DOWN = {
        1,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-09,
    };
    private static final double[] FAR_UP = {
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07,
    };
    private static final double[] FAR_DOWN = {
        1,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-05,
        1.421511758316446e-07,
        2.0442631033899397e-15,
    };

    static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            return p == 0
                    ? Double.NEGATIVE_INFINITY
                    : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            return central(q);
        }
        double magnitude = tail(Math.sqrt(-Elementary.log(q < 0 ? p : 1 - p)));
        return q < 0 ? -magnitude : magnitude;
    }

    /** Quantile at probability e^logP, also where that underflows. */
    static double quantileOfLog(double logP) {
        if (!(logP > Double.NEGATIVE_INFINITY && logP < 0)) {
            return logP == 0 ? Double.POSITIVE_INFINITY : logP < 0 ? logP : Double.NaN;
        }
        double p = Elementary.exp(logP);
        if (p >= 0.075) {
            return p <= 0.925
                    ? central(p - 0.5)
                    : tail(Math.sqrt(-Elementary.log(-Elementary.expm1(logP))));
        }
        if (logP >= -700) {
            return -tail(Math.sqrt(-logP));
        }
        double x = -Math.sqrt(-2 * logP);
        for (int i = 0; i < 3; i++) { // Newton on the concave ln Φ; the start is 6 % off at most
            x -= (SpecialFunctions.logNormalCdf(x) - logP) / SpecialFunctions.inverseMills(x);
        }
        return x;
    }

    /** The z with Φ(z) = u Φ(bound). */
    static double truncatedBelow(double u, double bound) {
        if (!(u >= 0 && u <= 1)) {
            return Double.NaN;
        }
        double logP = Elementary.log(u) + SpecialFunctions.logNormalCdf(bound);
        return Math.min(quantileOfLog(logP), bound);
    }

    private static double central(double q) {
        double r = 0.180625 - q * q;
        return q * ratio(CENTRE_UP, CENTRE_DOWN, r);
    }

    /** The upper tail in r = √(−ln p). */
    private static double tail(double r) {
        return r <= 5 ? ratio(TAIL_UP, TAIL_DOWN, r - 1.6) : ratio(FAR_UP, FAR_DOWN, r - 5);
    }

    private static double ratio(double[] up, double[] down, double r) {
        double numerator = up[7];
        double denominator = down[7];
        for (int i = 6; i >= 0; i--) {
            numerator = Math.fma(numerator, r, up[i]);
            denominator = Math.fma(denominator, r, down[i]);
        }
        return numerator / denominator;
    }
}
