package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.Shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The model that is timed against C has the density of the C program, up to a constant; skipped
 * where that does not compile, as without gcc or AVX-512.
 */
class YardstickTest {
    private static final double TOLERANCE = 1e-10;

    @TempDir private static Path folder;

    @BeforeAll
    static void build() throws Exception {
        Path script = Shared.path("bench/limit/build.sh");
        try {
            run("bash", script.toAbsolutePath().toString(), folder.toString());
        } catch (IOException e) {
            Assumptions.abort("the C yardstick cannot be built: " + e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 8", "b, 8", "c, 2"})
    void densityIsThatOfTheProgramInC(String size, int points) throws Exception {
        run(folder.resolve("limit").toString(), size, "dump");
        YardstickDump dump = YardstickDump.read(folder.resolve("data_" + size + ".bin"));
        CompiledModel model = dump.data().compile();
        var coordinates = new YardstickCoordinates(dump.data(), model.parameters());
        int dimension = dump.data().dimension();
        assertThat(model.posterior().dimension()).isEqualTo(dimension);
        double constant = Double.NaN;
        for (YardstickDump.Point point : dump.points().subList(0, points)) {
            double[] gradient = new double[dimension];
            double logDensity =
                    model.posterior().logDensity(coordinates.point(point.q()), gradient);
            double difference = logDensity - point.logDensity();
            constant = Double.isNaN(constant) ? difference : constant;
            assertThat(difference)
                    .isCloseTo(constant, within(TOLERANCE * Math.abs(point.logDensity())));
            double[] expected = coordinates.gradient(point.q(), point.gradient());
            for (int i = 0; i < dimension; i++) {
                assertThat(gradient[i])
                        .as(model.parameters().sampledNames().get(i))
                        .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(
                    String.join(" ", command) + ": " + new String(output, StandardCharsets.UTF_8));
        }
    }
}
