package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tributary.math.Derivatives;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** The gradient of whole posteriors against extrapolated central differences. */
class PosteriorGradientTest {
    private static final double TOLERANCE = 1e-6;

    @TempDir private Path folder;

    static Stream<String> configurations() {
        return Configurations.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void gradientIsTheDerivative(String name) {
        Posterior posterior = Configurations.compile(folder, Configurations.of(name)).posterior();
        Random random = new Random(name.hashCode());
        for (double spread : new double[] {0, 0.5, 2}) {
            double[] q =
                    random.doubles(posterior.dimension(), -1, 1).map(u -> u * spread).toArray();
            check(posterior, q, random);
        }
    }

    static void check(Posterior posterior, double[] q, Random random) {
        int n = posterior.dimension();
        double[] gradient = new double[n];
        double value = posterior.logDensity(q, gradient);
        assertThat(value).isFinite();
        double[] room = new double[n];
        double[] point = q.clone();
        for (int i = 0; i < n; i++) {
            int k = i;
            double numeric =
                    Derivatives.of(
                            x -> {
                                point[k] = x;
                                return posterior.logDensity(point, room);
                            },
                            q[i]);
            point[i] = q[i];
            assertThat(Derivatives.error(gradient[i], numeric))
                    .as("%d: %s, %s", i, gradient[i], numeric)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
        double[] direction = random.doubles(n, -1, 1).toArray();
        double length = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
        double along = 0;
        for (int i = 0; i < n; i++) {
            direction[i] /= length;
            along += direction[i] * gradient[i];
        }
        double numeric =
                Derivatives.of(
                        t -> {
                            Arrays.setAll(point, i -> q[i] + t * direction[i]);
                            return posterior.logDensity(point, room);
                        },
                        0);
        assertThat(Derivatives.error(along, numeric)).isLessThanOrEqualTo(TOLERANCE);
    }
}
