package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void studentT() {
        String json = Configurations.of("every family of priors");
        assertThat(bytes(Configurations.compile(folder, json))).isZero();
    }

    /** Of 1,000 gradients. */
    private static long bytes(CompiledModel model) {
        Posterior posterior = model.posterior();
        int n = posterior.dimension();
        double[] q = new Random(1).doubles(n, -0.5, 0.5).toArray();
        double[] gradient = new double[n];
        long thread = Thread.currentThread().threadId();
        gradients(posterior, q, gradient);
        THREADS.getThreadAllocatedBytes(thread);
        long before = THREADS.getThreadAllocatedBytes(thread);
        gradients(posterior, q, gradient);
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    private static void gradients(Posterior posterior, double[] q, double[] gradient) {
        for (int i = 0; i < 1000; i++) {
            assertFinite(posterior.logDensity(q, gradient));
        }
    }

    private static void assertFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new AssertionError(value);
        }
    }
}
