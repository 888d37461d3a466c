package tributary.spec;

/**
 * A prior as written in a configuration; restricted to the support of the parameter it is given.
 */
public sealed interface Prior {
    record Normal(double mean, double sd) implements Prior {}

    record HalfNormal(double sd) implements Prior {}

    record LogNormal(double mu, double sigma) implements Prior {}

    record Beta(double a, double b) implements Prior {}

    record Gamma(double shape, double rate) implements Prior {}

    record InverseGamma(double shape, double scale) implements Prior {}

    record Exponential(double rate) implements Prior {}

    record StudentT(double nu, double mean, double scale) implements Prior {}

    record HalfStudentT(double nu, double scale) implements Prior {}

    record HalfCauchy(double scale) implements Prior {}

    record Laplace(double mean, double scale) implements Prior {}

    record Uniform(double a, double b) implements Prior {}

    record TruncatedNormal(double mean, double sd, double a, double b) implements Prior {}

    /** Density shape · minimum^shape / x^(shape + 1) above the minimum. */
    record Pareto(double minimum, double shape) implements Prior {}

    /** All mass at {@code x}: the parameter is fixed. */
    record Dirac(double x) implements Prior {}
}
