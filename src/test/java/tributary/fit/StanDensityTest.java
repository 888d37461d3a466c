package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The log density of two panels of markets, and of a hurdle mediator before an outcome with AR(1)
 * residuals and knots, against those of Stan programs (benchmarks/stan) at ten fixed points.
 *
 * <p>The points are random unconstrained ones from {@code LogDensities.java}; the values were
 * printed by {@code benchmarks/stan/posteriors.sh --reference}, which gave Stan the parameters that
 * these points report. Where the sampled coordinates or a default prior change on purpose, that
 * command must be run again.
 */
class StanDensityTest {
    private static final double RELATIVE = 1e-9;
    private static final double SPREAD = 0.5;

    @TempDir private Path folder;

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        StanDensityTest.class.getResourceAsStream("stan/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The configuration beside the Stan program, without the truth of its simulation. */
    private Posterior posterior(String name) throws IOException {
        ObjectNode model =
                (ObjectNode)
                        JsonMapper.shared().readTree(Path.of("benchmarks/stan", name + ".json"));
        model.remove("truth");
        Files.writeString(folder.resolve("data.csv"), resource(name + ".csv"));
        Path file = Files.writeString(folder.resolve("model.json"), model.toString());
        FitTask task = ModelLoader.load(file, Optional.empty());
        return ModelCompiler.compile(task.model(), task.panel()).posterior();
    }

    /** Both are known up to a constant, so their difference is the same everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"panel", "regional", "hurdle_ar_knots"})
    void logDensityIsThatOfStan(String name) throws IOException {
        Posterior posterior = posterior(name);
        double[] stan =
                resource(name + "-density.csv")
                        .lines()
                        .skip(1)
                        .mapToDouble(row -> Double.parseDouble(row.substring(row.indexOf(',') + 1)))
                        .toArray();
        assertThat(stan).hasSize(10);
        RandomStream random = RandomStreams.chain(20, 0);
        double constant = Double.NaN;
        for (int k = 0; k < stan.length; k++) {
            double[] q = new double[posterior.dimension()];
            for (int i = 0; i < q.length; i++) {
                q[i] = SPREAD * random.nextGaussian();
            }
            double difference = posterior.logDensity(q, new double[q.length]) - stan[k];
            if (k == 0) {
                constant = difference;
            }
            assertThat(difference)
                    .as("point %d, Stan %s", k + 1, stan[k])
                    .isCloseTo(constant, within(RELATIVE * Math.abs(stan[k])));
        }
    }
}
