/** Direct, indirect and total effects by unit-level counterfactuals. */
@NullMarked
package tributary.effects;

import org.jspecify.annotations.NullMarked;
