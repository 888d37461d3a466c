package tributary.mcmc.targets;

import static tributary.mcmc.targets.Constraint.ABOVE_PREVIOUS;
import static tributary.mcmc.targets.Constraint.POSITIVE;
import static tributary.mcmc.targets.Constraint.REAL;
import static tributary.mcmc.targets.Constraint.UNIT_INTERVAL;

import java.util.List;

/**
 * Two normals: y ~ θ N(μ₁, σ₁) + (1 − θ) N(μ₂, σ₂), μ₁ < μ₂ ~ N(0, 2), σ ~ N⁺(0, 2), θ ~ Beta(5,
 * 5); parameters (μ₁, μ₂, σ₁, σ₂, θ).
 */
final class GaussianMixture {
    private GaussianMixture() {}

    static Target target(String name, double[] y) {
        ParameterDensity density = (x, g) -> prior(x, g) + logLikelihood(y, x, g);
        return Constrained.target(
                name,
                List.of("mu[1]", "mu[2]", "sigma[1]", "sigma[2]", "theta"),
                List.of(REAL, ABOVE_PREVIOUS, POSITIVE, POSITIVE, UNIT_INTERVAL),
                () -> density);
    }

    private static double prior(double[] x, double[] g) {
        double lp = LogPriors.beta(x, 4, 5, 5, g);
        for (int i = 0; i < 4; i++) {
            lp += LogPriors.normal(x, i, 0, 2, g);
        }
        return lp;
    }

    private static double logLikelihood(double[] y, double[] x, double[] g) {
        double logFirst = StrictMath.log(x[4]) - StrictMath.log(x[2]);
        double logSecond = StrictMath.log1p(-x[4]) - StrictMath.log(x[3]);
        double lp = 0;
        for (double value : y) {
            double z1 = (value - x[0]) / x[2];
            double z2 = (value - x[1]) / x[3];
            double first = logFirst - 0.5 * z1 * z1;
            double second = logSecond - 0.5 * z2 * z2;
            double larger = Math.max(first, second);
            double a = StrictMath.exp(first - larger);
            double b = StrictMath.exp(second - larger);
            lp += larger + StrictMath.log(a + b);
            double share = a / (a + b); // of the first, given the value
            g[0] += share * z1 / x[2];
            g[1] += (1 - share) * z2 / x[3];
            g[2] += share * (z1 * z1 - 1) / x[2];
            g[3] += (1 - share) * (z2 * z2 - 1) / x[3];
            g[4] += share / x[4] - (1 - share) / (1 - x[4]);
        }
        return lp;
    }
}
