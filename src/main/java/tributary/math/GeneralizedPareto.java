package tributary.math;

/**
 * Generalised Pareto distribution of exceedances x ≥ 0: F(x) = 1 − (1 + k x/σ)^(−1/k).
 *
 * @param shape k; above 0 the tail is a power, the moments below 1/k exist
 * @param scale σ, in units of the exceedances
 */
record GeneralizedPareto(double shape, double scale) {
    /** Where nothing can be fitted, as if the tail were heavier than any power. */
    private static final GeneralizedPareto NONE =
            new GeneralizedPareto(Double.POSITIVE_INFINITY, Double.NaN);

    private static final int FEWEST_GRID_POINTS = 30;
    private static final int PRIOR_QUARTILES = 3;

    /** The weak prior on k counts as this many observations at {@link #PRIOR_SHAPE}. */
    private static final double PRIOR_SIZE = 10;

    private static final double PRIOR_SHAPE = 0.5;

    /**
     * Empirical Bayes estimate: the posterior mean of θ = −k/σ over a grid under a data-dependent
     * prior, from which k follows; then k shrunk towards ½ (σ is not). k = ∞ where the exceedances
     * do not allow a fit: a quarter of them is 0.
     *
     * <p>Source: Zhang and Stephens (2009), doi:10.1198/tech.2009.08017; the shrinkage of Vehtari,
     * Simpson, Gelman, Yao and Gabry (2024), Pareto smoothed importance sampling, appendix G; as
     * {@code gpdfit} of R loo 2.5.1.
     *
     * @param x exceedances in ascending order, at least 5; not modified
     */
    static GeneralizedPareto fit(double[] x) {
        int n = x.length;
        double[] grid = grid(x);
        double[] logLikelihood = new double[grid.length];
        for (int j = 0; j < grid.length; j++) {
            double k = shape(grid[j], x);
            logLikelihood[j] = n * (Kernels.log(-grid[j] / k) - k - 1);
        }
        double total = LogSum.of(logLikelihood);
        double theta = 0;
        for (int j = 0; j < grid.length; j++) {
            theta += grid[j] * Kernels.exp(logLikelihood[j] - total);
        }
        double k = shape(theta, x);
        double scale = -k / theta;
        return scale > 0
                ? new GeneralizedPareto(
                        (n * k + PRIOR_SIZE * PRIOR_SHAPE) / (n + PRIOR_SIZE), scale)
                : NONE;
    }

    /** θ_j = 1/x_n + (1 − √(m/(j − ½))) / (3 x*), x* the first quartile. */
    private static double[] grid(double[] x) {
        int n = x.length;
        double[] grid = new double[FEWEST_GRID_POINTS + (int) Math.sqrt(n)];
        double quartile = x[(int) (n / 4.0 + 0.5) - 1];
        for (int j = 0; j < grid.length; j++) {
            grid[j] =
                    1 / x[n - 1]
                            + (1 - Math.sqrt(grid.length / (j + 0.5))) / PRIOR_QUARTILES / quartile;
        }
        return grid;
    }

    /** The k that belongs to θ: the mean of ln(1 − θ x). */
    private static double shape(double theta, double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += Kernels.log1p(-theta * value);
        }
        return sum / x.length;
    }

    boolean isFitted() {
        return Double.isFinite(shape);
    }

    /** The exceedance with probability p in (0, 1). */
    double quantile(double p) {
        return scale * Kernels.expm1(-shape * Kernels.log1p(-p)) / shape;
    }
}
