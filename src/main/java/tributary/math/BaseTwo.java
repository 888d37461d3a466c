package tributary.math;

/**
 * Logarithm and power to the base 2 by tables of sixteen entries, with errors of 2e-15 and 5e-15:
 * what the media curves need, at half the cost of {@link Elementary}.
 *
 * <p>The polynomials are near-minimax and printed by {@code
 * src/test/resources/tributary/math/coefficients.py}. Reductions follow Tang (1989, 1990).
 */
final class BaseTwo {
    private static final int ENTRIES = 16;

    /** Bits of 1/c for the centre c of the i-th sixteenth of [1, 2). */
    static final long[] RECIPROCAL = new long[ENTRIES];

    /** Bits of log₂ c, c as above: of −log₂ of the rounded reciprocal. */
    static final long[] LOG2 = new long[ENTRIES];

    /**
     * Bits of 2^(i/16), less i in the place of the fourth bit below the exponent: adding the bits
     * of a multiple n/16 of a sixteenth there gives 2^(n/16).
     */
    static final long[] EXP2 = new long[ENTRIES];

    // log₂(1 + f)/f for |f| ≤ 1/33
    static final double LOG_0 = 1.4426950408889634;
    static final double LOG_1 = -0.7213475204597741;
    static final double LOG_2 = 0.4808983469765815;
    static final double LOG_3 = -0.3606736270065264;
    static final double LOG_4 = 0.28853888976061043;
    static final double LOG_5 = -0.24073923737670794;
    static final double LOG_6 = 0.20635713151278554;

    // 2^f for |f| ≤ 1/32
    static final double EXP_0 = 1.0000000000000044;
    static final double EXP_1 = 0.6931471805599457;
    static final double EXP_2 = 0.24022650687646874;
    static final double EXP_3 = 0.0555041086566393;
    static final double EXP_4 = 0.009618354747407538;
    static final double EXP_5 = 0.0013333781576784268;

    /** Added to a number it rounds that to sixteenths, which are left in the low bits. */
    static final double SIXTEENTHS = 0x1.8p48;

    static final long MANTISSA = (1L << 52) - 1;
    static final long ONE = 1023L << 52;

    // An exponent in the low bits of 2^52 reads as that number more.
    static final long INTEGER_BITS = 1075L << 52;
    static final double INTEGER_OFFSET = 0x1p52 + 1023;

    /** The largest |v| that {@link #exp2} takes. */
    static final double LARGEST = 1000;

    static {
        double[] logarithms = {
            0.044394119358453395, 0.1292830169449665, 0.2094533656289497, 0.28540221886224837,
            0.3575520046180836, 0.42626475470209796, 0.49185309632967467, 0.5545888516776374,
            0.6147098441152083, 0.6724253419714956, 0.7279204545631992, 0.7813597135246597,
            0.8328900141647417, 0.8826430493618412, 0.9307373375628862, 0.9772799234999165
        };
        for (int i = 0; i < ENTRIES; i++) {
            RECIPROCAL[i] = Double.doubleToRawLongBits(1 / (1 + (i + 0.5) / ENTRIES));
            LOG2[i] = Double.doubleToRawLongBits(logarithms[i]);
            EXP2[i] = Double.doubleToRawLongBits(StrictMath.pow(2, i / 16.0)) - ((long) i << 48);
        }
    }

    private BaseTwo() {}

    /**
     * log₂ a for normal a > 0, error ≤ 10 ulp of max(1, |log₂ a|); other arguments give finite
     * nonsense.
     */
    static double log2(double a) {
        long bits = Double.doubleToRawLongBits(a);
        double m = Double.longBitsToDouble((bits & MANTISSA) | ONE);
        double e = Double.longBitsToDouble((bits >>> 52) | INTEGER_BITS) - INTEGER_OFFSET;
        int i = (int) (bits >>> 48) & (ENTRIES - 1);
        double f = Math.fma(m, Double.longBitsToDouble(RECIPROCAL[i]), -1);
        double whole = Double.longBitsToDouble(LOG2[i]) + e;
        double f2 = f * f;
        double p0 = Math.fma(f, LOG_1, LOG_0);
        double p2 = Math.fma(f, LOG_3, LOG_2);
        double p4 = Math.fma(f2, LOG_6, Math.fma(f, LOG_5, LOG_4));
        return Math.fma(Math.fma(Math.fma(p4, f2, p2), f2, p0), f, whole);
    }

    /** 2^v for |v| ≤ {@value #LARGEST}; error ≤ 42 ulp. */
    static double exp2(double v) {
        double t = v + SIXTEENTHS;
        double f = v - (t - SIXTEENTHS);
        long bits = Double.doubleToRawLongBits(t);
        double power = Double.longBitsToDouble(EXP2[(int) bits & (ENTRIES - 1)] + (bits << 48));
        double f2 = f * f;
        double p0 = Math.fma(f, EXP_1, EXP_0);
        double p2 = Math.fma(f, EXP_3, EXP_2);
        double p4 = Math.fma(f, EXP_5, EXP_4);
        return Math.fma(Math.fma(p4, f2, p2), f2, p0) * power;
    }

    /** v within ±{@value #LARGEST}; NaN stays NaN. */
    static double bounded(double v) {
        double below = v > LARGEST ? LARGEST : v;
        return below < -LARGEST ? -LARGEST : below;
    }
}
