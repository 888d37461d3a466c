/**
 * Densities, kernels, distributions, bijectors and random streams: the arithmetic every draw
 * depends on.
 */
@NullMarked
package tributary.math;

import org.jspecify.annotations.NullMarked;
