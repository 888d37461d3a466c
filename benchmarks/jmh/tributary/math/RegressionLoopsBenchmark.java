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

/** The loops of {@link RegressionKernels} in their scalar and their vector form. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class RegressionLoopsBenchmark {
    private static final int COLUMNS = 4;

    @Param({"scalar", "vector"})
    private String implementation = "";

    /** Cells, a multiple of eight. */
    @Param({"104", "1024", "8192"})
    private int size;

    private RegressionLoops loops;

    private final double[][] columns = new double[COLUMNS][];
    private double[] weights;
    private double[] y;
    private double[] observed;
    private double[] eta;
    private double[] out;
    private final double[] lanes = new double[COLUMNS * Kernels.LANES];

    @Setup
    public void fill() {
        loops =
                switch (implementation) {
                    case "scalar" -> new ScalarRegressionLoops();
                    case "vector" -> new VectorRegressionLoops();
                    default -> throw new IllegalArgumentException(implementation);
                };
        var random = new Random(1);
        for (int k = 0; k < COLUMNS; k++) {
            columns[k] = random.doubles(size, -1, 1).toArray();
        }
        weights = random.doubles(COLUMNS, -1e-3, 1e-3).toArray();
        y = random.doubles(size, -3, 3).toArray();
        eta = random.doubles(size, -3, 3).toArray();
        observed = random.doubles(size).map(u -> u < 0.05 ? 0 : 1).toArray();
        out = new double[size];
    }

    @Benchmark
    public double[] addFour() {
        loops.addFour(columns, weights, 0, out, 0, size);
        return out;
    }

    @Benchmark
    public double[] dotFour() {
        loops.dotFour(columns, 0, y, 0, size, lanes);
        return lanes;
    }

    @Benchmark
    public double residual() {
        return loops.residual(y, eta, observed, 0, size, out);
    }

    @Benchmark
    public double[] studentT() {
        loops.studentT(y, eta, observed, 4, 0, size, out, lanes);
        return lanes;
    }
}
