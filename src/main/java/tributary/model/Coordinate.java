package tributary.model;

import tributary.math.Bijector;
import tributary.math.ExponentialFamily;

import java.util.Optional;

/**
 * One unconstrained coordinate with the range of the parameter it moves and, where it can be
 * evaluated together with those of others, that parameter's prior.
 *
 * @param index in the unconstrained vector
 * @param slot of the parameter
 * @param range of the parameter
 * @param shift what is subtracted from the parameter before its prior is evaluated
 * @param family of the prior; empty where {@link Priors} evaluate it
 */
record Coordinate(
        int index, int slot, Bijector range, double shift, Optional<ExponentialFamily> family) {
    /** Coordinate i of a layout. */
    static Coordinate of(ParameterLayout layout, int i) {
        int slot = layout.coordinateSlot(i);
        Bijector range = layout.bijector(i);
        double shift = layout.shift(i);
        boolean isOwn = slot == layout.sampledSlot(i); // else a term computes the parameter
        Optional<ExponentialFamily> family =
                layout.density(i)
                        .exponentialFamily()
                        .filter(each -> isOwn && covers(range, shift, each));
        return new Coordinate(i, slot, range, shift, family);
    }

    /**
     * Whether a block evaluates the density of x = θ − shift. Powers of x and of 1 − x need the
     * range to end at 0 and at 1, where ln x and ln(1 − x) follow from q without rounding.
     */
    private static boolean covers(Bijector range, double shift, ExponentialFamily family) {
        boolean fromZero = range.lower() == shift;
        if (range.upper() == Double.POSITIVE_INFINITY) {
            return family.isNormal() || (fromZero && family.isPositive());
        }
        boolean toOne = range.upper() == shift + 1;
        return family.isNormal() || (fromZero && toOne && family.isBetaOrNormal());
    }

    boolean isUnbounded() {
        return !isBoundedBelow() && !isBoundedAbove();
    }

    boolean isInterval() {
        return isBoundedBelow() && isBoundedAbove();
    }

    boolean isBoundedBelow() {
        return range.lower() > Double.NEGATIVE_INFINITY;
    }

    private boolean isBoundedAbove() {
        return range.upper() < Double.POSITIVE_INFINITY;
    }

    /** The prior, flat where it is evaluated elsewhere. */
    ExponentialFamily prior() {
        return family.orElse(ExponentialFamily.FLAT);
    }
}
