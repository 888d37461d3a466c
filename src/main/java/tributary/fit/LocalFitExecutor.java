package tributary.fit;

import tributary.mcmc.ProgressListener;
import tributary.store.Run;

/** Runs the chains of a fit on threads of this process. */
public final class LocalFitExecutor implements FitExecutor {
    @Override
    public Run fit(FitTask task, int threads, ProgressListener progress) {
        throw new IllegalStateException("skeleton");
    }
}
