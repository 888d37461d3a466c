/** The run directory: reading and writing every file in it. */
@NullMarked
package tributary.store;

import org.jspecify.annotations.NullMarked;
