package tributary.math;

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

/** The loops of {@link HillAdstock} in their scalar and their vector form, over one series. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MediaLoopsBenchmark {
    private static final double DECAY = 0.6;
    private static final double INTERCEPT = -1.5;
    private static final double SLOPE = 1.3;
    private static final double BETA = 0.4;

    @Param({"scalar", "vector"})
    private String implementation = "";

    /** Weeks, a multiple of eight. */
    @Param({"104", "208", "1024"})
    private int size;

    private MediaLoops loops;
    private int steps;

    private double[] x;
    private double[] g;
    private final double[] ends = new double[2 * Kernels.LANES];
    private double[] a;
    private double[] b;
    private double[] w;
    private double[] h;
    private double[] p;
    private double[] sum;
    private final double[] sums = new double[3 * Kernels.LANES];
    private final double[] betaBar = new double[Kernels.LANES];

    @Setup
    public void fill() {
        loops =
                switch (implementation) {
                    case "scalar" -> new ScalarMediaLoops();
                    case "vector" -> new VectorMediaLoops();
                    default -> throw new IllegalArgumentException(implementation);
                };
        steps = size / Kernels.LANES;
        var random = new Random(1);
        x = random.doubles(size).map(u -> u < 0.3 ? 0 : 2 * u).toArray();
        g = random.doubles(size, -3, 3).toArray();
        a = new double[size];
        b = new double[size];
        w = new double[size];
        h = new double[size];
        p = new double[size];
        sum = new double[size];
        loops.ends(x, 0, steps, DECAY, ends, 0);
        loops.logarithm(x, 0, steps, DECAY, ends, 0, a, b, w, 0);
        loops.saturation(a, b, w, 0, steps, SLOPE, INTERCEPT, false, BETA, h, p, sum, 0);
    }

    @Benchmark
    public double[] ends() {
        loops.ends(x, 0, steps, DECAY, ends, 0);
        return ends;
    }

    @Benchmark
    public double[] logarithm() {
        loops.logarithm(x, 0, steps, DECAY, ends, 0, a, b, w, 0);
        return w;
    }

    @Benchmark
    public double[] saturation() {
        loops.saturation(a, b, w, 0, steps, SLOPE, INTERCEPT, false, BETA, h, p, sum, 0);
        return h;
    }

    @Benchmark
    public double[] gradient() {
        loops.gradient(g, 0, h, w, p, 0, steps, BETA, sums, 0, betaBar, 0);
        return sums;
    }

    @Benchmark
    public double[] gather() {
        loops.gather(h, 0, steps, g, 0, BETA, true, sum, betaBar, 0);
        return sum;
    }
}
