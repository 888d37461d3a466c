package tributary.math;

/**
 * ln T_ν(x), the log distribution function of Student's t, with both its derivatives.
 *
 * <p>With ε = 1/ν, z = |x|, w = z²/ν, the density t = C (1 + w)^(−(ν+1)/2), and
 *
 * <ul>
 *   <li>near the centre T_ν(±z) = ½ ± z t F with the series F = ₂F₁(1, (ν+1)/2; 3/2; w/(1+w));
 *   <li>in the tails T_ν(−z) = t M with the Mills ratio M = (1 + w)/K₀, K_{k−1} = z + g_k/K_k, g_k
 *       = k (1 + (k−1)ε)/((1 + (2k−2)ε)(1 + 2kε)): Gauss's continued fraction (DLMF 15.7.5) for M =
 *       (1 + w)/z ₂F₁(½, 1; ν/2 + 1; −1/w).
 * </ul>
 *
 * All terms are positive, and smooth in ε down to 0, where they are the series of Φ and Laplace's
 * continued fraction of the normal tail; so nothing cancels, and neither do the derivatives, which
 * are carried along in ε (forward mode, as Boik and Robison-Cox 1998 do for the incomplete beta).
 */
final class StudentTCdf {
    private StudentTCdf() {}

    /** From here on 1 + z²/ν is z²/ν. */
    private static final double FAR = 0x1p60;

    /** −(4^k − 1) B_{2k}/(2k (2k−1)): ln (√(2π) C) in 1/ν² after 1/ν. */
    private static final double[] LOG_CONSTANT = {
        -1.0 / 4,
        1.0 / 24,
        -1.0 / 20,
        17.0 / 112,
        -31.0 / 36,
        691.0 / 88,
        -5461.0 / 52,
        929569.0 / 480,
    };

    /** (4^k − 1) B_{2k}/(2k): d ln C/dν in 1/ν² after 1/ν². */
    private static final double[] CONSTANT_SLOPE = {
        1.0 / 4, -1.0 / 8, 1.0 / 4, -17.0 / 16, 31.0 / 4, -691.0 / 8, 5461.0 / 4, -929569.0 / 32,
    };

    /** out = {ln T_ν(x), its derivative for x, its derivative for ν}. */
    static void logCdf(double x, double nu, double[] out) {
        if (!(nu > 0) || Double.isNaN(x)) {
            set(out, Double.NaN, Double.NaN, Double.NaN);
        } else if (x == Double.POSITIVE_INFINITY) {
            set(out, 0, 0, 0);
        } else if (nu == Double.POSITIVE_INFINITY) {
            set(out, SpecialFunctions.logNormalCdf(x), SpecialFunctions.inverseMills(x), 0);
        } else if (x / nu == Double.NEGATIVE_INFINITY) {
            set(out, Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY);
        } else if (x * x * (1 + 12 / nu) < 6) { // both expansions then need 60 terms at most
            centre(x, nu, out);
        } else {
            tail(x, nu, out);
        }
    }

    private static void centre(double x, double nu, double[] out) {
        double z = Math.abs(x);
        power(z, nu, out);
        double power = Elementary.exp(-out[0]) * (1 - out[1]);
        double powerSlope = 0.5 * (share(z, nu) / nu - out[2]);
        constant(nu, out);
        double density = out[0] * power;
        double densitySlope = out[1] + powerSlope;
        series(z, nu, out);
        double mass = z * density * out[0];
        double massSlope = z * density * (densitySlope * out[0] + out[1]);
        if (x < 0) {
            double cdf = 0.5 - mass;
            set(out, Elementary.log(cdf), density / cdf, -massSlope / cdf);
        } else {
            double cdf = 0.5 + mass;
            set(out, Elementary.log1p(mass - 0.5), density / cdf, massSlope / cdf);
        }
    }

    private static void tail(double x, double nu, double[] out) {
        double z = Math.abs(x);
        power(z, nu, out);
        double high = -out[0];
        double low = -out[1];
        // That of the power and of the factor 1 + w of the Mills ratio.
        double slope = -0.5 * (share(z, nu) / nu + out[2]);
        constant(nu, out);
        double constant = out[0];
        slope += out[1];
        fraction(z, nu, out);
        double mills = (1 / z + z / nu) / (out[0] / z);
        slope -= out[1] / out[0];
        if (x < 0) {
            set(out, high + (Elementary.log(constant * mills) + low), 1 / mills, slope);
        } else {
            double density = constant * Elementary.exp(high) * (1 + low);
            double upper = density * mills;
            double cdf = 1 - upper;
            set(out, Elementary.log1p(-upper), density / cdf, -upper * slope / cdf);
        }
    }

    private static void set(double[] out, double value, double byX, double byNu) {
        out[0] = value;
        out[1] = byX;
        out[2] = byNu;
    }

    /** w/(1 + w). */
    private static double share(double z, double nu) {
        return 1 / (1 + nu / z / z);
    }

    /**
     * out = {p, what rounding took from p, ln(1 + w) − w/(1 + w)}, p = (ν+1)/2 ln(1 + w). Relative
     * errors of e^−p are absolute ones of p, which rounding would make as large as p.
     */
    private static void power(double z, double nu, double[] out) {
        double far = z / Math.sqrt(nu);
        if (far > FAR) {
            double logarithm = 2 * Elementary.log(far);
            set(out, Math.fma(0.5 * nu, logarithm, 0.5 * logarithm), 0, logarithm - 1);
            return;
        }
        double square = z * z;
        double w = square / nu;
        double wLow = (Math.fma(z, z, -square) + Math.fma(-w, nu, square)) / nu;
        Elementary.logarithmOfOnePlus(w, wLow, out);
        double logarithm = out[0];
        double logarithmLow = out[1];
        double excess = out[2];
        double a = 0.5 * nu * logarithm;
        double b = 0.5 * logarithm;
        double p = a + b;
        double bRounded = p - a;
        double lost = (a - (p - bRounded)) + (b - bRounded);
        double pLow = lost + Math.fma(0.5 * nu, logarithm, -a) + 0.5 * (nu + 1) * logarithmLow;
        set(out, p, pLow, excess);
    }

    /**
     * out = {C, d ln C/dν}, C = Γ((ν+1)/2)/(√(πν) Γ(ν/2)): its Stirling series from ν = 20, reached
     * by C(ν)/C(ν+2) = √(1 − (ν+1)^−2).
     */
    private static void constant(double nu, double[] out) {
        double numerator = 1;
        double denominator = 1;
        double slope = 0;
        double n = nu;
        while (n < 20) {
            double product = n * (n + 2);
            numerator *= product;
            denominator *= (n + 1) * (n + 1);
            slope += 1 / (product * (n + 1));
            n += 2;
        }
        double inverse = 1 / n;
        double square = inverse * inverse;
        double logarithm = inverse * SpecialFunctions.polynomial(LOG_CONSTANT, square);
        double root = Math.sqrt(numerator / denominator);
        out[0] = SpecialFunctions.INV_SQRT_2PI * root * Elementary.exp(logarithm);
        out[1] = Math.fma(square, SpecialFunctions.polynomial(CONSTANT_SLOPE, square), slope);
    }

    /** out = {F, dF/dν}; term k+1 over term k is z² (1 + (2k+1)ε)/((1 + w)(2k+3)). */
    private static void series(double z, double nu, double[] out) {
        double epsilon = 1 / nu;
        double square = z * z;
        double onePlusW = 1 + square * epsilon;
        double y = square / onePlusW;
        double slopeFactor = y / onePlusW;
        double term = 1;
        double termSlope = 0;
        double sum = 1;
        double sumSlope = 0;
        for (double j = 1; term > 0x1p-60 * sum; j += 2) {
            double inverse = 1 / (j + 2);
            double ratio = y * inverse * (1 + j * epsilon);
            double ratioSlope = slopeFactor * inverse * (j - square);
            termSlope = Math.fma(termSlope, ratio, term * ratioSlope);
            term *= ratio;
            sum += term;
            sumSlope += termSlope;
        }
        out[0] = sum;
        out[1] = -sumSlope * epsilon * epsilon;
    }

    /**
     * out = {K₀, dK₀/dν}, from the fixed point of the last step, K = z + g/K, backwards. The number
     * of terms was fitted to what leaves 2^−56 of K₀ and 1e-13 of its derivative.
     */
    private static void fraction(double z, double nu, double[] out) {
        double epsilon = 1 / nu;
        int n = (int) (4 + Math.min(13 * Math.sqrt(nu), 49 + 210 / z) / z);
        double root = Math.sqrt(Math.fma(4, partial(n + 1, epsilon), z * z));
        double k = 0.5 * (z + root);
        double kSlope = partialSlope(n + 1, epsilon) / root;
        for (int i = n; i > 0; i--) {
            double inverse = 1 / k;
            double step = partial(i, epsilon) * inverse;
            kSlope = Math.fma(-step, kSlope, partialSlope(i, epsilon)) * inverse;
            k = z + step;
        }
        out[0] = k;
        out[1] = -kSlope * epsilon * epsilon;
    }

    /** g_k. */
    private static double partial(double k, double epsilon) {
        double b = Math.fma(2 * k - 2, epsilon, 1);
        double c = Math.fma(2 * k, epsilon, 1);
        return k * Math.fma(k - 1, epsilon, 1) / (b * c);
    }

    /** dg_k/dε. */
    private static double partialSlope(double k, double epsilon) {
        double a = Math.fma(k - 1, epsilon, 1);
        double b = Math.fma(2 * k - 2, epsilon, 1);
        double c = Math.fma(2 * k, epsilon, 1);
        double product = b * c;
        return -k * ((k - 1) * c + 2 * k * a * b) / (product * product);
    }
}
