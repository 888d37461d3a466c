package tributary.math;

/**
 * ln Φ₂(a, b; ρ), the log distribution function of two standard normals with correlation ρ, with
 * its derivatives; stable far in the lower tails.
 *
 * <p>With κ = √(1 − ρ²), s_a = (ρ a − b)/κ, s_b = (ρ b − a)/κ and R² = a² + s_a² = b² + s_b², the
 * squared distance of the corner (a, b) from the origin,
 *
 * <pre>
 *   Φ₂ = 1{a, b ≥ 0} ∓ U(|a|, s_a) ∓ U(|b|, s_b), − where the bound is ≥ 0 and + where it is below,
 *   U(h, s) = ½ Φ(−h) − T(h, s/h) = e^(−R²/2)/(2π) V(h, s/h),
 *   V(h, x) = ∫_x^∞ e^(−h² (t² − x²)/2)/(1 + t²) dt,
 * </pre>
 *
 * T being the function of Owen (1956), Annals of Mathematical Statistics 27, 1075–1090. Where both
 * bounds are below 0, all terms are positive; elsewhere they cancel by a factor of about 1/κ at
 * most.
 */
final class BivariateNormal {
    private BivariateNormal() {}

    private static final double LN_2PI = 2 * SpecialFunctions.HALF_LN_2PI;

    /** Where the integrand has fallen by e^−38 it is over. */
    private static final double CUT = 38;

    /** A panel of this length in asinh t is integrated to 1e-13. */
    private static final double PANEL = 2;

    /** Beyond it a bound is no bound. */
    private static final double NO_BOUND = 1e100;

    /** Of Newton's method; few are needed. */
    private static final int MOST_STEPS = 100;

    /** Positive abscissas of the Gauss–Legendre rule of 20 points, and their weights. */
    private static final double[] ABSCISSAS = {
        0.9931285991850949, 0.9639719272779138, 0.912234428251326, 0.8391169718222188,
        0.7463319064601508, 0.636053680726515, 0.5108670019508271, 0.37370608871541955,
        0.22778585114164507, 0.07652652113349734,
    };

    private static final double[] WEIGHTS = {
        0.017614007139152118, 0.04060142980038694, 0.06267204833410907, 0.08327674157670475,
        0.10193011981724044, 0.11819453196151841, 0.13168863844917664, 0.14209610931838204,
        0.14917298647260374, 0.15275338713072584,
    };

    /** ln Φ₂(a, b; ρ) for |ρ| < 1. */
    static double logCdf(double a, double b, double rho) {
        if (a >= NO_BOUND || b >= NO_BOUND) {
            return SpecialFunctions.logNormalCdf(Math.min(a, b));
        }
        if (a <= -NO_BOUND || b <= -NO_BOUND) {
            return Double.NEGATIVE_INFINITY;
        }
        double kappa = Math.sqrt((1 - rho) * (1 + rho));
        double x = a == 0 ? Double.MIN_NORMAL : a; // so that s/h stands for its limit at 0
        double y = b == 0 ? Double.MIN_NORMAL : b;
        double sx = (rho * x - y) / kappa;
        double sy = (rho * y - x) / kappa;
        double corner = -0.5 * Math.fma(x, x, sx * sx) - LN_2PI;
        double p = x < y ? x : y; // the lower bound
        double sp = x < y ? sx : sy;
        double q = x < y ? y : x;
        double sq = x < y ? sy : sx;
        if (p >= 0) {
            double outside =
                    Elementary.exp(logU(p, sp, corner)) + Elementary.exp(logU(q, sq, corner));
            return Elementary.log1p(-outside);
        }
        if (sp >= 0 && sq >= 0) { // the exponent is common to both
            double sign = q < 0 ? 1 : -1;
            return corner + Elementary.log(scaled(-p, sp) + sign * scaled(Math.abs(q), sq));
        }
        double first = logU(-p, sp, corner);
        double second = logU(Math.abs(q), sq, corner);
        if (q >= 0) {
            return first + Elementary.log1p(-Elementary.exp(second - first));
        }
        double larger = Math.max(first, second);
        return larger + Elementary.log1p(Elementary.exp(Math.min(first, second) - larger));
    }

    /** out = {∂/∂a, ∂/∂b, ∂/∂ρ} of ln Φ₂, which is {@code value}. */
    static void score(double a, double b, double rho, double value, double[] out) {
        double kappa = Math.sqrt((1 - rho) * (1 + rho));
        double distance = (b - rho * a) / kappa;
        out[0] = slope(a, distance, value);
        out[1] = slope(b, (a - rho * b) / kappa, value);
        boolean bounded = Math.abs(a) < NO_BOUND && Math.abs(b) < NO_BOUND;
        double logDensity = -0.5 * Math.fma(a, a, distance * distance) - LN_2PI - value;
        out[2] = bounded ? Elementary.exp(logDensity) / kappa : 0;
    }

    /** The z ≤ a with Φ₂(z, b) = u Φ₂(a, b), by Newton's method between bounds. */
    static double truncatedBelow(double u, double a, double b, double rho) {
        double z = NormalQuantile.truncatedBelow(u, a);
        if (b >= NO_BOUND || !(u > 0 && u < 1)) {
            return z;
        }
        double target = Elementary.log(u) + logCdf(a, b, rho);
        double high = a;
        double low = z;
        double width = 1;
        while (logCdf(low, b, rho) > target) {
            high = low;
            low -= width;
            width *= 2;
        }
        double kappa = Math.sqrt((1 - rho) * (1 + rho));
        z = low;
        for (int i = 0; i < MOST_STEPS; i++) {
            double value = logCdf(z, b, rho);
            if (value < target) {
                low = z;
            } else {
                high = z;
            }
            double step = (target - value) / slope(z, (b - rho * z) / kappa, value);
            double next = z + step;
            if (!(next > low && next < high)) {
                next = high < NO_BOUND ? 0.5 * (low + high) : low + 1;
            }
            boolean done = !(Math.abs(next - z) > 0x1p-40 * Math.max(1, Math.abs(next)));
            z = next;
            if (done) {
                break;
            }
        }
        return Math.min(z, a);
    }

    /** φ(a) Φ(z)/Φ₂. */
    private static double slope(double a, double z, double value) {
        if (!(Math.abs(a) < NO_BOUND)) {
            return 0;
        }
        double logDensity = -0.5 * a * a - SpecialFunctions.HALF_LN_2PI;
        return Elementary.exp(logDensity + SpecialFunctions.logNormalCdf(z) - value);
    }

    /** ln U(h, s), the corner being −R²/2 − ln 2π. */
    private static double logU(double h, double s, double corner) {
        double log = corner + Elementary.log(scaled(h, Math.abs(s)));
        if (s >= 0) {
            return log;
        }
        double all = SpecialFunctions.logNormalCdf(-h);
        return all + Elementary.log1p(-Elementary.exp(log - all));
    }

    /**
     * V(h, s/h) for h > 0, s ≥ 0 in θ = asinh t, in which the integrand e^(−h² (sinh² θ −
     * x²)/2)/cosh θ is smooth on a scale of 1 whatever h: with δ = θ − asinh x, sinh² θ − x² = sinh
     * δ (sinh δ cosh 2θ₀ + cosh δ sinh 2θ₀).
     */
    private static double scaled(double h, double s) {
        double x = s / h;
        if (!(x < NO_BOUND)) {
            return Double.isNaN(x) ? x : 0;
        }
        double root = Math.sqrt(Math.fma(x, x, 1));
        double length = Math.min(length(h, x, root), CUT);
        int panels = (int) Math.ceil(length / PANEL);
        double half = 0.5 * length / panels;
        double sum = 0;
        for (int k = 0; k < panels; k++) {
            double centre = (2 * k + 1) * half;
            for (int i = 0; i < ABSCISSAS.length; i++) {
                double offset = half * ABSCISSAS[i];
                sum =
                        Math.fma(
                                WEIGHTS[i],
                                integrand(h, x, root, centre - offset)
                                        + integrand(h, x, root, centre + offset),
                                sum);
            }
        }
        return half * sum;
    }

    private static double integrand(double h, double x, double root, double delta) {
        double e = Elementary.expm1(delta);
        double back = e / (1 + e);
        double sinh = 0.5 * (e + back);
        double cosh = 1 + 0.5 * (e - back);
        double rise = sinh * Math.fma(Math.fma(2 * x, x, 1), sinh, 2 * x * root * cosh);
        return Elementary.exp(-0.5 * h * h * rise) / Math.fma(root, cosh, x * sinh);
    }

    /** The δ at which the exponent is the cut. */
    private static double length(double h, double x, double root) {
        double rise = 2 * CUT / h / h;
        double end = Math.sqrt(Math.fma(x, x, rise));
        double endRoot = Math.sqrt(Math.fma(end, end, 1));
        double growth = rise / (end + x) + rise / (endRoot + root);
        return growth < NO_BOUND ? Elementary.log1p(growth / (x + root)) : CUT;
    }
}
