package tributary.fit;

import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.store.RunInfo;

/**
 * Everything a fit needs, as plain data: a declared model with its sampler settings and the panel.
 *
 * @param geoDraws whether the parameters of single geos are kept in the run's draws even where
 *     there are many
 */
public record FitTask(ModelSpec model, Panel panel, boolean geoDraws) {
    /** A fit that keeps the draws of single geos where they are few. */
    public FitTask(ModelSpec model, Panel panel) {
        this(model, panel, false);
    }

    /** What a run of it is remembered by. */
    RunInfo info() {
        return new RunInfo(Version.CURRENT, panel.file(), panel.sha256(), model.sampler().seed());
    }
}
