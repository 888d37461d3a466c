package tributary.math;

/**
 * Exponential and logarithmic functions from add, multiply, divide, fma and bit operations in a
 * fixed order, so that a lane-wise form computes the same bits.
 *
 * <p>The coefficients are near-minimax and printed by {@code
 * src/test/resources/tributary/math/coefficients.py}. Reductions follow Tang (1989) and fdlibm.
 */
final class Elementary {
    private Elementary() {}

    /** 1.5 · 2^52: adding it rounds to the nearest integer and leaves that in the low bits. */
    private static final double MAGIC = 0x1.8p52;

    /** The same, which leaves k + 1023 in the low bits: shifted by 52 they are those of 2^k. */
    static final double EXP_MAGIC = MAGIC + 1023;

    /** Below this size e^x and its factor 2^k are normal numbers; beyond it e^x − 1 = e^x or −1. */
    static final double EXP_ORDINARY = 708;

    static final double LOG2_E = 0x1.71547652b82fep0;
    // ln 2 = LN2_HI + LN2_LO; the 33 bits of LN2_HI make k · LN2_HI exact.
    static final double LN2_HI = 0x1.62e42feep-1;
    static final double LN2_LO = 0x1.a39ef35793c76p-33;
    static final double LOG1P_ORDINARY = 0x1p60;

    /** Bits of √½; those of x less these, shifted by 52, are the k of x = m 2^k, √½ ≤ m < √2. */
    static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    // (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2.
    static final double EXP_0 = 0.5;
    static final double EXP_1 = 0.1666666666666667;
    static final double EXP_2 = 0.04166666666666667;
    static final double EXP_3 = 0.008333333333326136;
    static final double EXP_4 = 0.0013888888888883748;
    static final double EXP_5 = 0.00019841269874820627;
    static final double EXP_6 = 2.4801587325547743e-05;
    static final double EXP_7 = 2.7557255400206422e-06;
    static final double EXP_8 = 2.75572736431103e-07;
    static final double EXP_9 = 2.5105217004720745e-08;
    static final double EXP_10 = 2.0914686968086876e-09;

    // (ln((1 + s)/(1 − s))/s − 2)/s² in z = s² for |s| ≤ 3 − 2√2.
    static final double LOG_0 = 0.666666666666667;
    static final double LOG_1 = 0.39999999999899444;
    static final double LOG_2 = 0.2857142862600327;
    static final double LOG_3 = 0.22222211130259878;
    static final double LOG_4 = 0.18182889455674947;
    static final double LOG_5 = 0.15331710618210773;
    static final double LOG_6 = 0.14616585424888623;

    static double exp(double x) {
        if (!(Math.abs(x) < EXP_ORDINARY)) {
            return extremeExp(x);
        }
        double magic = Math.fma(x, LOG2_E, EXP_MAGIC);
        double k = magic - EXP_MAGIC;
        double r = Math.fma(-k, LN2_LO, Math.fma(-k, LN2_HI, x));
        double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(magic) << 52);
        return Math.fma(scale, expm1OfReduced(r), scale);
    }

    /** The same where the result may be subnormal, 0, ∞ or NaN: 2^k in two factors. */
    private static double extremeExp(double x) {
        double bounded = clamp(x, -746, 710);
        double magic = Math.fma(bounded, LOG2_E, MAGIC);
        double k = magic - MAGIC;
        double r = Math.fma(-k, LN2_LO, Math.fma(-k, LN2_HI, bounded));
        double p = 1 + expm1OfReduced(r);
        long n = Double.doubleToRawLongBits(magic) - Double.doubleToRawLongBits(MAGIC);
        long half = ((n + 2048) >>> 1) - 1024;
        return p * powerOfTwo(half) * powerOfTwo(n - half);
    }

    static double expm1(double x) {
        if (!(Math.abs(x) < EXP_ORDINARY)) {
            return x < 0 ? -1 : exp(x);
        }
        double magic = Math.fma(x, LOG2_E, EXP_MAGIC);
        double k = magic - EXP_MAGIC;
        double high = Math.fma(-k, LN2_HI, x);
        double r = Math.fma(-k, LN2_LO, high);
        // (high − r) − k LN2_LO is what rounding took from r.
        double tail = Math.fma(r * r, expPolynomial(r), Math.fma(-k, LN2_LO, high - r));
        // 2^k (r + tail) + (2^k − 1); where k = 0 this leaves a tiny x as it is, but for −0.
        double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(magic) << 52);
        double offset = scale - 1;
        double sum = Math.fma(scale, r, offset);
        double lost = Math.fma(scale, r, offset - sum);
        return Math.copySign(sum + Math.fma(scale, tail, lost), x);
    }

    /** e^r − 1 for |r| ≤ ln 2 / 2, to the last place of 1. */
    static double expm1OfReduced(double r) {
        return Math.fma(r * r, expPolynomial(r), r);
    }

    private static double expPolynomial(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double c0 = Math.fma(EXP_1, r, EXP_0);
        double c2 = Math.fma(EXP_3, r, EXP_2);
        double c4 = Math.fma(EXP_5, r, EXP_4);
        double c6 = Math.fma(EXP_7, r, EXP_6);
        double c8 = Math.fma(EXP_9, r, EXP_8);
        double d0 = Math.fma(c2, r2, c0);
        double d4 = Math.fma(c6, r2, c4);
        double d8 = Math.fma(EXP_10, r2, c8);
        return Math.fma(Math.fma(d8, r4, d4), r4, d0);
    }

    /** NaN stays NaN. Not Math.min and max: their care for −0 makes exp 1.7 times slower. */
    private static double clamp(double x, double low, double high) {
        double bounded = x > high ? high : x;
        return bounded < low ? low : bounded;
    }

    private static double powerOfTwo(long n) {
        return Double.longBitsToDouble((n + 1023) << 52);
    }

    static double log(double x) {
        if (x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY) {
            return logOfNormal(x, 0);
        }
        if (x > 0) {
            return x < Double.MIN_NORMAL ? logOfNormal(x * 0x1p54, -54) : x;
        }
        return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    /** ln(x 2^shift). */
    private static double logOfNormal(double x, double shift) {
        long bits = Double.doubleToRawLongBits(x);
        long n = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (n << 52)); // in [√½, √2)
        double f = m - 1;
        return logarithm(f, n + shift, 0);
    }

    static double log1p(double x) {
        if (!(x > -1 && x < LOG1P_ORDINARY)) {
            return x >= LOG1P_ORDINARY ? log(x) : log(1 + x);
        }
        double u = 1 + x;
        long bits = Double.doubleToRawLongBits(u);
        long n = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (n << 52));
        // What rounding took from 1 + x: u − 1 is exact, or 1 is nothing beside x.
        double lost = x - (u - 1);
        return Math.copySign(logarithm(m - 1, n, lost * powerOfTwo(-n)), x);
    }

    /** k ln 2 + ln(m + lost) for m = 1 + f, √½ ≤ m < √2, and lost below the last place of m. */
    private static double logarithm(double f, double k, double lost) {
        double s = f / (2 + f);
        double z = s * s;
        // 1/m = (1 − s)/(1 + s) = 1 − 2s + 2s² − … to 1 %, enough for what is lost
        double inverse = Math.fma(-2, s, Math.fma(2, z, 1));
        double low = Math.fma(k, LN2_LO, lost * inverse);
        double halfSquare = 0.5 * f * f;
        double tail = Math.fma(s, Math.fma(z, logPolynomial(z), halfSquare), low);
        return Math.fma(k, LN2_HI, f - (halfSquare - tail));
    }

    private static double logPolynomial(double z) {
        double w = z * z;
        double c0 = Math.fma(LOG_1, z, LOG_0);
        double c2 = Math.fma(LOG_3, z, LOG_2);
        double c4 = Math.fma(LOG_5, z, LOG_4);
        return Math.fma(Math.fma(Math.fma(LOG_6, w, c4), w, c2), w, c0);
    }

    /** x − ln(1 + x) for −0.29 < x < 0.41, where the difference itself would cancel. */
    static double excessOfLog1p(double x) {
        double s = x / (2 + x); // x − 2s = s x
        double z = s * s;
        return s * (x - z * logPolynomial(z));
    }

    /**
     * ln(1 + x) to about 60 bits, for x = high + low ≥ 0.
     *
     * @param out out[0] + out[1] becomes ln(1 + x), and out[2] becomes ln(1 + x) − x/(1 + x) where
     *     x is so small that this would cancel, else 0
     */
    static void logarithmOfOnePlus(double high, double low, double[] out) {
        double u = 1 + high;
        double v = u - 1;
        double lost = (1 - (u - v)) + (high - v) + low;
        long bits = Double.doubleToRawLongBits(u);
        long n = (bits - SQRT_HALF_BITS) >> 52;
        double k = (double) n;
        double f = n == 0 ? high : Double.longBitsToDouble(bits - (n << 52)) - 1;
        double fLow = n == 0 ? low : lost * powerOfTwo(-n);
        double d = 2 + f;
        double s = f / d;
        double sLow = (Math.fma(-s, d, f) - s * (f - (d - 2)) + fLow * (1 - s)) / d;
        double z = s * s;
        double tail = s * z * logPolynomial(z);
        double big = k * LN2_HI; // 0 or larger than 2 |s|
        double sum = Math.fma(2, s, big);
        double rest = Math.fma(2, s, big - sum) + (tail + Math.fma(2, sLow, k * LN2_LO));
        out[0] = sum + rest;
        out[1] = rest - (out[0] - sum);
        // Written in s nothing cancels: x = 2s/(1 − s).
        out[2] = n == 0 ? 2 * z / (1 + s) + tail : out[0] - high / (1 + high);
    }

    static double logistic(double x) {
        return 1 / (1 + exp(-x));
    }

    static double tanh(double x) {
        double e = expm1(-2 * Math.abs(x));
        return Math.copySign(e / (e + 2), x);
    }
}
