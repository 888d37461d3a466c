/** Densities to try a sampler on: the posteriors of posteriordb and targets of known moments. */
@NullMarked
package tributary.mcmc.targets;

import org.jspecify.annotations.NullMarked;
