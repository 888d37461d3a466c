package tributary.mcmc;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import tributary.math.Kernels;
import tributary.math.LogDensity;
import tributary.math.RandomStreams;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a leapfrog step of the sampler costs beyond the gradient: {@code transition} less {@code
 * gradient}, all of the tree's work included; {@code step} is the integrator without the tree. The
 * density is a standard normal, which costs next to nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class LeapfrogBenchmark {
    private static final int DEPTH = 6;
    private static final int LEAPFROGS = (1 << DEPTH) - 1;

    /** So small that no tree of this depth turns: every transition takes all its steps. */
    private static final double STEP_SIZE = 0.01;

    @Param({"50", "4300"})
    private int dimension;

    /** Directions of the metric beside its diagonal. */
    @Param({"0", "20"})
    private int directions;

    private LogDensity density;
    private Leapfrog leapfrog;
    private NutsKernel kernel;
    private PhasePoint z;

    @Setup
    public void start() {
        density =
                LogDensity.of(
                        dimension,
                        (q, gradient) -> {
                            Kernels.scale(-1, q, gradient, 0, dimension);
                            return 0.5 * Kernels.dot(q, gradient, dimension);
                        });
        LowRankMetric metric = LowRankMetric.unit(dimension);
        if (directions > 0) {
            metric.setDirections(sines(), variances());
        }
        leapfrog = new Leapfrog(density, metric);
        kernel = new NutsKernel(leapfrog, RandomStreams.chain(1, 0), dimension, DEPTH);
        z = new PhasePoint(dimension);
        Arrays.setAll(z.q, i -> Math.sin(i));
        leapfrog.evaluate(z);
        leapfrog.refresh(z, RandomStreams.chain(1, 1));
        kernel.start(z);
    }

    /** Orthonormal columns of the discrete sine transform. */
    private double[][] sines() {
        double[][] columns = new double[directions][dimension];
        for (int k = 0; k < directions; k++) {
            double frequency = Math.PI * (k + 1) / (dimension + 1);
            double norm = Math.sqrt(2.0 / (dimension + 1));
            Arrays.setAll(columns[k], i -> norm * Math.sin(frequency * (i + 1)));
        }
        return columns;
    }

    private double[] variances() {
        double[] variances = new double[directions];
        Arrays.setAll(variances, k -> 1 + 0.1 * (k + 1));
        return variances;
    }

    @Benchmark
    @OperationsPerInvocation(LEAPFROGS)
    public double transition() {
        Transition transition = kernel.next(STEP_SIZE);
        if (transition.leapfrogs() != LEAPFROGS) {
            throw new IllegalStateException("a tree of " + transition.leapfrogs() + " steps");
        }
        return transition.energy();
    }

    @Benchmark
    public double step() {
        leapfrog.step(z, STEP_SIZE);
        return z.kineticEnergy;
    }

    @Benchmark
    public double gradient() {
        return density.logDensity(z.q, z.gradient);
    }
}
