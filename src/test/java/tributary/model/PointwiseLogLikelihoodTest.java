package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Week by week, and so in sum, the likelihood part of {@link PlainModel}, whose density {@link
 * PosteriorDensityTest} finds to be the posterior's: every configuration, every equation.
 */
class PointwiseLogLikelihoodTest {
    private static final double RELATIVE = 1e-11;

    @TempDir private Path folder;

    static Stream<String> configurations() {
        return Configurations.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void weeksAreThoseOfThePlainModel(String name) {
        CompiledModel model = Configurations.compile(folder, Configurations.of(name));
        var plain = new PlainModel(model.spec(), model.panel(), model.parameters().priors());
        Random random = new Random(name.hashCode());
        for (int point = 0; point < 3; point++) {
            double[] q = random.doubles(model.posterior().dimension(), -1, 1).toArray();
            Map<String, Double> reported = PosteriorDensityTest.reported(model, q);
            double[] row = reported.values().stream().mapToDouble(x -> x).toArray();
            double[] theta = new double[model.parameters().slots()];
            model.parameters().restore(row, theta);
            for (CompiledEquation equation : model.equations()) {
                var likelihood = new PointwiseLogLikelihood(model, equation);
                double[] weeks = new double[likelihood.observations()];
                likelihood.evaluate(theta, 0, 1, weeks);
                double[] expected = plain.logLikelihood(equation.spec(), reported);
                assertThat(weeks).hasSameSizeAs(expected);
                for (int t = 0; t < weeks.length; t++) {
                    assertClose(weeks[t], expected[t]);
                }
                assertClose(Arrays.stream(weeks).sum(), Arrays.stream(expected).sum());
            }
        }
    }

    /** Relative to 1 + |expected|; a probability of 1 and an impossible week are exact. */
    private static void assertClose(double value, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(value).isEqualTo(expected);
        } else {
            assertThat(value).isCloseTo(expected, within(RELATIVE * (1 + Math.abs(expected))));
        }
    }
}
