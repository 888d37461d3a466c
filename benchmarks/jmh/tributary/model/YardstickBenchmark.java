package tributary.model;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The gradient of the model of the C yardstick at its three sizes, {@link Yardstick#ofSize}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class YardstickBenchmark {
    private static final int POINTS = 8;

    @Param({"a", "b", "c"})
    private String size = "";

    /** Size a is too small for a second thread and stays on one. */
    @Param({"1", "2"})
    private int threads;

    private Posterior posterior;
    private double[][] points;
    private double[] gradient;
    private int next;

    @Setup
    public void compile() {
        posterior = Yardstick.ofSize(size).compile().posterior().fork(threads);
        var random = new Random(1);
        points = new double[POINTS][];
        for (int p = 0; p < POINTS; p++) {
            points[p] = random.doubles(posterior.dimension(), -0.5, 0.5).toArray();
        }
        gradient = new double[posterior.dimension()];
    }

    @Benchmark
    public double gradient() {
        next = (next + 1) % POINTS;
        return posterior.logDensity(points[next], gradient);
    }
}
