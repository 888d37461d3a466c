package tributary.fit;

import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.store.RunInfo;

/**
 * Everything a fit needs, as plain data: a declared model with its sampler settings and the panel.
 */
public record FitTask(ModelSpec model, Panel panel) {
    /** What a run of it is remembered by. */
    RunInfo info() {
        return new RunInfo(Version.CURRENT, panel.file(), panel.sha256(), model.sampler().seed());
    }
}
