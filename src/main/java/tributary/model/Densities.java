package tributary.model;

import tributary.math.Distributions;
import tributary.math.UnivariateDensity;
import tributary.spec.Prior;

/** The density behind each declared prior. */
final class Densities {
    private Densities() {}

    /** The density; a {@code dirac} has none and is an error here. */
    static UnivariateDensity of(Prior prior) {
        return switch (prior) {
            case Prior.Normal(double mean, double sd) -> Distributions.normal(mean, sd);
            case Prior.HalfNormal(double sd) -> Distributions.halfNormal(sd);
            case Prior.LogNormal(double mu, double sigma) -> Distributions.logNormal(mu, sigma);
            case Prior.Beta(double a, double b) -> Distributions.beta(a, b);
            case Prior.Gamma(double shape, double rate) -> Distributions.gamma(shape, rate);
            case Prior.InverseGamma(double shape, double scale) ->
                    Distributions.inverseGamma(shape, scale);
            case Prior.Exponential(double rate) -> Distributions.exponential(rate);
            case Prior.StudentT(double nu, double mean, double scale) ->
                    Distributions.studentT(nu, mean, scale);
            case Prior.HalfStudentT(double nu, double scale) ->
                    Distributions.halfStudentT(nu, scale);
            case Prior.HalfCauchy(double scale) -> Distributions.halfCauchy(scale);
            case Prior.Laplace(double mean, double scale) -> Distributions.laplace(mean, scale);
            case Prior.Uniform(double a, double b) -> Distributions.uniform(a, b);
            case Prior.Pareto(double minimum, double shape) -> Distributions.pareto(minimum, shape);
            case Prior.TruncatedNormal(double mean, double sd, double a, double b) ->
                    Distributions.truncatedNormal(mean, sd, a, b);
            case Prior.Dirac(double x) ->
                    throw new IllegalArgumentException(
                            "prior: dirac(" + x + ") has no density; the parameter is fixed");
        };
    }
}
