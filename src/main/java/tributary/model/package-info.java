/** Compiles a declared model and a panel into a log density with a hand-written gradient. */
@NullMarked
package tributary.model;

import org.jspecify.annotations.NullMarked;
