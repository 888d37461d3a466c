import com.sun.management.ThreadMXBean;

import tools.jackson.databind.json.JsonMapper;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.mcmc.Draws;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a gradient and a fit of a configuration cost once the JIT compiler is done: a plain loop of
 * gradients at the points of LogDensities.java, and the sampling of {@code tributary fit} after
 * short runs that nobody times.
 *
 * <pre>java … WarmSpeed.java MODEL.json CHAINS ITERATIONS SEED RESULT.json</pre>
 */
public final class WarmSpeed {
    private static final int POINTS = 20;

    /** Sd of the unconstrained coordinates, as in LogDensities.java. */
    private static final double SPREAD = 0.5;

    /**
     * Least and most time to warm up. A loop whose vectors are not compiled yet allocates, and
     * takes many times as long: it is warm when it allocates nothing.
     */
    private static final double WARM_UP_SECONDS = 3;

    private static final double LONGEST_WARM_UP_SECONDS = 30;
    private static final double LITTLE_FASTER = 0.95;

    /** Fits in a row that were little faster. */
    private static final int SETTLED = 5;

    private static final double BATCH_SECONDS = 0.3;
    private static final int BATCHES = 5;

    private final Posterior posterior;
    private final double[][] points;
    private final double[] gradient;

    /** Sum of what the loop computes, so that the compiler cannot leave it out. */
    private double sum;

    private WarmSpeed(Posterior posterior) {
        this.posterior = posterior;
        gradient = new double[posterior.dimension()];
        RandomStream random = RandomStreams.chain(20, 0);
        points = new double[POINTS][posterior.dimension()];
        for (double[] q : points) {
            Arrays.setAll(q, i -> SPREAD * random.nextGaussian());
        }
    }

    /** Cost of a gradient, and of a fit in the same JVM. */
    record Result(
            double microsecondsPerGradient,
            double bytesPerGradient,
            double sumOfLogDensities,
            long gradients,
            double seconds) {}

    public static void main(String[] arguments) throws IOException {
        FitTask task = ModelLoader.load(Path.of(arguments[0]), Optional.empty());
        Posterior posterior = ModelCompiler.compile(task.model(), task.panel()).posterior();
        int iterations = Integer.parseInt(arguments[2]);
        NutsOptions options =
                NutsOptions.defaults()
                        .withThreads(1)
                        .withChains(Integer.parseInt(arguments[1]))
                        .withWarmup(iterations)
                        .withDraws(iterations)
                        .withSeed(Long.parseLong(arguments[3]));
        Result result = new WarmSpeed(posterior).measure(options);
        JsonMapper.shared().writeValue(Path.of(arguments[4]).toFile(), result);
    }

    private Result measure(NutsOptions options) {
        warmUp();
        double[] batches = new double[BATCHES];
        Arrays.setAll(batches, i -> secondsPerGradient(BATCH_SECONDS));
        double bytes = bytesPerGradient();
        warmUpSampler(options.withChains(1).withWarmup(500).withDraws(500));
        long begin = System.nanoTime();
        Draws draws = Nuts.sample(posterior, options);
        double seconds = 1e-9 * (System.nanoTime() - begin);
        long gradients = 0;
        for (int chain = 0; chain < draws.chains(); chain++) {
            gradients += draws.statistics(chain).gradients();
        }
        double fastest = Arrays.stream(batches).min().orElseThrow();
        return new Result(1e6 * fastest, bytes, sum, gradients, seconds);
    }

    private void warmUp() {
        double seconds = 0;
        while (seconds < WARM_UP_SECONDS
                || seconds < LONGEST_WARM_UP_SECONDS && bytesPerGradient() > 0) {
            secondsPerGradient(1);
            seconds++;
        }
    }

    /**
     * Short fits, until one is hardly faster than any before: the compiler then has little left.
     */
    private void warmUpSampler(NutsOptions options) {
        double least = Double.POSITIVE_INFINITY;
        double seconds = 0;
        for (int settled = 0; settled < SETTLED && seconds < LONGEST_WARM_UP_SECONDS; ) {
            long begin = System.nanoTime();
            Nuts.sample(posterior, options);
            double last = 1e-9 * (System.nanoTime() - begin);
            seconds += last;
            settled = last > LITTLE_FASTER * least ? settled + 1 : 0;
            least = Math.min(least, last);
        }
    }

    private double bytesPerGradient() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        round();
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / POINTS;
    }

    private double secondsPerGradient(double atLeast) {
        long begin = System.nanoTime();
        long rounds = 0;
        double seconds;
        do {
            round();
            rounds++;
            seconds = 1e-9 * (System.nanoTime() - begin);
        } while (seconds < atLeast);
        return seconds / (rounds * POINTS);
    }

    /** A gradient at every point. */
    private void round() {
        for (double[] q : points) {
            sum += posterior.logDensity(q, gradient);
        }
    }
}
