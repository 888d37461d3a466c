package tributary.mcmc;

import tributary.math.RandomStream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Adapts metric and step size of one chain from its transitions. */
final class Warmup {
    private final WarmupSchedule schedule;
    private final boolean symmetricAcceptance;
    private final Leapfrog leapfrog;
    private final RandomStream random;
    private final PhasePoint scratch;
    private final StepSizeAdaptation stepSizes;
    private final MetricAdaptation metrics;
    private double stepSize = 1;

    Warmup(
            NutsOptions options,
            Leapfrog leapfrog,
            LowRankMetric metric,
            RandomStream random,
            int dimension) {
        this.leapfrog = leapfrog;
        this.random = random;
        Adaptation adaptation = options.adaptation();
        schedule = WarmupSchedule.of(options.warmup(), adaptation);
        symmetricAcceptance = adaptation.symmetricAcceptance();
        stepSizes = new StepSizeAdaptation(options.targetAccept());
        metrics =
                new MetricAdaptation(
                        metric, dimension, options.metric(), adaptation, schedule.longestMemory());
        scratch = new PhasePoint(dimension);
    }

    /**
     * Guesses metric and step size at the starting point.
     *
     * @throws SamplingException if there is no step size
     */
    void start(PhasePoint state) {
        metrics.start(state);
        stepSize = InitialStepSize.find(leapfrog, state, scratch, random, stepSize);
        stepSizes.restart(stepSize);
    }

    /** Step size of the next transition. */
    double stepSize() {
        return stepSize;
    }

    /**
     * Learns from a transition.
     *
     * @param iteration from 0
     */
    void learn(int iteration, Transition transition, PhasePoint state) {
        boolean symmetric = symmetricAcceptance && schedule.isLate(iteration);
        stepSize =
                stepSizes.update(
                        symmetric
                                ? transition.symmetricAcceptStatistic
                                : transition.acceptStatistic);
        if (!schedule.adaptsMetric(iteration)) {
            return;
        }
        boolean isOther = metrics.learn(state);
        if (schedule.endsWindow(iteration)) {
            isOther |= metrics.endWindow();
        } else if (!schedule.adaptsMetric(iteration + 1)) {
            isOther |= metrics.update();
            // The metric is finished: its step size is found anew. Dual averaging that begins again
            // also errs on the side of smaller steps (0.85 realised of 0.8 aimed at), which costs
            // no effective samples per gradient and spares divergences.
            stepSizes.restart(stepSizes.averaged());
        }
        if (isOther) {
            double found = InitialStepSize.search(leapfrog, state, scratch, random, stepSize);
            // Where a metric suits the draws before but not this one, the old step size must do.
            stepSize = found > 0 && Double.isFinite(found) ? found : stepSize;
            stepSizes.restart(stepSize);
        }
    }

    /** Fixes the step size for the draws to come. */
    void finish() {
        stepSize = stepSizes.averaged();
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(stepSize);
        stepSizes.save(out);
        metrics.save(out);
    }

    void restore(DataInput in) throws IOException {
        stepSize = in.readDouble();
        stepSizes.restore(in);
        metrics.restore(in);
    }
}
