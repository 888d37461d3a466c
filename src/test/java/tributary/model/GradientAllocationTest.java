package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** No byte is allocated on the gradient path. */
class GradientAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir private Path folder;

    @Test
    void bundledModel() throws IOException {
        FitTask task = ModelLoader.load(Path.of("data", "weekly.json"), Optional.empty());
        assertThat(bytes(ModelCompiler.compile(task.model(), task.panel()))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every family of priors",
                "real weeks, predicted, \"family\": \"student_t\"",
                "real weeks",
                "predicted log link",
                "price linear_demand log",
                "products scaled",
                "ar scaled, \"family\": \"student_t\"",
                "media weibull_pdf",
                "media predicted delayed after the curve",
                "media with curves of paths, effectiveness over time, predicted"
            })
    void configurations(String name) {
        assertThat(bytes(Configurations.compile(folder, Configurations.of(name)))).isZero();
    }

    /**
     * Least number over rounds of gradients, up to the first without any: a byte per gradient shows
     * in every round, what the virtual machine allocates once while it compiles and links does not.
     */
    static long bytes(CompiledModel model) {
        Posterior posterior = model.posterior();
        int n = posterior.dimension();
        double[] q = new Random(1).doubles(n, -0.5, 0.5).toArray();
        double[] gradient = new double[n];
        long thread = Thread.currentThread().threadId();
        gradients(posterior, q, gradient);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            gradients(posterior, q, gradient);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private static void gradients(Posterior posterior, double[] q, double[] gradient) {
        for (int i = 0; i < 250; i++) {
            assertFinite(posterior.logDensity(q, gradient));
        }
    }

    private static void assertFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new AssertionError(value);
        }
    }
}
