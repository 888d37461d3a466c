package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.math.RandomStreams;
import tributary.model.CompiledModel;
import tributary.model.MediaTransform;
import tributary.model.ModelCompiler;
import tributary.model.ParameterDraw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What curves say of a media transform against the transform itself. */
class MediaCurvesTest {
    private static final int WEEKS = 80;

    @TempDir private Path folder;

    /** After many weeks of the same media the transform is at the steady response. */
    @ParameterizedTest
    @CsvSource({
        "geometric, hill, adstock_first",
        "geometric, linear, adstock_first",
        "geometric, power, saturation_first",
        "delayed, tanh, adstock_first",
        "weibull_pdf, hill, saturation_first",
        "binomial, log1p, adstock_first"
    })
    void steadyResponseIsTheLimitOfTheTransform(String adstock, String curve, String order)
            throws IOException {
        boolean windowed = !adstock.equals("geometric");
        String type =
                windowed
                        ? "{ \"type\": \"%s\", \"window\": 6 }".formatted(adstock)
                        : "\"geometric\"";
        String channel =
                "{ \"column\": \"tv\", \"adstock\": %s, \"saturation\": \"%s\", \"order\": \"%s\" }"
                        .formatted(type, curve, order);
        String model = SimulatedData.MODEL.replace("{ \"column\": \"tv\" }", channel);
        FitTask task = SimulatedData.task(folder, model);
        CompiledModel compiled = ModelCompiler.compile(task.model(), task.panel());
        double[] theta = ParameterDraw.draw(compiled, RandomStreams.chain(5, 0), Map.of());
        theta[compiled.parameters().slot("decay_tv")] = 0.4;
        MediaTransform transform = compiled.source("tv").orElseThrow().transform();
        int cells = compiled.cells().length();
        var buffers = new MediaTransform.Buffers(cells);
        double[] steady = new double[1];
        transform.steady(theta, new double[] {1.7}, steady, buffers);
        double[] same = new double[cells];
        double[] h = new double[cells];
        for (int t = 0; t < WEEKS; t++) {
            same[compiled.cells().index(0, t)] = 1.7;
        }
        transform.apply(theta, same, h, 0, cells, buffers);
        assertThat(steady[0]).isPositive();
        assertThat(h[compiled.cells().index(0, WEEKS - 1)])
                .isCloseTo(steady[0], within(1e-12 * steady[0]));

        assertThat(transform.lastLag(12)).isEqualTo(windowed ? 6 : 12);
        double[] weights = new double[transform.lastLag(12) + 1];
        transform.carryOver(theta, compiled.cells(), weights, buffers);
        double rest = windowed ? 0 : Math.pow(0.4, 13);
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1 - rest, within(1e-12));
    }
}
