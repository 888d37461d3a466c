package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.LogDensity;
import tributary.math.RandomStreams;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The kernel enumerated: its exact transition probabilities between the states of an orbit are
 * those of the definition, and they leave the weights e^−H invariant. No sampling error, no
 * tolerance but rounding.
 */
class NutsInvarianceTest {
    private static final int MAX_DEPTH = 3;

    /** States that a transition can move by, in either direction. */
    private static final int REACH = (1 << MAX_DEPTH) - 1;

    /** Every start that can end in it has all that it can visit on the orbit. */
    private static final int TARGET = 2 * REACH;

    @ParameterizedTest
    @MethodSource("orbits")
    void transitionsAreThoseOfTheDefinitionAndLeaveTheWeightsInvariant(Orbit orbit) {
        ExactTransition kernel = new ExactTransition(orbit, MAX_DEPTH);
        PlainNuts definition = new PlainNuts(orbit, MAX_DEPTH);
        double arriving = 0;
        for (int from = TARGET - REACH; from <= TARGET + REACH; from++) {
            double[] probabilities = kernel.from(from);
            double[] expected = definition.from(from);

            assertThat(Arrays.stream(expected).sum()).isCloseTo(1, within(1e-14));
            assertThat(probabilities).as("from %d", from).containsExactly(expected, within(1e-12));
            arriving += orbit.weight(from) * probabilities[TARGET];
        }
        assertThat(arriving / orbit.weight(TARGET)).isCloseTo(1, within(1e-12));
    }

    /** Some of physics, and mock ones with turns that only one of the two seam checks sees. */
    private static Stream<Orbit> orbits() {
        Stream<Orbit> physical =
                Stream.of(
                        orbit(LogDensity.of(1, (q, g) -> g[0] = 0), 0.1, 0, 1),
                        orbit(anharmonic(), 0.74, 1.2, -0.8, 0.4, 1.3),
                        orbit(anharmonic(), 0.3, 0.2, 0.9, 1.1, -0.2));
        return Stream.concat(
                physical, IntStream.of(0, 2, 3, 263).mapToObj(NutsInvarianceTest::mock));
    }

    private static Orbit orbit(LogDensity density, double stepSize, double... qp) {
        int n = qp.length / 2;
        return Orbit.through(
                density, stepSize, TARGET, Arrays.copyOf(qp, n), Arrays.copyOfRange(qp, n, 2 * n));
    }

    /** −q₁⁴/4 − q₂²/2 − 0.3 q₁q₂: turns irregularly, and with large steps its energy errs. */
    private static LogDensity anharmonic() {
        return LogDensity.of(
                2,
                (q, g) -> {
                    double a = q[0] * q[0];
                    g[0] = -q[0] * a - 0.3 * q[1];
                    g[1] = -q[1] - 0.3 * q[0];
                    return -0.25 * a * a - 0.5 * q[1] * q[1] - 0.3 * q[0] * q[1];
                });
    }

    /**
     * Density and gradient are random functions of the position that have nothing to do with each
     * other: leapfrog is still reversible and preserves volume, which is all that invariance needs.
     * Kicks are multiples of ⅛, so that an orbit is exact and the same from all of its states.
     */
    private static Orbit mock(int number) {
        LogDensity density =
                LogDensity.of(
                        2,
                        (q, g) -> {
                            long point = 1_000_003 * (long) (64 * q[0]) + (long) (64 * q[1]);
                            long key = RandomStreams.key(number, 0, 0, 0);
                            for (int i = 0; i < 2; i++) {
                                double u = RandomStreams.uniform(key + point, i, 0);
                                g[i] = 0.5 * Math.rint(6 * (2 * u - 1));
                            }
                            return RandomStreams.uniform(key + point, 2, 0);
                        });
        return orbit(density, 0.5, 0, 0, 1, 0.5);
    }
}
