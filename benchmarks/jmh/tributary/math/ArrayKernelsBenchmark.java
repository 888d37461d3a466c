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

/**
 * Every array kernel in its scalar and its vector form; sizes are two years of weeks, and arrays
 * that fit the first and the second cache. {@code -Dbenchmarks.arguments="-jvmArgsAppend
 * -XX:UseAVX=2"} runs them without AVX-512.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ArrayKernelsBenchmark {
    private static final double DECAY = 0.6;
    private static final double SHIFT = -1;
    private static final double SLOPE = 1.3;

    @Param({"scalar", "vector"})
    private String implementation = "";

    /** Multiples of eight, so that they are whole series in the lane layout. */
    @Param({"104", "1024", "8192"})
    private int size;

    private ArrayKernels kernels;
    private int steps;

    private double[] x;
    private double[] y;
    private double[] positive;
    private double[] media;
    private double[] out;

    private double[] adstock;
    private double[] sensitivity;
    private double[] logRatio;
    private double[] h;
    private double[] scratch;
    private final double[] sums = new double[3];

    @Setup
    public void fill() {
        kernels =
                switch (implementation) {
                    case "scalar" -> ScalarKernels.INSTANCE;
                    case "vector" -> new VectorKernels();
                    default -> throw new IllegalArgumentException(implementation);
                };
        steps = size / Kernels.LANES;
        var random = new Random(1);
        x = random.doubles(size, -3, 3).toArray();
        y = random.doubles(size, -3, 3).toArray();
        positive = random.doubles(size, 0.01, 10).toArray();
        media = random.doubles(size).map(u -> u < 0.3 ? 0 : 2 * u).toArray();
        out = new double[size];
        adstock = new double[size];
        sensitivity = new double[size];
        logRatio = new double[size];
        h = new double[size];
        scratch = new double[Math.max(size, 2 * Kernels.LANES)];
        kernels.geometricAdstock(media, DECAY, steps, 0, size, adstock, sensitivity, scratch);
        kernels.hillForward(adstock, SHIFT, SLOPE, logRatio, h, 0, size);
    }

    @Benchmark
    public double[] exp() {
        kernels.exp(x, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] expm1() {
        kernels.expm1(x, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] log() {
        kernels.log(positive, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] log1p() {
        kernels.log1p(positive, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] tanh() {
        kernels.tanh(x, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] logistic() {
        kernels.logistic(x, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] multiply() {
        kernels.multiply(x, y, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] axpy() {
        kernels.axpy(1e-3, x, out, 0, size);
        return out;
    }

    @Benchmark
    public double sum() {
        return kernels.sum(x, 0, size);
    }

    @Benchmark
    public double dot() {
        return kernels.dot(x, y, 0, size);
    }

    @Benchmark
    public double dot3() {
        return kernels.dot3(positive, x, y, 0, size);
    }

    @Benchmark
    public double[] geometricAdstock() {
        kernels.geometricAdstock(media, DECAY, steps, 0, size, out, scratch);
        return out;
    }

    @Benchmark
    public double[] geometricAdstockWithSensitivity() {
        kernels.geometricAdstock(media, DECAY, steps, 0, size, out, sensitivity, scratch);
        return out;
    }

    @Benchmark
    public double[] geometricAdstockAdjoint() {
        kernels.geometricAdstockAdjoint(x, DECAY, steps, 0, size, out, scratch);
        return out;
    }

    @Benchmark
    public double[] hillForward() {
        kernels.hillForward(adstock, SHIFT, SLOPE, logRatio, h, 0, size);
        return h;
    }

    @Benchmark
    public double[] hillBackward() {
        kernels.hillBackward(x, adstock, sensitivity, logRatio, h, 0, size, scratch, sums);
        return sums;
    }
}
