package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.Bijector;
import tributary.math.Bijectors;
import tributary.math.CellLayout;
import tributary.math.UnivariateDensity;
import tributary.spec.Prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Parameters in blocks against the densities and bijectors, one by one. */
class CoordinatesTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double TOLERANCE = 1e-13;
    private static final double[] EDGES = {-700, -40, -1, -0.0, 0, 1, 40, 700};

    /** A parameter in (from, to) whose value minus {@code shift} has the prior. */
    record Parameter(Prior prior, double from, double to, double shift) {
        static Parameter of(Prior prior) {
            UnivariateDensity density = Densities.of(prior);
            return new Parameter(prior, density.lower(), density.upper(), 0);
        }

        Parameter in(double lower, double upper) {
            return new Parameter(prior, Math.max(from, lower), Math.min(to, upper), shift);
        }

        Parameter shifted(double by) {
            return new Parameter(prior, from + by, to + by, by);
        }

        int addTo(ParameterLayout.Builder builder, String name) {
            return builder.sampled(name, prior, from, to, Densities.of(prior), shift);
        }

        /** {ln p + ln |dθ/dq|, its derivative}. */
        double[] reference(double q) {
            UnivariateDensity density = Densities.of(prior);
            // 1 − x does not keep its digits, and neither does (2 + x) − 2.
            if (prior instanceof Prior.Beta(double a, double b) && q > 0) {
                double[] mirrored = of(new Prior.Beta(b, a)).reference(-q);
                return new double[] {mirrored[0], -mirrored[1]};
            }
            boolean fromZero = from == shift && to == INFINITY;
            Bijector range = fromZero ? Bijectors.positive() : Bijectors.between(from, to);
            double x = range.constrain(q) - (fromZero ? 0 : shift);
            return new double[] {
                density.logDensity(x) + range.logJacobian(q),
                Math.fma(density.score(x), range.derivative(q), range.logJacobianDerivative(q))
            };
        }
    }

    static Stream<Parameter> parameters() {
        Prior normal = new Prior.Normal(0.3, 0.7);
        Prior gamma = new Prior.Gamma(2, 0.1);
        Prior logNormal = new Prior.LogNormal(0.2, 0.4);
        return Stream.of(
                Parameter.of(normal),
                Parameter.of(normal).in(0, INFINITY),
                Parameter.of(normal).in(-2, INFINITY),
                Parameter.of(normal).in(-INFINITY, 1),
                Parameter.of(normal).in(-1, 1),
                Parameter.of(normal).in(-1, 0),
                Parameter.of(normal).shifted(2),
                Parameter.of(normal).in(0, INFINITY).shifted(2),
                Parameter.of(normal).in(-INFINITY, 0).shifted(2),
                Parameter.of(normal).in(0, 1).shifted(2),
                Parameter.of(new Prior.HalfNormal(0.7)),
                Parameter.of(new Prior.HalfNormal(0.7)).in(0, 2),
                Parameter.of(logNormal),
                Parameter.of(logNormal).in(0, 2),
                Parameter.of(logNormal).in(1, INFINITY),
                Parameter.of(new Prior.Beta(1.5, 3)),
                Parameter.of(new Prior.Beta(1, 99)),
                Parameter.of(gamma),
                Parameter.of(gamma).shifted(2),
                Parameter.of(gamma).in(0, 10),
                Parameter.of(gamma).in(1, INFINITY),
                Parameter.of(new Prior.InverseGamma(3, 2)),
                Parameter.of(new Prior.Exponential(2)),
                Parameter.of(new Prior.StudentT(4, 0.2, 0.5)),
                Parameter.of(new Prior.StudentT(4, 0.2, 0.5)).in(-1, 1),
                Parameter.of(new Prior.HalfStudentT(3, 0.5)),
                Parameter.of(new Prior.HalfCauchy(0.5)),
                Parameter.of(new Prior.Laplace(0.05, 0.2)),
                Parameter.of(new Prior.Uniform(-1, 2)),
                Parameter.of(new Prior.Uniform(0, 3)).in(1, INFINITY),
                Parameter.of(new Prior.TruncatedNormal(1, 0.5, 0.1, 3)),
                Parameter.of(new Prior.TruncatedNormal(1, 0.5, 0.1, INFINITY)),
                Parameter.of(new Prior.TruncatedNormal(1, 0.5, -INFINITY, 2)),
                Parameter.of(new Prior.Pareto(1.5, 5)));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void priorAndJacobianAreThoseOneByOne(Parameter parameter) {
        var builder = new ParameterLayout.Builder();
        parameter.addTo(builder, "parameter");
        Chain chain = new Chain(builder.build());
        Random random = new Random(1);
        double[] points = new double[50];
        Arrays.setAll(points, i -> 3 * random.nextGaussian());
        for (double q : Stream.of(EDGES, points).flatMapToDouble(Arrays::stream).toArray()) {
            double[] expected = parameter.reference(q);
            double[] gradient = new double[1];
            double value = chain.logDensity(new double[] {q}, new double[1], gradient);
            assertClose(value, expected[0], "log density at " + q);
            assertClose(gradient[0], expected[1], "gradient at " + q);
        }
    }

    /** Where e^q has overflowed or vanished, the density falls on as it must. */
    @Test
    void tailsOfAnIntervalHaveNoEnd() {
        var builder = new ParameterLayout.Builder();
        Parameter.of(new Prior.Beta(1.5, 3)).addTo(builder, "parameter");
        Chain chain = new Chain(builder.build());
        double[] gradient = new double[1];
        double[] bar = new double[1];
        double below = chain.logDensity(new double[] {-2000}, bar, gradient);
        assertClose(gradient[0], 1.5, "gradient below");
        assertClose(chain.logDensity(new double[] {-1000}, bar, gradient) - below, 1500, "below");
        double above = chain.logDensity(new double[] {2000}, bar, gradient);
        assertClose(gradient[0], -3, "gradient above");
        assertClose(chain.logDensity(new double[] {1000}, bar, gradient) - above, 3000, "above");
    }

    /** What overflows in one order of multiplication need not in another. */
    private static void assertClose(double value, double expected, String what) {
        if (Double.isInfinite(expected)) {
            assertThat(value * Math.signum(expected)).as(what).isGreaterThan(1e300);
        } else {
            double allowed = TOLERANCE * (1 + Math.abs(expected));
            assertThat(value).as(what).isCloseTo(expected, within(allowed));
        }
    }

    /** A run's parameters in any order, long stretches of deviations and what others compute. */
    @Test
    void manyTogetherAreTheSameAsEach() {
        Random random = new Random(2);
        List<Parameter> shuffled = new ArrayList<>(parameters().toList());
        shuffled.addAll(parameters().toList());
        Collections.shuffle(shuffled, random);
        var builder = new ParameterLayout.Builder();
        builder.fixed("fixed", new Prior.Dirac(0.4));
        Parameter standard = Parameter.of(new Prior.Normal(0, 1));
        List<Parameter> parameters = new ArrayList<>();
        for (int k = 0; k < shuffled.size(); k++) {
            parameters.add(shuffled.get(k));
            shuffled.get(k).addTo(builder, "parameter " + k);
            if (k % 20 == 0) {
                builder.derived("derived " + k);
                for (int g = 0; g < k; g++) {
                    parameters.add(standard);
                    builder.raw("raw " + k + "." + g);
                }
            }
        }
        ParameterLayout layout = builder.build();
        Chain chain = new Chain(layout);
        double[] bar = random.doubles(layout.slots(), -1, 1).toArray();
        double[] q = random.doubles(layout.dimension(), -3, 3).toArray();
        double[] gradient = new double[q.length];
        double value = chain.logDensity(q, bar, gradient);

        double expected = 0;
        for (int i = 0; i < q.length; i++) {
            double[] reference = parameters.get(i).reference(q[i]);
            expected += reference[0];
            double slope = layout.bijector(i).derivative(q[i]);
            assertClose(
                    gradient[i],
                    Math.fma(bar[layout.coordinateSlot(i)], slope, reference[1]),
                    "gradient " + i);
        }
        assertClose(value, expected, "log density");
        assertThat(chain.w.theta[layout.slot("fixed")]).isEqualTo(0.4);
        assertThat(chain.w.theta[layout.slot("derived 20")]).isZero();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parametersAreThoseOfTheBijectorsAndStrictlyInside(Parameter parameter) {
        var builder = new ParameterLayout.Builder();
        int slot = parameter.addTo(builder, "parameter");
        ParameterLayout layout = builder.build();
        Chain chain = new Chain(layout);
        double widest = Math.max(Math.abs(parameter.from), Math.abs(parameter.to));
        boolean absolute = widest < INFINITY && parameter.from * parameter.to != 0;
        for (double q : new double[] {-1e6, -800, -700, -40, -3, -0.1, 0, 2, 40, 700, 800, 1e6}) {
            layout.constrain(new double[] {q}, chain.w);
            double theta = chain.w.theta[slot];
            double expected = layout.bijector(0).constrain(q);
            // Where e^−q overflows, λ stays at 1/(largest double).
            double allowed = 1e-15 * (absolute ? widest : Math.abs(expected)) + 1e-307;
            assertThat(theta)
                    .isCloseTo(expected, within(allowed))
                    .isFinite()
                    .isGreaterThan(parameter.from)
                    .isLessThan(parameter.to);
        }
        layout.constrain(new double[] {Double.NaN}, chain.w);
        assertThat(chain.w.theta[slot]).isNaN();
    }

    /** The prior of a sheared parameter is that of the parameter, wherever its coordinate is. */
    @Test
    void priorsOfComputedParametersAreLeftToTheirTerm() {
        var builder = new ParameterLayout.Builder();
        Parameter normal = Parameter.of(new Prior.Normal(0.3, 0.7));
        int slot = normal.addTo(builder, "parameter");
        int coordinate = builder.sheared(slot, "coordinate");
        ParameterLayout layout = builder.build();
        assertThat(layout.hasPriorWithCoordinate(0)).isFalse();
        Workspace w = new Workspace(layout.slots(), 0, CellLayout.of(1, 1));
        layout.constrain(new double[] {5}, w);
        assertThat(w.theta[coordinate]).isEqualTo(5);
        assertThat(layout.coordinates().logDensity(w)).isZero();
        w.theta[slot] = 1.1;
        new Priors(layout).forward(w);
        assertClose(w.logDensity, normal.reference(1.1)[0], "prior");
    }

    /** Layout, priors and a workspace: a posterior without data. */
    private static final class Chain {
        private final ParameterLayout layout;
        private final Priors priors;
        private final Workspace w;

        Chain(ParameterLayout layout) {
            this.layout = layout;
            priors = new Priors(layout);
            w = new Workspace(layout.slots(), 0, CellLayout.of(1, 1));
        }

        double logDensity(double[] q, double[] bar, double[] gradient) {
            w.clear();
            layout.constrain(q, w);
            w.logDensity += layout.coordinates().logDensity(w);
            priors.forward(w);
            System.arraycopy(bar, 0, w.thetaBar, 0, bar.length);
            priors.backward(w);
            layout.coordinates().pullBack(w, gradient);
            return w.logDensity;
        }
    }
}
