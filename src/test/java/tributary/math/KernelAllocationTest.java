package tributary.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * In a process of its own: what other tests did to a kernel, with special values say, stays in its
 * profile and may keep the compiler from seeing through its vectors.
 */
class KernelAllocationTest {
    @Test
    void nothingAllocatesAfterWarmUp() throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        assertThat(new String(said, StandardCharsets.UTF_8).strip()).isEqualTo("0");
    }

    /** Prints the least number of bytes that a thousand rounds of all kernels allocate. */
    static final class Child {
        private static final long LONGEST_WARM_UP = 60_000_000_000L;
        private static final int STEPS = 13;
        private static final int N = 8 * STEPS;
        private final double[] x = random(N, 8);
        private final double[] y = random(N, 9);
        private final double[] a = new double[N];
        private final double[] da = new double[N];
        private final double[] logRatio = new double[N];
        private final double[] h = new double[N];
        private final double[] out = new double[N];
        private final double[] scratch = new double[N];
        private final double[] sums = new double[3];
        private double total;

        public static void main(String[] arguments) {
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            var work = new Child();
            long id = Thread.currentThread().threadId();
            threads.getThreadAllocatedBytes(id); // the first call may allocate itself
            // Until all is compiled, which takes long where the compiler's thread has to wait.
            long least = Long.MAX_VALUE;
            long patience = System.nanoTime() + LONGEST_WARM_UP;
            while (least > 0 && System.nanoTime() < patience) {
                long before = threads.getThreadAllocatedBytes(id);
                for (int i = 0; i < 1000; i++) {
                    work.run();
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
            }
            System.out.println(Double.isFinite(work.total) && work.total != 0 ? least : -1);
        }

        void run() {
            Kernels.geometricAdstock(x, 0.6, STEPS, 0, N, a, scratch);
            Kernels.geometricAdstock(x, 0.6, STEPS, 0, N, a, da, scratch);
            Kernels.hillForward(a, -0.2, 1.3, logRatio, h, 0, N);
            Kernels.hillBackward(y, a, da, logRatio, h, 0, N, scratch, sums);
            Kernels.geometricAdstockAdjoint(y, 0.6, STEPS, 0, N, out, scratch);
            Kernels.exp(x, out, 0, N);
            Kernels.log(x, out, 0, N);
            Kernels.logistic(x, out, 0, N);
            Kernels.expm1(x, out, 0, N);
            Kernels.log1p(x, out, 0, N);
            Kernels.tanh(x, out, 0, N);
            Kernels.pow(x, 0.7, out, 0, N);
            Kernels.lgamma(x, out, 0, N);
            Kernels.digamma(x, out, 0, N, scratch);
            Kernels.logNormalCdf(y, out, h, 0, N);
            Kernels.multiply(x, y, out, 0, N);
            Kernels.axpy(0.5, x, out, N);
            Kernels.scale(0.5, out, out, 0, N);
            total += sums[2] + Kernels.sum(out, N) + Kernels.dot(x, out, N);
            total += Kernels.dot3(x, y, out, N) + Kernels.logNormalCdf(total) + Kernels.lgamma(3.3);
            Kernels.fill(0, out, 0, N);
        }

        /** Positive values of several magnitudes. */
        private static double[] random(int n, long seed) {
            var random = new SplittableRandom(seed);
            double[] x = new double[n];
            Arrays.setAll(x, i -> random.nextDouble() * (i % 3 == 0 ? 100 : 0.01) + 1e-9);
            return x;
        }
    }
}
