package tributary.math;

/**
 * x^y = 2^(y log₂ x) for x ≥ 0, with log₂ x in two doubles of together about 64 bits.
 *
 * <p>log₂(m 2^k) = k + (2/ln 2) atanh(s), s = (m − 1)/(m + 1) for √½ ≤ m < √2, and atanh(s)/s = 1 +
 * z/3 + z² R(z), z = s². All but R is carried in two doubles (products by fma, sums by two-sum).
 */
final class Power {
    private Power() {}

    // 2/ln 2 and 1/3 and ln 2, each as a sum of two doubles.
    static final double TWO_LOG2_E = 0x1.71547652b82fep1;
    static final double TWO_LOG2_E_LOW = 0x1.777d0ffda0d24p-55;
    static final double THIRD = 0x1.5555555555555p-2;
    static final double THIRD_LOW = 0x1.5555555555555p-56;
    static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    // R(z), near-minimax for z ≤ (3 − 2√2)².
    static final double ATANH_0 = 0.2;
    static final double ATANH_1 = 0.14285714285714682;
    static final double ATANH_2 = 0.11111111110827943;
    static final double ATANH_3 = 0.09090909167696401;
    static final double ATANH_4 = 0.07692297481259215;
    static final double ATANH_5 = 0.06667402346923655;
    static final double ATANH_6 = 0.05853118169745603;
    static final double ATANH_7 = 0.05861589311938259;

    /** 1.5 · 2^52 + 1023, as in {@link Elementary#exp}. */
    static final double MAGIC = Elementary.EXP_MAGIC;

    /** Exponents of 2 below this size give normal numbers. */
    static final double ORDINARY = 1020;

    static double pow(double x, double y) {
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            return extremeBase(x, y);
        }
        return pow(x, 0, y);
    }

    /** Where x is subnormal, 0, negative, infinite or NaN. */
    private static double extremeBase(double x, double y) {
        if (y == 0) {
            return 1;
        }
        if (x == 0) {
            return y > 0 ? 0 : y < 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return y > 0 ? x : y < 0 ? 0 : Double.NaN;
        }
        return x > 0 ? pow(x * 0x1p54, -54, y) : Double.NaN;
    }

    /** (x 2^shift)^y for normal x. */
    private static double pow(double x, double shift, double y) {
        long bits = Double.doubleToRawLongBits(x);
        long n = (bits - Elementary.SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (n << 52));
        double k = n + shift;
        // s = f/d in two doubles, d = m + 1 rounded
        double f = m - 1;
        double d = m + 1;
        double inverse = 1 / d;
        double s = f * inverse;
        double sLow = Math.fma(-s, m - (d - 1), Math.fma(-s, d, f)) * inverse;
        // z/3 + z² R(z)
        double z = s * s;
        double zLow = Math.fma(2 * s, sLow, Math.fma(s, s, -z));
        double third = z * THIRD;
        double thirdLow = Math.fma(zLow, THIRD, Math.fma(z, THIRD_LOW, Math.fma(z, THIRD, -third)));
        double w = Math.fma(z * z, atanhPolynomial(z), thirdLow);
        // (2/ln 2) s (1 + z/3 + z² R)
        double p = s * TWO_LOG2_E;
        double pLow =
                Math.fma(
                        sLow, TWO_LOG2_E, Math.fma(s, TWO_LOG2_E_LOW, Math.fma(s, TWO_LOG2_E, -p)));
        double q = p * third;
        double qLow = Math.fma(p, w, Math.fma(pLow, third, Math.fma(p, third, -q)));
        double sum = p + q;
        double sumLow = (q - (sum - p)) + (pLow + qLow);
        double shifted = k + sum;
        double rest = (sum - (shifted - k)) + sumLow;
        double high = shifted + rest;
        double low = rest - (high - shifted);
        double exponent = y * high;
        return powerOfTwo(exponent, Math.fma(y, low, Math.fma(y, high, -exponent)));
    }

    private static double atanhPolynomial(double z) {
        double w = z * z;
        double c0 = Math.fma(Math.fma(ATANH_3, z, ATANH_2), w, Math.fma(ATANH_1, z, ATANH_0));
        double c4 = Math.fma(Math.fma(ATANH_7, z, ATANH_6), w, Math.fma(ATANH_5, z, ATANH_4));
        return Math.fma(c4, w * w, c0);
    }

    /** 2^(exponent + low). */
    private static double powerOfTwo(double exponent, double low) {
        if (!(Math.abs(exponent) < ORDINARY)) {
            return extremePowerOfTwo(exponent, low);
        }
        double magic = exponent + MAGIC;
        double r = exponent - (magic - MAGIC);
        double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(magic) << 52);
        double natural = Math.fma(r, LN2, Math.fma(low, LN2, r * LN2_LOW));
        return Math.fma(scale, Elementary.expm1OfReduced(natural), scale);
    }

    /** The same where the result may be subnormal, 0, ∞ or NaN: in two factors. */
    private static double extremePowerOfTwo(double exponent, double low) {
        if (!(Math.abs(exponent) < 1100)) {
            return exponent > 0 ? Double.POSITIVE_INFINITY : exponent < 0 ? 0 : Double.NaN;
        }
        // 2^±540 splits off exactly.
        double part = exponent > 0 ? 540 : -540;
        double factor = exponent > 0 ? 0x1p540 : 0x1p-540;
        return powerOfTwo(exponent - part, low) * factor;
    }
}
