package tributary.math;

/**
 * Quantile of the standard normal: algorithm AS 241 (PPND16) of Wichura (1988), Applied Statistics
 * 37, 477–484.
 */
final class NormalQuantile {
    private NormalQuantile() {}

    private static final double[] CENTRE_UP = {
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    };
    private static final double[] CENTRE_DOWN = {
        1,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610,
    };
    private static final double[] TAIL_UP = {
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
                3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833,
                7.74545014278341407640e-4,
    };
    private static final double[] TAIL_DOWN = {
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        0.689767334985100004550,
        0.148103976427480074590,
        0.0151986665636164571966,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    };
    private static final double[] FAR_UP = {
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
                0.296560571828504891230,
        0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5,
                2.01033439929228813265e-7,
    };
    private static final double[] FAR_DOWN = {
        1,
        0.599832206555887937690,
        0.136929880922735805310,
        0.0148753612908506148525,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
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
