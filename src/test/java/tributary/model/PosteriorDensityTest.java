package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The posterior and its linear predictors against {@link PlainModel}, which knows nothing of lanes
 * and shears: the coordinates that are sampled leave the posterior what model.md says.
 */
class PosteriorDensityTest {
    private static final double RELATIVE = 1e-12;

    @TempDir private Path folder;

    static Stream<String> configurations() {
        return Configurations.all().keySet().stream();
    }

    static Map<String, Double> reported(CompiledModel model, double[] q) {
        List<String> names = model.parameters().reportedNames();
        double[] row = new double[names.size()];
        model.posterior().report(q, row);
        Map<String, Double> result = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            result.put(names.get(i), row[i]);
        }
        return result;
    }

    /** Both are known up to a constant, so their difference is the same everywhere. */
    @ParameterizedTest
    @MethodSource("configurations")
    void densityIsThatOfThePlainModel(String name) {
        CompiledModel model = Configurations.compile(folder, Configurations.of(name));
        var plain = new PlainModel(model.spec(), model.panel(), model.parameters().priors());
        Random random = new Random(name.hashCode());
        int n = model.posterior().dimension();
        double constant = Double.NaN;
        for (int point = 0; point < 6; point++) {
            double spread = 0.4 * point;
            double[] q = random.doubles(n, -1, 1).map(u -> spread * u).toArray();
            double compiled = model.posterior().logDensity(q, new double[n]);
            double difference = compiled - plain.logDensity(reported(model, q));
            if (point == 0) {
                constant = difference;
            }
            assertThat(difference)
                    .as("%s", compiled)
                    .isCloseTo(constant, within(RELATIVE * (1 + Math.abs(compiled))));
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void predictorsAreThoseOfThePlainModel(String name) {
        CompiledModel model = Configurations.compile(folder, Configurations.of(name));
        var plain = new PlainModel(model.spec(), model.panel(), model.parameters().priors());
        var predictor = new Predictor(model);
        Random random = new Random(name.hashCode());
        int n = model.posterior().dimension();
        for (int point = 0; point < 3; point++) {
            double[] q = random.doubles(n, -2, 2).toArray();
            Map<String, Double> reported = reported(model, q);
            double[] row = reported.values().stream().mapToDouble(x -> x).toArray();
            double[] theta = new double[model.parameters().slots()];
            model.parameters().restore(row, theta);
            predictor.evaluate(theta);
            for (CompiledEquation equation : model.equations()) {
                double[] eta = predictor.linearPredictor(equation);
                double[] expected = plain.linearPredictor(equation.spec(), reported);
                for (int t = model.panel().firstTrainingWeek(); t < expected.length; t++) {
                    assertClose(eta[model.cells().index(0, t)], expected[t]);
                }
            }
        }
    }

    /** Relative to 1 + |expected|; −∞ where demand is choked is −∞ in both. */
    private static void assertClose(double eta, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(eta).isEqualTo(expected);
        } else {
            assertThat(eta).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
        }
    }
}
