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

    private static final double LOG2_E = 0x1.71547652b82fep0;
    // ln 2 = LN2_HI + LN2_LO; the 33 bits of LN2_HI make k · LN2_HI exact.
    private static final double LN2_HI = 0x1.62e42feep-1;
    private static final double LN2_LO = 0x1.a39ef35793c76p-33;
    private static final double TINY = 0x1p-54;

    static double exp(double x) {
        double bounded = clamp(x, -746, 710);
        double magic = Math.fma(bounded, LOG2_E, MAGIC);
        double k = magic - MAGIC;
        double high = Math.fma(-k, LN2_HI, bounded);
        double r = Math.fma(-k, LN2_LO, high);
        double p = 1 + Math.fma(r * r, expPolynomial(r), r);
        // Two factors, because 2^k itself may be subnormal or overflow.
        long n = Double.doubleToRawLongBits(magic) - Double.doubleToRawLongBits(MAGIC);
        long half = ((n + 2048) >>> 1) - 1024;
        return p * powerOfTwo(half) * powerOfTwo(n - half);
    }

    static double expm1(double x) {
        double bounded = clamp(x, -50, 710);
        double magic = Math.fma(bounded, LOG2_E, MAGIC);
        double k = magic - MAGIC;
        double high = Math.fma(-k, LN2_HI, bounded);
        double r = Math.fma(-k, LN2_LO, high);
        // (high − r) − k LN2_LO is what rounding took from r.
        double tail = Math.fma(r * r, expPolynomial(r), Math.fma(-k, LN2_LO, high - r));
        // Halved so that 2^k does not overflow: 2 (2^(k−1) (r + tail) + (2^(k−1) − ½)).
        long n = Double.doubleToRawLongBits(magic) - Double.doubleToRawLongBits(MAGIC);
        double scale = powerOfTwo(n - 1);
        double offset = scale - 0.5;
        double sum = Math.fma(scale, r, offset);
        double lost = Math.fma(scale, r, offset - sum);
        double result = 2 * (sum + Math.fma(scale, tail, lost));
        return Math.abs(x) < TINY ? x : result;
    }

    /** (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2. */
    private static double expPolynomial(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double c0 = Math.fma(0.1666666666666667, r, 0.5);
        double c2 = Math.fma(0.008333333333326136, r, 0.04166666666666667);
        double c4 = Math.fma(0.00019841269874820627, r, 0.0013888888888883748);
        double c6 = Math.fma(2.7557255400206422e-06, r, 2.4801587325547743e-05);
        double c8 = Math.fma(2.5105217004720745e-08, r, 2.75572736431103e-07);
        double d0 = Math.fma(c2, r2, c0);
        double d4 = Math.fma(c6, r2, c4);
        double d8 = Math.fma(2.0914686968086876e-09, r2, c8);
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
        boolean subnormal = x < Double.MIN_NORMAL;
        double scaled = subnormal ? x * 0x1p54 : x;
        long bits = Double.doubleToRawLongBits(scaled);
        long n = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (n << 52)); // in [√½, √2)
        double k = (double) n - (subnormal ? 54 : 0);
        double result = logarithm(m - 1, k, 0);
        result = x < Double.POSITIVE_INFINITY ? result : x; // ∞ and NaN
        result = x == 0 ? Double.NEGATIVE_INFINITY : result;
        return x < 0 ? Double.NaN : result;
    }

    static double log1p(double x) {
        double u = 1 + x;
        long bits = Double.doubleToRawLongBits(u);
        long n = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (n << 52));
        // What rounding took from 1 + x (two-sum); where no scaling is needed x itself is exact.
        double v = u - 1;
        double lost = (1 - (u - v)) + (x - v);
        boolean near = n == 0;
        double f = near ? x : m - 1;
        double correction = near ? 0 : lost / u;
        double result = logarithm(f, (double) n, correction);
        result = x < Double.POSITIVE_INFINITY ? result : x;
        result = x == -1 ? Double.NEGATIVE_INFINITY : result;
        result = x < -1 ? Double.NaN : result;
        return Math.abs(x) < TINY ? x : result;
    }

    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    /** k ln 2 + ln(1 + f) + correction for √½ ≤ 1 + f < √2. */
    private static double logarithm(double f, double k, double correction) {
        double s = f / (2 + f);
        double z = s * s;
        double p = logPolynomial(z);
        double halfSquare = 0.5 * f * f;
        double low = Math.fma(k, LN2_LO, correction);
        double tail = Math.fma(s, Math.fma(z, p, halfSquare), low);
        return Math.fma(k, LN2_HI, f - (halfSquare - tail));
    }

    /** (ln((1 + s)/(1 − s))/s − 2)/s² in z = s² for |s| ≤ 3 − 2√2. */
    private static double logPolynomial(double z) {
        double w = z * z;
        double c0 = Math.fma(0.39999999999899444, z, 0.666666666666667);
        double c2 = Math.fma(0.22222211130259878, z, 0.2857142862600327);
        double c4 = Math.fma(0.15331710618210773, z, 0.18182889455674947);
        return Math.fma(Math.fma(Math.fma(0.14616585424888623, w, c4), w, c2), w, c0);
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
