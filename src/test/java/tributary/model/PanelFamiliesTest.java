package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.Bijector;
import tributary.math.Derivatives;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

/** Every family over markets of different sizes, with intercepts and noise of their own. */
class PanelFamiliesTest {
    private static final int GEOS = 3;

    private static final String FRAME =
            """
            { DATA, "outcome": { %s },
              "channels": [ { "column": "a" }, { "column": "b" } ],
              "mediators": [ %s ],
              "paths": [ "a -> m", "b -> m", "a -> y", "b -> y", "m -> y" ],
              "controls": [ { "column": "price" } ],
              "seasonality": { "order": 1 }%s }
            """;

    private static final String Y = "\"column\": \"y\", \"noise\": \"per_geo\"";
    private static final String COUNT =
            "\"column\": \"count\", \"name\": \"y\", \"family\": \"negative_binomial\","
                    + " \"noise\": \"per_geo\"";
    private static final String FLOORED =
            "\"column\": \"yf\", \"name\": \"y\", \"floor\": 3000, \"noise\": \"per_geo\"";
    private static final String STUDENT_T = ", \"family\": \"student_t\"";
    private static final String M = "{ \"column\": \"m\"%s }";
    private static final String ZEROS =
            "{ \"column\": \"mz\", \"name\": \"m\", \"family\": \"%s\" }";
    private static final String HURDLE = ZEROS.formatted("hurdle_lognormal");
    private static final String TOBIT = ZEROS.formatted("tobit");
    private static final String TIE =
            ", \"correlations\": [ { \"between\": [ \"m\", \"y\" ], \"rho\": \"normal(0, 0.5)\" }"
                    + " ]";

    /** A modelled input moves the coordinate of an intercept, and with it the prior. */
    private static final String FIXED =
            ", \"pooling\": { \"geos\": false }, \"priors\": { \"intercept_y\": \"dirac(0.4)\" }";

    @TempDir private Path folder;

    static Stream<String> models() {
        return Stream.of(
                FRAME.formatted(COUNT, M.formatted(""), ""),
                FRAME.formatted(COUNT, HURDLE.replace(" }", ", \"input\": \"predicted\" }"), FIXED),
                FRAME.formatted(Y, HURDLE, ", \"pooling\": { \"geos\": false }"),
                FRAME.formatted(Y, HURDLE, ", \"pooling\": { \"parametrization\": \"centered\" }"),
                FRAME.formatted(Y + STUDENT_T, M.formatted(STUDENT_T), ""),
                FRAME.formatted(FLOORED + STUDENT_T, TOBIT, TIE),
                FRAME.formatted(FLOORED, M.formatted(STUDENT_T), TIE),
                FRAME.formatted(Y, TOBIT, TIE));
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientIsTheDerivative(String json) {
        Posterior posterior = Panels.compile(folder, json, GEOS).posterior();
        int n = posterior.dimension();
        double[] q = new Random(1).doubles(n, -0.5, 0.5).toArray();
        double[] gradient = new double[n];
        assertThat(posterior.logDensity(q, gradient)).isFinite();
        double[] room = new double[n];
        for (int i = 0; i < n; i++) {
            int k = i;
            double numeric =
                    Derivatives.of(
                            x -> {
                                double[] at = q.clone();
                                at[k] = x;
                                return posterior.logDensity(at, room);
                            },
                            q[k]);
            assertThat(Derivatives.error(gradient[k], numeric)).isLessThan(1e-6);
        }
    }

    /**
     * Where only scales, degrees of freedom and correlations move, the density changes by what
     * their priors do and by the sum over the observations one by one.
     */
    @ParameterizedTest
    @MethodSource("models")
    void observationsAddUpToTheLikelihood(String json) {
        CompiledModel model = Panels.compile(folder, json, GEOS);
        Random random = new Random(2);
        int n = model.posterior().dimension();
        double[] q = random.doubles(n, -0.5, 0.5).toArray();
        double constant = Double.NaN;
        for (int point = 0; point < 4; point++) {
            double prior = 0;
            for (int i = 0; i < n; i++) {
                if (model.parameters().sampledNames().get(i).matches("(sigma|nu|rho)_.*")) {
                    q[i] = random.nextDouble() - 0.5;
                    prior += logPrior(model.parameters(), i, q[i]);
                }
            }
            double density = model.posterior().logDensity(q, new double[n]);
            double difference = density - prior - logLikelihood(model, q);
            constant = point == 0 ? difference : constant;
            double allowed = 1e-11 * (1 + Math.abs(density));
            assertThat(difference).isCloseTo(constant, within(allowed));
        }
    }

    private static double logPrior(ParameterLayout layout, int i, double q) {
        Bijector bijector = layout.bijector(i);
        double value = bijector.constrain(q) - layout.shift(i);
        return layout.density(i).logDensity(value) + bijector.logJacobian(q);
    }

    /** Observations against naive formulas, by market. */
    @ParameterizedTest
    @MethodSource("models")
    void observationsHaveTheDensityOfTheirMarket(String json) {
        CompiledModel model = Panels.compile(folder, json, GEOS);
        double[] q = new Random(3).doubles(model.posterior().dimension(), -0.5, 0.5).toArray();
        double[] theta = restored(model, q);
        var predictor = new Predictor(model);
        predictor.evaluate(theta);
        for (CompiledEquation equation : model.equations()) {
            var likelihood = new PointwiseLogLikelihood(model, equation);
            double[] out = new double[likelihood.observations()];
            likelihood.evaluate(theta, 0, GEOS, out);
            for (int k = 0; k < out.length; k++) {
                int geo = likelihood.geo(k);
                int cell = model.cells().index(geo, likelihood.week(k));
                double expected = logDensity(model, equation, predictor, theta, geo, cell);
                assertThat(out[k]).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
            }
        }
    }

    private static double logDensity(
            CompiledModel model,
            CompiledEquation e,
            Predictor predictor,
            double[] theta,
            int geo,
            int cell) {
        double population = model.panel().geos().get(geo).population();
        double value = e.column()[cell];
        double unit = e.scale().scale() * population;
        double eta = predictor.linearPredictor(e)[cell];
        double sigma = theta[e.sigma()[geo]];
        return switch (e.spec().family()) {
            case NEGATIVE_BINOMIAL -> {
                double r = 1 / (sigma * sigma);
                double p = r / (r + unit * StrictMath.exp(eta));
                yield LogGamma.value(value + r)
                        - LogGamma.value(r)
                        - LogGamma.value(value + 1)
                        + r * StrictMath.log(p)
                        + value * StrictMath.log1p(-p);
            }
            case HURDLE_LOGNORMAL -> {
                double odds =
                        StrictMath.exp(predictor.linearPredictor(e.active().orElseThrow())[cell]);
                double location = eta + StrictMath.log(unit);
                yield value > 0
                        ? StrictMath.log(odds / (1 + odds))
                                + LogNormalDistribution.of(location, sigma).logDensity(value)
                        : -StrictMath.log1p(odds);
            }
            case GAUSSIAN, STUDENT_T, TOBIT -> {
                double x = standardized(e, predictor, theta, geo, cell);
                ContinuousDistribution margin =
                        e.nu() < 0 ? NormalDistribution.of(0, 1) : TDistribution.of(theta[e.nu()]);
                double own =
                        isFloored(e, cell)
                                ? StrictMath.log(margin.cumulativeProbability(x))
                                : margin.logDensity(x) - StrictMath.log(sigma * unit);
                yield own + tie(model, e, predictor, theta, geo, cell);
            }
        };
    }

    /** What the mediator says of the outcome. */
    private static double tie(
            CompiledModel model,
            CompiledEquation e,
            Predictor predictor,
            double[] theta,
            int geo,
            int cell) {
        if (e.copula().isEmpty() || e != model.outcome()) {
            return 0;
        }
        CompiledEquation m = model.equation("m");
        return PlainCopula.logWeight(
                score(m, predictor, theta, geo, cell),
                isFloored(m, cell),
                score(e, predictor, theta, geo, cell),
                isFloored(e, cell),
                theta[e.copula().get().rho()]);
    }

    private static boolean isFloored(CompiledEquation e, int cell) {
        return e.column()[cell] <= e.spec().floor().orElse(Double.NEGATIVE_INFINITY);
    }

    private static double standardized(
            CompiledEquation e, Predictor predictor, double[] theta, int geo, int cell) {
        double floor = e.spec().floor().orElse(Double.NEGATIVE_INFINITY);
        double value =
                Math.max(e.column()[cell], floor) / (e.scale().scale() * e.population()[cell]);
        return (value - predictor.linearPredictor(e)[cell]) / theta[e.sigma()[geo]];
    }

    private static double score(
            CompiledEquation e, Predictor predictor, double[] theta, int geo, int cell) {
        return PlainCopula.score(
                standardized(e, predictor, theta, geo, cell),
                e.nu() < 0 ? OptionalDouble.empty() : OptionalDouble.of(theta[e.nu()]));
    }

    private static double[] restored(CompiledModel model, double[] q) {
        double[] row = new double[model.parameters().reportedNames().size()];
        model.posterior().report(q, row);
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(row, theta);
        return theta;
    }

    private static double logLikelihood(CompiledModel model, double[] q) {
        double[] theta = restored(model, q);
        double sum = 0;
        for (CompiledEquation equation : model.equations()) {
            var likelihood = new PointwiseLogLikelihood(model, equation);
            double[] out = new double[likelihood.observations()];
            likelihood.evaluate(theta, 0, GEOS, out);
            sum += Arrays.stream(out).sum();
        }
        return sum;
    }
}
