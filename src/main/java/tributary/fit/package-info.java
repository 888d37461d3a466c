/** Runs a fit from specification and panel to stored draws, diagnostics and effects; simulation. */
@NullMarked
package tributary.fit;

import org.jspecify.annotations.NullMarked;
