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
     * Scaled residual of one week; under AR(1) its innovation.
     *
     * @param equation whose family and scale it has
     * @param theta natural parameters by slot
     * @param key from {@link #key}
     */
    public static double draw(CompiledEquation equation, double[] theta, long key, int week) {
        double sigma = theta[equation.sigma()];
        return sigma
                * switch (equation.spec().family()) {
                    case GAUSSIAN, TOBIT -> RandomStreams.normal(key, 0, week);
                    case STUDENT_T -> studentT(theta[equation.nu()], key, week);
                };
    }

    /**
     * Scaled residuals of consecutive weeks; under AR(1) they start from their stationary
     * distribution (model.md §5).
     *
     * @param first index of the first week
     * @param out one per week; overwritten
     */
    public static void path(
            CompiledEquation equation, double[] theta, long key, int first, double[] out) {
        double phi = equation.phi() < 0 ? 0 : theta[equation.phi()];
        for (int i = 0; i < out.length; i++) {
            double innovation = draw(equation, theta, key, first + i);
            out[i] = i == 0 ? innovation / Math.sqrt(1 - phi * phi) : phi * out[i - 1] + innovation;
        }
    }

    /**
     * Key of all residuals of a draw and equation; {@code node} is the equation's index in the
     * model.
     */
    public static long key(long seed, int chain, int draw, int node) {
        return RandomStreams.key(seed, chain, draw, node);
    }

    /** √(ν (u^(−2/ν) − 1)) cos 2πv (Bailey 1994). */
    private static double studentT(double nu, long key, int week) {
        double u = RandomStreams.uniform(key, 0, week);
        double v = RandomStreams.uniform(~key, 0, week);
        double radius = Math.sqrt(nu * Kernels.expm1(-2 / nu * Kernels.log(u)));
        return radius * StrictMath.cos(2 * Math.PI * v);
    }
}
