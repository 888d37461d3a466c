package tributary.fit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import tributary.mcmc.ProgressListener;
import tributary.spec.SamplerSpec;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A whole fit of the bundled national model as a user meets it, in a virtual machine that has just
 * started: one chain of 200 iterations, diagnostics and effects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FitBenchmark {
    private FitTask task;

    @Setup(Level.Trial)
    public void load() throws IOException {
        FitTask declared = ModelLoader.load(Path.of("data/weekly.json"), Optional.empty());
        var sampler = new SamplerSpec(1, 100, 100, 1, 0.8, 10);
        task = new FitTask(declared.model().with(sampler), declared.panel());
    }

    @Benchmark
    public Run weekly() {
        return new LocalFitExecutor().fit(task, 1, ProgressListener.NONE);
    }
}
