package tributary.mcmc.targets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Rubin's eight schools: y_j ~ N(θ_j, σ_j), θ_j ~ N(μ, τ), μ ~ N(0, 5), τ ~ C⁺(0, 5).
 *
 * <p>Source: Gelman et al., Bayesian Data Analysis, section 5.5.
 */
final class EightSchools {
    private EightSchools() {}

    /** Parameters (θ₁..θ_J, μ, τ); the neck of their funnel defeats any fixed step size. */
    static Target centered(String name, double[] y, double[] sigma) {
        int schools = y.length;
        ParameterDensity density =
                (x, g) -> {
                    double lp = hyperprior(x, g, schools);
                    double tau = x[schools + 1];
                    for (int j = 0; j < schools; j++) {
                        double residual = (y[j] - x[j]) / sigma[j];
                        double z = (x[j] - x[schools]) / tau;
                        lp -= 0.5 * (residual * residual + z * z);
                        g[j] += residual / sigma[j] - z / tau;
                        g[schools] += z / tau;
                        g[schools + 1] += (z * z - 1) / tau;
                    }
                    return lp - schools * StrictMath.log(tau);
                };
        return Constrained.target(name, names(schools), constraints(schools), () -> density);
    }

    /** Parameters (z₁..z_J, μ, τ) with θ_j = μ + τ z_j; reports θ. */
    static Target noncentered(String name, double[] y, double[] sigma) {
        int schools = y.length;
        ParameterDensity density =
                (x, g) -> {
                    double lp = hyperprior(x, g, schools);
                    for (int j = 0; j < schools; j++) {
                        double residual = (y[j] - theta(x, j)) / sigma[j];
                        double score = residual / sigma[j];
                        lp -= 0.5 * (residual * residual + x[j] * x[j]);
                        g[j] += x[schools + 1] * score - x[j];
                        g[schools] += score;
                        g[schools + 1] += x[j] * score;
                    }
                    return lp;
                };
        return Constrained.target(
                name,
                names(schools),
                constraints(schools),
                () -> density,
                x -> {
                    double[] reported = x.clone();
                    Arrays.setAll(reported, j -> j < schools ? theta(x, j) : x[j]);
                    return reported;
                });
    }

    private static double theta(double[] x, int school) {
        return x[x.length - 2] + x[x.length - 1] * x[school];
    }

    private static double hyperprior(double[] x, double[] g, int schools) {
        return LogPriors.normal(x, schools, 0, 5, g) + LogPriors.halfCauchy(x, schools + 1, 5, g);
    }

    private static List<String> names(int schools) {
        List<String> names = new ArrayList<>();
        for (int j = 1; j <= schools; j++) {
            names.add("theta[" + j + "]");
        }
        names.add("mu");
        names.add("tau");
        return names;
    }

    private static List<Constraint> constraints(int schools) {
        List<Constraint> constraints =
                new ArrayList<>(Collections.nCopies(schools + 1, Constraint.REAL));
        constraints.add(Constraint.POSITIVE);
        return constraints;
    }
}
