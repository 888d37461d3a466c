/** The No-U-Turn sampler: usable with any {@link tributary.math.LogDensity}. */
@NullMarked
package tributary.mcmc;

import org.jspecify.annotations.NullMarked;
