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
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** No byte is allocated on the gradient path. */
class GradientAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Plenty for the compiler, on a busy machine, too. */
    private static final int SECONDS = 60;

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

    @Test
    void panelOnTwoThreads() {
        CompiledModel model = Panels.compile(folder, WidePanels.CENSORED, 64);
        assertThat(bytes(model.posterior().fork(2))).isZero();
    }

    static long bytes(CompiledModel model) {
        return bytes(model.posterior());
    }

    /**
     * Least number over rounds of gradients, up to the first without any, for at most {@link
     * #SECONDS}: a byte per gradient shows in every round. What the virtual machine allocates once
     * while it compiles and links does not, nor do vectors, which are objects until the optimising
     * compiler has been at their loops.
     */
    private static long bytes(Posterior posterior) {
        int n = posterior.dimension();
        double[] q = new Random(1).doubles(n, -0.5, 0.5).toArray();
        double[] gradient = new double[n];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Set<Thread> others = new HashSet<>(Thread.getAllStackTraces().keySet());
        others.remove(Thread.currentThread());
        gradients(posterior, q, gradient);
        long[] threads = threadsBut(others);
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long before = allocated(threads);
            gradients(posterior, q, gradient);
            least = Math.min(least, allocated(threads) - before);
        }
        return least;
    }

    /** This one and the helpers of the posterior. */
    private static long[] threadsBut(Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .filter(thread ->
                        thread == Thread.currentThread()
                                || thread.getName().startsWith("gradient-"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    private static long allocated(long[] threads) {
        long sum = 0;
        for (long thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread);
        }
        return sum;
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
