package tributary.math;

/**
 * Elementary functions and array kernels whose bits do not depend on the machine.
 *
 * <p>Everything is add, multiply, divide, square root, fma and bit operations in a fixed order.
 * Every sum uses eight logical accumulators: element i goes to accumulator i mod 8 (by fma for
 * products), and they are combined as ((a0+a4)+(a2+a6)) + ((a1+a5)+(a3+a7)), so a result depends
 * neither on lane width nor on the just-in-time compiler.
 *
 * <p>Stated errors are the largest seen over 4,000 to 12,000 random arguments of each function
 * against mpmath, rounded up, in units in the last place of the result.
 *
 * <p>Array kernels work on the first n entries, never allocate, and throw {@link
 * IllegalArgumentException} where an array is shorter than that. Output arrays may be input arrays
 * where the description says so. All methods are stateless and thread-safe.
 */
public final class Kernels {
    /** Logical accumulators of a sum, and lanes of the {@link LaneLayout}. */
    public static final int LANES = 8;

    private static final KernelChoice CHOICE = KernelChoice.ofProcess();

    // One of two final classes in a constant, so that the JIT compiler calls it directly.
    private static final ArrayKernels ARRAYS =
            CHOICE.isVector() ? new VectorKernels() : ScalarKernels.INSTANCE;

    private Kernels() {}

    /** Which implementation of the array kernels runs in this process, and why. */
    public static KernelChoice implementation() {
        return CHOICE;
    }

    /** e^x; error ≤ 0.9 ulp. */
    public static double exp(double x) {
        return Elementary.exp(x);
    }

    /** e^x − 1, accurate for small x; error ≤ 1.1 ulp. */
    public static double expm1(double x) {
        return Elementary.expm1(x);
    }

    /** Natural logarithm; −∞ at ±0, NaN below; error ≤ 0.8 ulp. */
    public static double log(double x) {
        return Elementary.log(x);
    }

    /** ln(1 + x), accurate for small x; −∞ at −1, NaN below; error ≤ 0.8 ulp. */
    public static double log1p(double x) {
        return Elementary.log1p(x);
    }

    /** 1/(1 + e^−x), 0 where e^−x overflows (x < −709.78); error ≤ 2 ulp. */
    public static double logistic(double x) {
        return Elementary.logistic(x);
    }

    /** Hyperbolic tangent; error ≤ 2.5 ulp. */
    public static double tanh(double x) {
        return Elementary.tanh(x);
    }

    /**
     * x^y for x ≥ 0; NaN for x < 0, whatever y but 0. Error ≤ 1.6 ulp however large |y ln x|,
     * because ln x is carried to 64 bits.
     */
    public static double pow(double x, double y) {
        return Power.pow(x, y);
    }

    /** ln Γ(x) for x > 0; ∞ at 0, NaN below; error ≤ 6 ulp, near its zeros 1 and 2 too. */
    public static double lgamma(double x) {
        return SpecialFunctions.lgamma(x);
    }

    /** ψ(x) = d ln Γ/dx for x > 0; −∞ at 0, NaN below; error ≤ 6 ulp of max(1, |ψ|). */
    public static double digamma(double x) {
        return SpecialFunctions.digamma(x);
    }

    /** Standard normal distribution function Φ(x); error ≤ 4 ulp in both tails. */
    public static double normalCdf(double x) {
        return SpecialFunctions.normalCdf(x);
    }

    /** ln Φ(x), stable in both tails without limit; error ≤ 4 ulp. */
    public static double logNormalCdf(double x) {
        return SpecialFunctions.logNormalCdf(x);
    }

    /** d ln Φ/dx = φ(x)/Φ(x), the inverse Mills ratio; error ≤ 4 ulp. */
    public static double inverseMills(double x) {
        return SpecialFunctions.inverseMills(x);
    }

    /** Φ⁻¹(p); −∞ at 0, ∞ at 1, NaN outside [0, 1]; error ≤ 4 ulp. */
    public static double normalQuantile(double p) {
        return NormalQuantile.quantile(p);
    }

    /**
     * Φ⁻¹(e^logP), also where e^logP underflows; −∞ at −∞, ∞ at 0, NaN above; error ≤ 4.5 ulp of
     * max(1, |Φ⁻¹|).
     */
    public static double normalQuantileOfLog(double logP) {
        return NormalQuantile.quantileOfLog(logP);
    }

    /**
     * ln T_ν(x), the log distribution function of Student's t, stable in both tails; tends to ln Φ
     * as ν → ∞. NaN unless ν > 0; relative error ≤ 6e-14 for ν ≥ 0.1.
     *
     * @param nu degrees of freedom, in (0, ∞]
     */
    public static double logStudentTCdf(double x, double nu) {
        double[] out = new double[3];
        StudentTCdf.logCdf(x, nu, out);
        return out[0];
    }

    /**
     * ln T_ν(x) as above, the same bits, with its derivatives; relative errors ≤ 6e-14, those of
     * ∂/∂ν too, however large ν. At x = −∞ they are {−∞, 0, −∞}. Does not allocate.
     *
     * @param nu degrees of freedom, in (0, ∞]
     * @param out overwritten with {ln T, ∂ ln T/∂x, ∂ ln T/∂ν}, length ≥ 3
     */
    public static void logStudentTCdf(double x, double nu, double[] out) {
        check(0, 3, out);
        StudentTCdf.logCdf(x, nu, out);
    }

    /**
     * The z with Φ(z) = u Φ(bound): where u is uniform, a standard normal given that it is below
     * the bound. Stable however far the bound is in the lower tail; Φ⁻¹(u) for bound = ∞.
     *
     * @param u in [0, 1], NaN outside
     */
    public static double normalTruncatedBelow(double u, double bound) {
        return NormalQuantile.truncatedBelow(u, bound);
    }

    /**
     * The z with T_ν(z) = u T_ν(bound): where u is uniform, a standard t of ν degrees of freedom
     * given that it is below the bound. Stable however far the bound is in the lower tail (to |z|
     * of about 1e150); the quantile T_ν⁻¹(u) for bound = ∞.
     *
     * @param u in [0, 1], NaN outside
     * @param nu degrees of freedom, in (0, ∞], NaN outside
     */
    public static double studentTTruncatedBelow(double u, double nu, double bound) {
        return StudentTQuantile.truncatedBelow(u, nu, bound);
    }

    /**
     * ln p(y) of the negative binomial with mean μ and variance μ + a μ²; for a = 0 of the Poisson.
     * Error ≤ 2e-13 + 2e-15 |ln p|, however large y or small a.
     *
     * @param y count ≥ 0
     * @param mean μ > 0
     * @param dispersion a ≥ 0
     */
    public static double logNegativeBinomial(double y, double mean, double dispersion) {
        return NegativeBinomial.logDensity(y, mean, dispersion);
    }

    /**
     * Derivatives of {@link #logNegativeBinomial}.
     *
     * @param out overwritten with {∂/∂ ln μ, ∂/∂a}, length ≥ 2
     */
    public static void negativeBinomialScore(
            double y, double mean, double dispersion, double[] out) {
        check(0, 2, out);
        NegativeBinomial.score(y, mean, dispersion, out);
    }

    /**
     * ln Φ₂(a, b; ρ), the log distribution function of two standard normals with correlation ρ,
     * stable far in the lower tails.
     *
     * @param rho ρ in (−1, 1)
     */
    public static double logBivariateNormalCdf(double a, double b, double rho) {
        return BivariateNormal.logCdf(a, b, rho);
    }

    /**
     * Derivatives of ln Φ₂(a, b; ρ). Does not allocate.
     *
     * @param logCdf its value, from {@link #logBivariateNormalCdf}
     * @param out overwritten with {∂/∂a, ∂/∂b, ∂/∂ρ}, length ≥ 3
     */
    public static void bivariateNormalScore(
            double a, double b, double rho, double logCdf, double[] out) {
        check(0, 3, out);
        BivariateNormal.score(a, b, rho, logCdf, out);
    }

    /**
     * The z with Φ₂(z, b; ρ) = u Φ₂(a, b; ρ): where u is uniform, the first of two correlated
     * normals given that they are below a and b.
     *
     * @param u in [0, 1], NaN outside
     */
    public static double bivariateNormalTruncatedBelow(double u, double a, double b, double rho) {
        return BivariateNormal.truncatedBelow(u, a, b, rho);
    }

    /**
     * Normal score z = Φ⁻¹(T_ν(x)) of Student's t with its derivatives, stable in both tails. Does
     * not allocate.
     *
     * @param out overwritten with {z, ∂z/∂x, ∂z/∂ν}, length ≥ 3
     */
    public static void studentTScore(double x, double nu, double[] out) {
        check(0, 3, out);
        StudentTScore.of(x, nu, out);
    }

    /** The x whose normal score is z: T_ν⁻¹(Φ(z)). */
    public static double studentTOfScore(double z, double nu) {
        return StudentTScore.inverse(z, nu);
    }

    /** out_i = e^x_i for from ≤ i < to; {@code out} may be {@code x}. */
    public static void exp(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.exp(x, out, from, to);
    }

    /** out_i = e^x_i − 1 for from ≤ i < to; {@code out} may be {@code x}. */
    public static void expm1(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.expm1(x, out, from, to);
    }

    /** out_i = ln x_i for from ≤ i < to; {@code out} may be {@code x}. */
    public static void log(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.log(x, out, from, to);
    }

    /** out_i = ln(1 + x_i) for from ≤ i < to; {@code out} may be {@code x}. */
    public static void log1p(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.log1p(x, out, from, to);
    }

    /** out_i = tanh x_i for from ≤ i < to; {@code out} may be {@code x}. */
    public static void tanh(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.tanh(x, out, from, to);
    }

    /** out_i = 1/(1 + e^−x_i) for from ≤ i < to; {@code out} may be {@code x}. */
    public static void logistic(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.logistic(x, out, from, to);
    }

    /** out_i = x_i^y for from ≤ i < to and x_i ≥ 0; {@code out} may be {@code x}. */
    public static void pow(double[] x, double y, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.pow(x, y, out, from, to);
    }

    /** out_i = ln Γ(x_i) for from ≤ i < to; {@code out} must not be {@code x}. */
    public static void lgamma(double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.lgamma(x, out, from, to);
    }

    /**
     * out_i = ψ(x_i) for from ≤ i < to.
     *
     * @param out must not be {@code x}
     * @param scratch overwritten for from ≤ i < to
     */
    public static void digamma(double[] x, double[] out, int from, int to, double[] scratch) {
        check(from, to, x, out);
        check(from, to, scratch);
        ARRAYS.digamma(x, out, from, to, scratch);
    }

    /**
     * ln Φ(x_i) and its derivative, the inverse Mills ratio φ/Φ, for from ≤ i < to.
     *
     * @param x not modified
     * @param logCdf overwritten with ln Φ
     * @param inverseMills overwritten with φ/Φ
     */
    public static void logNormalCdf(
            double[] x, double[] logCdf, double[] inverseMills, int from, int to) {
        check(from, to, x, logCdf);
        check(from, to, inverseMills);
        ARRAYS.logNormalCdf(x, logCdf, inverseMills, from, to);
    }

    /** out_i = value for from ≤ i < to. */
    public static void fill(double value, double[] out, int from, int to) {
        check(from, to, out);
        ARRAYS.fill(value, out, from, to);
    }

    /** out_i = α x_i for from ≤ i < to; {@code out} may be {@code x}. */
    public static void scale(double alpha, double[] x, double[] out, int from, int to) {
        check(from, to, x, out);
        ARRAYS.scale(alpha, x, out, from, to);
    }

    /** out_i = x_i y_i for from ≤ i < to; {@code out} may be {@code x} or {@code y}. */
    public static void multiply(double[] x, double[] y, double[] out, int from, int to) {
        check(from, to, x, y);
        check(from, to, out);
        ARRAYS.multiply(x, y, out, from, to);
    }

    /** y_i ← fma(α, x_i, y_i) for from ≤ i < to. */
    public static void axpy(double alpha, double[] x, double[] y, int from, int to) {
        check(from, to, x, y);
        ARRAYS.axpy(alpha, x, y, from, to);
    }

    /** y_i ← fma(α, x_i, y_i) for i < n. */
    public static void axpy(double alpha, double[] x, double[] y, int n) {
        axpy(alpha, x, y, 0, n);
    }

    /** Σ x_i over from ≤ i < to. */
    public static double sum(double[] x, int from, int to) {
        check(from, to, x);
        return ARRAYS.sum(x, from, to);
    }

    /** Σ x_i over i < n. */
    public static double sum(double[] x, int n) {
        return sum(x, 0, n);
    }

    /** Σ x_i y_i over from ≤ i < to. */
    public static double dot(double[] x, double[] y, int from, int to) {
        check(from, to, x, y);
        return ARRAYS.dot(x, y, from, to);
    }

    /** Σ x_i y_i over i < n. */
    public static double dot(double[] x, double[] y, int n) {
        return dot(x, y, 0, n);
    }

    /** Σ (w_i x_i) y_i over from ≤ i < to. */
    public static double dot3(double[] w, double[] x, double[] y, int from, int to) {
        check(from, to, w, x);
        check(from, to, y);
        return ARRAYS.dot3(w, x, y, from, to);
    }

    /** Σ (w_i x_i) y_i over i < n. */
    public static double dot3(double[] w, double[] x, double[] y, int n) {
        return dot3(w, x, y, 0, n);
    }

    /**
     * Unnormalised geometric adstock a_t = x_t + λ a_{t−1} along each of the {@link LaneLayout}
     * series that follow one another in from ≤ i < to.
     *
     * @param x series in the lane layout; not modified
     * @param decay λ in [0, 1]
     * @param steps weeks per lane, ≥ 1; {@code to − from} is a multiple of 8 {@code steps}
     * @param a overwritten with the adstock, same layout; must not be {@code x}
     * @param scratch overwritten, length ≥ 8
     */
    public static void geometricAdstock(
            double[] x, double decay, int steps, int from, int to, double[] a, double[] scratch) {
        checkSeries(steps, from, to);
        check(from, to, x, a);
        check(0, LANES, scratch);
        ARRAYS.geometricAdstock(x, decay, steps, from, to, a, scratch);
    }

    /**
     * Geometric adstock as above, the same bits, with its sensitivity b_t = ∂a_t/∂λ = a_{t−1} + λ
     * b_{t−1}.
     *
     * @param da overwritten with b, same layout
     * @param scratch overwritten, length ≥ 16
     */
    public static void geometricAdstock(
            double[] x,
            double decay,
            int steps,
            int from,
            int to,
            double[] a,
            double[] da,
            double[] scratch) {
        checkSeries(steps, from, to);
        check(from, to, x, a);
        check(from, to, da);
        check(0, 2 * LANES, scratch);
        ARRAYS.geometricAdstock(x, decay, steps, from, to, a, da, scratch);
    }

    /**
     * Adjoint of the geometric adstock, g̃_t = g_t + λ g̃_{t+1} along each series: the gradient for
     * x where g is the gradient for a. Entries of padded weeks mean nothing.
     *
     * @param g gradient in the lane layout; not modified
     * @param steps weeks per lane, ≥ 1; {@code to − from} is a multiple of 8 {@code steps}
     * @param out overwritten with g̃, same layout; must not be {@code g}
     * @param scratch overwritten, length ≥ 8
     */
    public static void geometricAdstockAdjoint(
            double[] g, double decay, int steps, int from, int to, double[] out, double[] scratch) {
        checkSeries(steps, from, to);
        check(from, to, g, out);
        check(0, LANES, scratch);
        ARRAYS.geometricAdstockAdjoint(g, decay, steps, from, to, out, scratch);
    }

    /**
     * Hill saturation h = logistic(S L), L = ln a + shift, for from ≤ i < to; h = 0 and L = 0 where
     * a = 0.
     *
     * @param a adstocked media ≥ 0, normalised or not; not modified
     * @param shift −ln K for a normalised adstock, ln((1−λ)/K) for an unnormalised one
     * @param slope S > 0
     * @param logRatio overwritten with L
     * @param h overwritten with h
     */
    public static void hillForward(
            double[] a,
            double shift,
            double slope,
            double[] logRatio,
            double[] h,
            int from,
            int to) {
        check(from, to, a, logRatio);
        check(from, to, h);
        ARRAYS.hillForward(a, shift, slope, logRatio, h, from, to);
    }

    /**
     * Sums over the gradient g for h that give the parameter gradients of {@link #hillForward}:
     * with D = h (1 − h), sums = {Σ g D, Σ g D L, Σ g D b/a}, terms with a = 0 being 0.
     *
     * <p>Then ∂/∂S = sums[1], ∂/∂ln K = −S sums[0], and for a geometric adstock normalised by 1 − λ
     * ∂/∂λ = S (sums[2] − sums[0]/(1 − λ)).
     *
     * @param g gradient for h; not modified
     * @param a as in {@link #hillForward}; not modified
     * @param da b = ∂a/∂λ, unnormalised like {@code a}; not modified
     * @param logRatio L of the forward pass; not modified
     * @param h of the forward pass; not modified
     * @param scratch overwritten for from ≤ i < to
     * @param sums overwritten, length ≥ 3
     */
    public static void hillBackward(
            double[] g,
            double[] a,
            double[] da,
            double[] logRatio,
            double[] h,
            int from,
            int to,
            double[] scratch,
            double[] sums) {
        check(from, to, g, a);
        check(from, to, da, logRatio);
        check(from, to, h, scratch);
        check(0, 3, sums);
        ARRAYS.hillBackward(g, a, da, logRatio, h, from, to, scratch, sums);
    }

    /** The sum of eight accumulators in the order of all sums. */
    static double sumOfLanes(double[] x, int from) {
        return ((x[from] + x[from + 4]) + (x[from + 2] + x[from + 6]))
                + ((x[from + 1] + x[from + 5]) + (x[from + 3] + x[from + 7]));
    }

    /**
     * {@link #sumOfLanes} of every eight accumulators.
     *
     * @param x by sum and lane; not modified
     * @param out overwritten with the sums for from ≤ k < to, a multiple of eight of them
     */
    static void sumsOfLanes(double[] x, double[] out, int from, int to) {
        check(from, to, out);
        check(0, LANES * (to - from), x);
        ARRAYS.sumsOfLanes(x, out, from, to);
    }

    static void checkSeries(int steps, int from, int to) {
        if (steps < 1 || (to - from) % (LANES * steps) != 0) {
            throw new IllegalArgumentException(
                    "steps: "
                            + steps
                            + " must be ≥ 1, and "
                            + LANES
                            + " times it must divide "
                            + (to - from));
        }
    }

    static void check(int from, int to, double[] x, double[] y) {
        check(from, to, x);
        check(from, to, y);
    }

    static void check(int from, int to, double[] x) {
        if (from < 0 || from > to || to > x.length) {
            throw new IllegalArgumentException(
                    "range: " + from + " to " + to + " must lie in 0 to " + x.length);
        }
    }
}
