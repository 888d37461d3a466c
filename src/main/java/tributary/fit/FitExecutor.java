package tributary.fit;

import tributary.mcmc.ProgressListener;
import tributary.store.Run;

/** Runs fits; on this machine by {@link LocalFitExecutor}. */
public interface FitExecutor {
    /**
     * Samples, diagnoses and computes effects.
     *
     * @param threads how many chains run at once; the result does not depend on it
     * @throws tributary.spec.SpecException if the model cannot be compiled for this panel
     */
    Run fit(FitTask task, int threads, ProgressListener progress);
}
