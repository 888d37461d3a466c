/** The weekly panel: read, validated, immutable. */
@NullMarked
package tributary.data;

import org.jspecify.annotations.NullMarked;
