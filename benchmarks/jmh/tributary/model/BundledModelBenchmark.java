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

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The gradient of models of the bundled data: one with a mediator, and three compositions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class BundledModelBenchmark {
    private static final int POINTS = 8;

    @Param({
        "data/weekly.json",
        "data/six-channels/identity.json",
        "data/six-channels/log.json",
        "data/six-channels/scaled.json"
    })
    private String configuration = "";

    private Posterior posterior;
    private double[][] points;
    private double[] gradient;
    private int next;

    @Setup
    public void compile() throws IOException {
        FitTask task = ModelLoader.load(Path.of(configuration), Optional.empty());
        posterior = ModelCompiler.compile(task.model(), task.panel()).posterior();
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
