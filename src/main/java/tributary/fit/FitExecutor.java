package tributary.fit;

import tributary.mcmc.ProgressListener;
import tributary.store.Run;
import tributary.store.SampleStore;

/** Runs fits; on this machine by {@link LocalFitExecutor}. */
public interface FitExecutor {
    /** Runs a fit in memory. */
    default Run fit(FitTask task, int threads, ProgressListener progress) {
        return fit(task, threads, progress, SampleStore.MEMORY);
    }

    /**
     * Samples, diagnoses and computes effects.
     *
     * @param threads how many chains run at once; beyond one a chain they share the gradients of
     *     large panels; the result does not depend on it
     * @param store keeps what is sampled, and perhaps has some of it from an earlier attempt; the
     *     result does not depend on it either
     * @throws tributary.spec.SpecException if the model cannot be compiled for this panel
     * @throws tributary.mcmc.SamplingException if a chain or the store failed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; the
     *     store then holds all there is to go on from
     */
    Run fit(FitTask task, int threads, ProgressListener progress, SampleStore store);
}
