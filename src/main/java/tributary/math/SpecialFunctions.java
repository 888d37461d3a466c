package tributary.math;

/** Gamma and normal functions on top of {@link Elementary}, in the same fixed-order arithmetic. */
final class SpecialFunctions {
    private SpecialFunctions() {}

    static final double HALF_LN_2PI = 0.9189385332046728;
    static final double HALF_LN_PI = 0.5723649429247001;
    static final double INV_SQRT_2PI = 0.3989422804014327;

    /** lgamma(2 + t)/t on |t| ≤ ½. */
    static final double[] LGAMMA = {
        0.42278433509846713,
        0.3224670334241132,
        -0.06735230105319814,
        0.02058080842778457,
        -0.0073855510286681535,
        0.002890510330738737,
        -0.0011927539120010226,
        0.0005096695248853096,
        -0.00022315475074520367,
        9.945750909889392e-05,
        -4.4926351103833334e-05,
        2.050726741605779e-05,
        -9.438458716242811e-06,
        4.374374916915131e-06,
        -2.0449201467015115e-06,
        9.578663334114758e-07,
        -4.303558760359961e-07,
        2.0304806751615227e-07,
        -1.3412819758517287e-07,
        6.379047507619774e-08,
    };

    /** (z + 1) M(z) in t = 1 − 10/(z + 5), M(z) = (1 − Φ(z))/φ(z) the Mills ratio. */
    static final double[] MILLS = {
        1.1568486282918946,
        -0.22948753825211288,
        0.07778159886873552,
        0.025072179301610688,
        -0.06617760077899286,
        0.0615050458410521,
        -0.03802659218777217,
        0.016348231268666205,
        -0.00420129031056989,
        1.953073725879132e-05,
        0.0004570438176714634,
        -0.0001343747675277247,
        -2.4805456554638954e-05,
        2.271119224486774e-05,
        -1.7723884564065698e-07,
        -3.2807170653007994e-06,
        3.2197834378116904e-07,
        4.97038966607778e-07,
        -6.739054656964697e-08,
        -8.253898077011689e-08,
        1.0087722389528636e-08,
        1.414559798869595e-08,
        -1.086523647354811e-09,
        -2.088583295159397e-09,
        6.31878093096821e-11,
        1.8112260953462833e-10,
    };

    /** B_{2k}/(2k (2k−1)), the Stirling series of ln Γ in 1/x² after 1/x. */
    static final double[] STIRLING = {
        1.0 / 12,
        -1.0 / 360,
        1.0 / 1260,
        -1.0 / 1680,
        1.0 / 1188,
        -691.0 / 360360,
        1.0 / 156,
        -3617.0 / 122400,
    };

    /** B_{2k}/(2k), the asymptotic series of ψ in 1/x² after 1/x². */
    static final double[] DIGAMMA = {
        1.0 / 12,
        -1.0 / 120,
        1.0 / 252,
        -1.0 / 240,
        1.0 / 132,
        -691.0 / 32760,
        1.0 / 12,
        -3617.0 / 8160,
    };

    // Q(w)/w of the recurrence of ψ.
    static final double DQ_0 = 40320;
    static final double DQ_1 = 12176;
    static final double DQ_2 = 1308;
    static final double DQ_3 = 60;

    /** From here on the Stirling series of ln Γ. */
    static final double LGAMMA_LARGE = 8;

    /** From here on the asymptotic series of ψ. */
    static final double DIGAMMA_LARGE = 10;

    static double lgamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x >= LGAMMA_LARGE) {
            double inverse = 1 / x;
            double series = inverse * polynomial(STIRLING, inverse * inverse);
            return Math.fma(x - 0.5, Elementary.log(x) - 1, series + (HALF_LN_2PI - 0.5));
        }
        // Γ(2 + t) = x (x + 1) Γ(x) = x Γ(x) = Γ(x)/((x − 1) (x − 2) … (x − n + 2)) for x = n + t
        double n = Math.rint(x);
        double nearTwo = lgammaNearTwo(x - n);
        if (n < 2) {
            return nearTwo - Elementary.log(n < 1 ? Math.fma(x, x, x) : x);
        }
        double product = 1;
        for (int j = 1; j <= n - 2; j++) {
            product *= x - j;
        }
        return nearTwo + Elementary.log(product);
    }

    /**
     * What ln Γ(x) exceeds its leading Stirling terms by, as a function of 1/x: ln Γ(x) − (x − ½)
     * ln x + x − ½ ln 2π.
     */
    static double stirlingRemainder(double inverse) {
        if (inverse <= 0.125) {
            return inverse * polynomial(STIRLING, inverse * inverse);
        }
        double x = 1 / inverse;
        return lgamma(x) - (x - 0.5) * Elementary.log(x) + x - HALF_LN_2PI;
    }

    /** x² (ψ(x) − ln x + 1/(2x)), as a function of 1/x; −1/12 at 0. */
    static double scaledDigammaRemainder(double inverse) {
        if (inverse <= 0.1) {
            return -polynomial(DIGAMMA, inverse * inverse);
        }
        double x = 1 / inverse;
        // x² would magnify the rounding of ψ(x) − ln x: with ψ(x) = ψ(y) − shift that is
        // (ψ(y) − ln y) + ln(y/x) − shift, for the nearest y, each of them small.
        double y = x;
        double shift = 0;
        while (y < DIGAMMA_LARGE) {
            shift += Math.fma(2, y, 1) / Math.fma(y, y, y);
            y += 2;
        }
        double square = 1 / (y * y);
        double ofY = Math.fma(square, polynomial(DIGAMMA, square), 0.5 / y);
        return x * x * (Elementary.log1p((y - x) * inverse) - shift + (0.5 * inverse - ofY));
    }

    private static double lgammaNearTwo(double t) {
        return t * polynomial(LGAMMA, t);
    }

    static double digamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        double y = x;
        double numerator = 0;
        double denominator = 1;
        if (x < DIGAMMA_LARGE) {
            double w = x * (x + 9);
            y = x + 10;
            numerator = Math.fma(2, x, 9) * digammaNumerator(w);
            denominator = digammaDenominator(w);
        }
        double r = 1 / (y * denominator);
        double shift = numerator * y * r;
        double inverse = denominator * r;
        double square = inverse * inverse;
        double series = Math.fma(square, polynomial(DIGAMMA, square), 0.5 * inverse);
        return Elementary.log(y) - (series + shift);
    }

    // ψ(x + 10) − ψ(x) = 1/x + … + 1/(x + 9) = (2x + 9) Q'(w)/Q(w), w = x (x + 9): in pairs from
    // both ends (x + i)(x + 9 − i) = w + i (9 − i), so Q(w) = w (w + 8)(w + 14)(w + 18)(w + 20).
    private static double digammaDenominator(double w) {
        return w * Math.fma(Math.fma(Math.fma(w + DQ_3, w, DQ_2), w, DQ_1), w, DQ_0);
    }

    private static double digammaNumerator(double w) {
        double high = Math.fma(Math.fma(5, w, 4 * DQ_3), w, 3 * DQ_2);
        return Math.fma(Math.fma(high, w, 2 * DQ_1), w, DQ_0);
    }

    /** Mills ratio (1 − Φ(z))/φ(z) for z ≥ 0. */
    static double mills(double z) {
        double t = 1 - 10 / (z + 5);
        return polynomial(MILLS, t) / (z + 1);
    }

    /** φ(z) with the rounding error of z² put back, which would grow by z²/2 in the tail. */
    static double normalDensity(double z) {
        double square = z * z;
        double lost = Math.abs(z) < 40 ? Math.fma(z, z, -square) : 0;
        return INV_SQRT_2PI * Elementary.exp(-0.5 * square) * Math.fma(-0.5, lost, 1);
    }

    static double normalCdf(double x) {
        double z = Math.abs(x);
        double upper = normalDensity(z) * mills(z);
        return x < 0 ? upper : 1 - upper;
    }

    static double logNormalCdf(double x) {
        double z = Math.abs(x);
        double m = mills(z);
        if (x < 0) {
            return Math.fma(-0.5 * z, z, Elementary.log(m) - HALF_LN_2PI);
        }
        return Elementary.log1p(-normalDensity(z) * m);
    }

    static double inverseMills(double x) {
        double z = Math.abs(x);
        double m = mills(z);
        if (x < 0) {
            return 1 / m;
        }
        double density = normalDensity(z);
        return density / (1 - density * m);
    }

    /** {@link #logNormalCdf(double)} and {@link #inverseMills} together, the same bits. */
    static void logNormalCdf(double x, double[] logCdf, double[] inverseMills, int i) {
        double z = Math.abs(x);
        double m = mills(z);
        if (x < 0) {
            logCdf[i] = Math.fma(-0.5 * z, z, Elementary.log(m) - HALF_LN_2PI);
            inverseMills[i] = 1 / m;
        } else {
            double density = normalDensity(z);
            double upper = density * m;
            logCdf[i] = Elementary.log1p(-upper);
            inverseMills[i] = density / (1 - upper);
        }
    }

    /** Even and odd powers apart, two chains half as long; the number of coefficients is even. */
    static double polynomial(double[] coefficients, double x) {
        double square = x * x;
        double even = coefficients[coefficients.length - 2];
        double odd = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 4; i >= 0; i -= 2) {
            even = Math.fma(even, square, coefficients[i]);
            odd = Math.fma(odd, square, coefficients[i + 1]);
        }
        return Math.fma(odd, x, even);
    }
}
