package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;

import tributary.math.LogDensity;

/**
 * Stein's identities E ∂ᵢ log p = 0 and E xᵢ ∂ᵢ log p = −1 on draws of the unconstrained position:
 * they need no reference, and fail where the density or the sampler forgets a part of the space.
 */
final class SteinIdentities {
    private SteinIdentities() {}

    /** |z| in Monte-Carlo standard errors must be below {@code limit} for every coordinate. */
    static void check(String target, LogDensity density, Draws draws, double limit) {
        int n = density.dimension();
        double[][][] score = new double[n][draws.chains()][draws.draws()];
        double[][][] product = new double[n][draws.chains()][draws.draws()];
        double[] gradient = new double[n];
        for (int c = 0; c < draws.chains(); c++) {
            for (int d = 0; d < draws.draws(); d++) {
                double[] q = draws.row(c, d);
                density.logDensity(q, gradient);
                for (int i = 0; i < n; i++) {
                    score[i][c][d] = gradient[i];
                    product[i][c][d] = q[i] * gradient[i];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            assertThat(MonteCarlo.z(score[i], 0))
                    .as("%s: z of the score of coordinate %d", target, i)
                    .isBetween(-limit, limit);
            assertThat(MonteCarlo.z(product[i], -1))
                    .as("%s: z of x times the score of coordinate %d", target, i)
                    .isBetween(-limit, limit);
        }
    }
}
