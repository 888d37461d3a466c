/** Convergence diagnostics of Markov chains and the verdict on a fit. */
@NullMarked
package tributary.diagnostics;

import org.jspecify.annotations.NullMarked;
