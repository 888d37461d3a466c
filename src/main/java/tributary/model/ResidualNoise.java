package tributary.model;

import tributary.math.Kernels;
import tributary.math.RandomStreams;

/**
 * Residuals of new data, a pure function of their key, so that every prediction of a draw meets the
 * same ones.
 */
public final class ResidualNoise {
    private ResidualNoise() {}

    /**
     * Scaled residual of one week of a geo; under AR(1) its innovation; 0 for counts, which have
     * none.
     *
     * @param equation whose family and scale it has
     * @param theta natural parameters by slot
     * @param key from {@link #key}
     */
    public static double draw(
            CompiledEquation equation, double[] theta, long key, int geo, int week) {
        double sigma = theta[equation.sigma()[geo]];
        return sigma
                * switch (equation.spec().family()) {
                    case GAUSSIAN, TOBIT, HURDLE_LOGNORMAL -> RandomStreams.normal(key, geo, week);
                    case STUDENT_T -> studentT(theta[equation.nu()], key, geo, week);
                    case NEGATIVE_BINOMIAL -> 0;
                };
    }

    /**
     * Scaled residuals of consecutive weeks of a geo; under AR(1) they start from their stationary
     * distribution (model.md §5).
     *
     * @param first index of the first week
     * @param out one per week; overwritten
     */
    public static void path(
            CompiledEquation equation, double[] theta, long key, int geo, int first, double[] out) {
        double phi = equation.phi() < 0 ? 0 : theta[equation.phi()];
        for (int i = 0; i < out.length; i++) {
            double innovation = draw(equation, theta, key, geo, first + i);
            out[i] = i == 0 ? innovation * spread(phi, 0) : phi * out[i - 1] + innovation;
        }
    }

    /**
     * Scale of an AR(1) residual given the one {@code gap} weeks before, relative to σ: 1 after one
     * week, √((1−φ^{2k})/(1−φ²)) after k; 1/√(1−φ²) where there is none, which is a gap of 0.
     */
    static double spread(double phi, int gap) {
        if (gap == 1) {
            return 1;
        }
        double power = gap == 0 ? 0 : power(phi, gap);
        return Math.sqrt((1 - power * power) / (1 - phi * phi));
    }

    /** φ^k for k ≥ 1. */
    static double power(double phi, int k) {
        double power = phi;
        for (int i = 1; i < k; i++) {
            power *= phi;
        }
        return power;
    }

    /**
     * Key of all residuals of a draw and equation; {@code node} is the equation's index in the
     * model.
     */
    public static long key(long seed, int chain, int draw, int node) {
        return RandomStreams.key(seed, chain, draw, node);
    }

    /** √(ν (u^(−2/ν) − 1)) cos 2πv (Bailey 1994). */
    private static double studentT(double nu, long key, int geo, int week) {
        double u = RandomStreams.uniform(key, geo, week);
        double v = RandomStreams.uniform(~key, geo, week);
        double radius = Math.sqrt(nu * Kernels.expm1(-2 / nu * Kernels.log(u)));
        return radius * StrictMath.cos(2 * Math.PI * v);
    }
}
