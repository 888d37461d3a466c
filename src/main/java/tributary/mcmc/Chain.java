package tributary.mcmc;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.concurrent.CancellationException;

/** One Markov chain from its random start through warm-up to its last draw. */
final class Chain {
    private final int number;
    private final NutsOptions options;
    private final DrawSink sink;
    private final ProgressListener progress;
    private final RandomStream random;
    private final DiagonalMetric metric;
    private final Leapfrog leapfrog;
    private final NutsKernel kernel;
    private final PhasePoint scratch;

    /**
     * @param number from 0; chooses the random stream
     * @param density used by this chain only
     */
    Chain(
            int number,
            LogDensity density,
            NutsOptions options,
            DrawSink sink,
            ProgressListener progress) {
        this.number = number;
        this.options = options;
        this.sink = sink;
        this.progress = progress;
        int dimension = density.dimension();
        random = RandomStreams.chain(options.seed(), number);
        metric = DiagonalMetric.unit(dimension);
        leapfrog = new Leapfrog(density, metric);
        kernel = new NutsKernel(leapfrog, random, dimension, options.maxDepth());
        scratch = new PhasePoint(dimension);
    }

    /** Runs the chain to its end; {@link CancellationException} where its thread is interrupted. */
    ChainStatistics run() {
        long begin = System.nanoTime();
        StartingPoint.draw(leapfrog, scratch, random);
        kernel.start(scratch);
        double stepSize = warmUp();
        sink.warmupFinished(number, stepSize, metric.inverse());
        long warm = System.nanoTime();
        Recorder recorder = new Recorder(options.draws());
        for (int draw = 0; draw < options.draws(); draw++) {
            stopIfInterrupted();
            Transition transition = kernel.next(stepSize);
            recorder.add(transition);
            sink.draw(number, draw, kernel.state().q, transition);
            report(options.warmup() + draw + 1, false, recorder.divergences(), stepSize);
        }
        return recorder.statistics(
                stepSize,
                metric.inverse(),
                leapfrog.gradients(),
                1e-9 * (warm - begin),
                1e-9 * (System.nanoTime() - warm));
    }

    /** Adapts step size and metric; the step size to sample with. */
    private double warmUp() {
        WarmupSchedule schedule = WarmupSchedule.of(options.warmup());
        StepSizeAdaptation adaptation = new StepSizeAdaptation(options.targetAccept());
        WelfordVariance variance = new WelfordVariance(scratch.q.length);
        double stepSize = restart(adaptation, 1);
        for (int iteration = 0; iteration < options.warmup(); iteration++) {
            stopIfInterrupted();
            Transition transition = kernel.next(stepSize);
            stepSize = adaptation.update(transition.acceptStatistic());
            if (schedule.estimatesMetric(iteration)) {
                variance.add(kernel.state().q);
            }
            if (schedule.endsWindow(iteration)) {
                metric.update(variance);
                variance.reset();
                stepSize = restart(adaptation, stepSize);
            }
            report(iteration + 1, true, 0, stepSize);
        }
        return adaptation.averaged();
    }

    private double restart(StepSizeAdaptation adaptation, double stepSize) {
        double found = InitialStepSize.find(leapfrog, kernel.state(), scratch, random, stepSize);
        adaptation.restart(found);
        return found;
    }

    private void report(int iteration, boolean warmup, int divergences, double stepSize) {
        int total = options.warmup() + options.draws();
        progress.iteration(number, iteration, total, warmup, divergences, stepSize);
    }

    private void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("chain " + (number + 1) + " was interrupted");
        }
    }
}
