package tributary.mcmc.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.Derivatives;
import tributary.math.Determinant;
import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The targets themselves: gradients against differences, values against plain formulas. */
class TargetsTest {
    private static final int POINTS = 5;

    private static Stream<AnalyticTarget> analyticTargets() {
        return AnalyticTargets.all().stream();
    }

    private static Stream<String> posteriors() {
        return PosteriorDb.folders().stream();
    }

    @ParameterizedTest
    @MethodSource("analyticTargets")
    void analyticTargetsAreWhatTheySay(AnalyticTarget analytic) {
        checkGradient(analytic.target());
        if (!analytic.target().name().equals("rotated_normal")) { // see below
            checkValue(analytic.target());
        }
        int parameters = analytic.target().parameters().size();
        assertThat(analytic.mean()).hasSize(parameters);
        assertThat(analytic.meanSquare()).hasSize(parameters);
    }

    @ParameterizedTest
    @MethodSource("posteriors")
    void posteriorsAreWhatTheySay(String folder) {
        Target target = PosteriorDb.of(folder);
        checkGradient(target);
        checkValue(target);
        assertThat(PosteriorDb.references(folder).keySet())
                .containsExactlyElementsOf(target.parameters());
    }

    /** Eigenvalues by their sum and product; a variance by the ratio of a minor to the whole. */
    @Test
    void theRotatedNormalHasTheStatedSpectrumAndVariances() {
        AnalyticTarget rotated = AnalyticTargets.rotatedNormal();
        double[][] precision = AnalyticTargets.rotatedPrecision();
        int n = precision.length;
        double trace = IntStream.range(0, n).mapToDouble(i -> precision[i][i]).sum();
        double[] variances = AnalyticTargets.illConditionedNormal().meanSquare();
        double logDeterminant = Determinant.logAbsolute(precision);
        double[][] minor = new double[n - 1][];
        Arrays.setAll(minor, i -> Arrays.copyOfRange(precision[i + 1], 1, n));

        assertThat(variances[n - 1] / variances[0]).isCloseTo(1e6, within(1e-3));
        assertThat(trace)
                .isCloseTo(Arrays.stream(variances).map(v -> 1 / v).sum(), within(1e-9 * trace));
        assertThat(logDeterminant).isCloseTo(0, within(1e-8));
        assertThat(Determinant.logAbsolute(minor) - logDeterminant)
                .isCloseTo(StrictMath.log(rotated.meanSquare()[0]), within(1e-8));
        assertThat(Arrays.stream(rotated.meanSquare()).sum())
                .isCloseTo(Arrays.stream(variances).sum(), within(1e-9));
        // −½ qᵀ P q at the first axis.
        double[] axis = new double[n];
        axis[0] = 1;
        assertThat(rotated.target().density().logDensity(axis, new double[n]))
                .isEqualTo(-0.5 * precision[0][0]);
    }

    /** A wrong gradient makes a sampler slow, not wrong: so it is checked by itself. */
    private static void checkGradient(Target target) {
        LogDensity density = target.density();
        double[] gradient = new double[density.dimension()];
        double[] ignored = new double[density.dimension()];
        int points = density.dimension() > 100 ? 1 : POINTS;
        for (int point = 0; point < points; point++) {
            double[] q = point(density.dimension(), point);
            density.logDensity(q, gradient);
            for (int i = 0; i < q.length; i++) {
                double at = q[i];
                int coordinate = i;
                double expected =
                        Derivatives.of(
                                v -> {
                                    q[coordinate] = v;
                                    return density.logDensity(q, ignored);
                                },
                                at);
                q[i] = at;
                assertThat(Derivatives.error(gradient[i], expected))
                        .as("%s: gradient[%d] %s, %s", target.name(), i, gradient[i], expected)
                        .isLessThan(1e-7);
            }
        }
    }

    /** Differences between points, as densities are known up to a constant. */
    private static void checkValue(Target target) {
        LogDensity density = target.density();
        int n = density.dimension();
        double[] ignored = new double[n];
        double constant = Double.NaN;
        for (int i = 0; i < POINTS; i++) {
            double[] q = point(n, i);
            double[] reported = target.constrain().apply(q);
            double expected =
                    PlainPosteriors.logDensity(target.name(), reported) + logJacobian(target, q);
            double difference = density.logDensity(q, ignored) - expected;
            constant = i == 0 ? difference : constant;
            assertThat(difference)
                    .as("%s at %s", target.name(), Arrays.toString(q))
                    .isCloseTo(constant, within(1e-8 * (1 + Math.abs(expected))));
        }
        double[] q = point(n, 0);
        double[] gradient = new double[n];
        double value = density.logDensity(q, gradient);
        double[] again = new double[n];
        assertThat(density.fork().logDensity(q, again)).isEqualTo(value);
        assertThat(again).isEqualTo(gradient);
    }

    private static double logJacobian(Target target, double[] q) {
        if (Arrays.equals(target.constrain().apply(q), q)) {
            return 0;
        }
        List<Integer> free = freeParameters(target);
        double[][] jacobian = new double[q.length][q.length];
        for (int j = 0; j < q.length; j++) {
            int coordinate = j;
            for (int i = 0; i < q.length; i++) {
                int parameter = free.get(i);
                double[] moved = q.clone();
                jacobian[i][j] =
                        Derivatives.of(
                                v -> {
                                    moved[coordinate] = v;
                                    return target.constrain().apply(moved)[parameter];
                                },
                                q[j]);
            }
        }
        return Determinant.logAbsolute(jacobian);
    }

    /** All reported parameters but the complements of probabilities. */
    private static List<Integer> freeParameters(Target target) {
        return IntStream.range(0, target.parameters().size())
                .filter(i -> !target.parameters().get(i).matches("theta[12]\\[2]"))
                .boxed()
                .toList();
    }

    private static double[] point(int dimension, int number) {
        RandomStream random = RandomStreams.chain(1, number);
        double[] q = new double[dimension];
        Arrays.setAll(q, i -> 4 * random.nextDouble() - 2);
        return q;
    }
}
