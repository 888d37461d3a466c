package tributary.math;

/**
 * The loops behind {@link HillAdstock}, over one series of m steps in the {@link LaneLayout}: eight
 * lanes a step. Implementations agree bit for bit.
 */
interface MediaLoops {
    /** Added before a logarithm: 0 becomes finite, and media above 2^−279 stay what they are. */
    double TINY = 0x1p-332;

    /**
     * Where adstock a_i = x_i + λ a_{i−1} and its sensitivity b_i = a_{i−1} + λ b_{i−1} of each
     * lane end, as if nothing came before it.
     *
     * @param x from {@code from} on
     * @param ends overwritten from {@code at} on: a by lane, then b
     */
    void ends(double[] x, int from, int steps, double decay, double[] ends, int at);

    /**
     * Adstock, its sensitivity and w = log₂(a + tiny).
     *
     * @param x from {@code from} on
     * @param starts from {@code startsAt} on what comes before each lane: a by lane, then b
     * @param a overwritten from 0 on, b too
     * @param w overwritten from {@code at} on
     */
    void logarithm(
            double[] x,
            int from,
            int steps,
            double decay,
            double[] starts,
            int startsAt,
            double[] a,
            double[] b,
            double[] w,
            int at);

    /**
     * h = 1/(1 + 2^v), v = intercept − S w, p = b/a and sum += β h, with one division; at a = 0
     * both are 0.
     *
     * @param bounded whether |v| may exceed what {@link BaseTwo#exp2} takes
     * @param h overwritten from {@code at} on, p too
     * @param sum modified from {@code sumFrom} on
     */
    void saturation(
            double[] a,
            double[] b,
            double[] w,
            int at,
            int steps,
            double slope,
            double intercept,
            boolean bounded,
            double beta,
            double[] h,
            double[] p,
            double[] sum,
            int sumFrom);

    /**
     * Sums over the gradient g for β h, D = h (1 − h), by lane.
     *
     * @param g from {@code gFrom} on
     * @param sums β Σ g D, β Σ g D w and β Σ g D p are added from {@code sumsAt} on, eight lanes
     *     each
     * @param betaBar overwritten from {@code betaAt} on: Σ g h by lane
     */
    void gradient(
            double[] g,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double beta,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt);

    /** sum += β h. */
    void add(double[] h, int at, int steps, double beta, double[] sum, int sumFrom);

    /**
     * combined = β g, or combined += β g, over whole series.
     *
     * @param first whether there was nothing before
     * @param lanes overwritten from {@code lanesAt} on with Σ g h by lane
     */
    void gather(
            double[] h,
            int at,
            int steps,
            double[] g,
            int gFrom,
            double beta,
            boolean first,
            double[] combined,
            double[] lanes,
            int lanesAt);

    /**
     * {@link #gradient} of a series in two sums, g = β₀ g₀ + β₁ g₁.
     *
     * @param sums Σ g D, Σ g D w and Σ g D p are added from {@code sumsAt} on, eight lanes each
     * @param betaBar overwritten from {@code betaAt} on: Σ g₀ h, then Σ g₁ h by lane
     */
    void gradientOfTwo(
            double[] g0,
            double beta0,
            double[] g1,
            double beta1,
            int gFrom,
            double[] h,
            double[] w,
            double[] p,
            int at,
            int steps,
            double[] sums,
            int sumsAt,
            double[] betaBar,
            int betaAt);
}
