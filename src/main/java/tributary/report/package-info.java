/** One self-contained HTML report from a run directory. */
@NullMarked
package tributary.report;

import org.jspecify.annotations.NullMarked;
