package tributary.store;

import tributary.spec.ModelSpec;
import tributary.spec.Prior;

import java.util.List;
import java.util.Map;

/** Where a fit keeps what it samples: in memory, or in a {@link Checkpoint}. */
@FunctionalInterface
public interface SampleStore {
    /** Keeps everything in memory. */
    SampleStore MEMORY =
            (model, priors, info, names) -> new MemoryRows(model.sampler(), names.size());

    /**
     * Called once, before sampling. Model, priors and {@code info} decide every bit of the draws.
     *
     * @param priors resolved prior by parameter name
     * @param names of the columns that every draw will have
     */
    ChainRows open(ModelSpec model, Map<String, Prior> priors, RunInfo info, List<String> names);
}
