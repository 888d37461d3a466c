/** What an analyst declares: nodes, paths, priors and the causal graph, as immutable records. */
@NullMarked
package tributary.spec;

import org.jspecify.annotations.NullMarked;
