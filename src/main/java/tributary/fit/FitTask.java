package tributary.fit;

import tributary.data.Panel;
import tributary.spec.ModelSpec;

/**
 * Everything a fit needs, as plain data: a declared model with its sampler settings and the panel.
 */
public record FitTask(ModelSpec model, Panel panel) {}
