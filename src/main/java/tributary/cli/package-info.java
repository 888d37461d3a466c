/** The command line: one class per command, wiring only. */
@NullMarked
package tributary.cli;

import org.jspecify.annotations.NullMarked;
