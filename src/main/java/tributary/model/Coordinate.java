package tributary.model;

import tributary.math.Bijector;
import tributary.math.Bijectors;
import tributary.math.ExponentialFamily;
import tributary.math.Kernels;

/**
 * One unconstrained coordinate with the range of the parameter it moves, its Jacobian and, where it
 * has a closed form, that parameter's prior.
 *
 * @param index in the unconstrained vector
 * @param slot of the parameter
 * @param range of the parameter
 * @param formula of prior and Jacobian, or of the Jacobian alone
 * @param constant what the formula leaves out
 * @param first coefficient of the formula
 * @param second coefficient of the formula
 * @param hasPrior whether the formula has the prior; {@link Priors} evaluate those of the others
 */
record Coordinate(
        int index,
        int slot,
        Bijector range,
        PriorFormula formula,
        double constant,
        double first,
        double second,
        boolean hasPrior) {

    /** Coordinate i of a layout. */
    static Coordinate of(ParameterLayout layout, int i) {
        Coordinate alone = jacobian(i, layout.coordinateSlot(i), layout.bijector(i));
        boolean isOwn = alone.slot == layout.sampledSlot(i); // else a term computes the parameter
        if (!isOwn) {
            return alone;
        }
        double shift = layout.shift(i);
        return layout.density(i)
                .exponentialFamily()
                .map(family -> alone.with(family, shift))
                .orElse(alone);
    }

    private static Coordinate jacobian(int index, int slot, Bijector range) {
        double width = range.upper() - range.lower();
        boolean interval = width < Double.POSITIVE_INFINITY;
        boolean unbounded = range.equals(Bijectors.identity());
        PriorFormula formula =
                interval ? PriorFormula.BETA : unbounded ? PriorFormula.NORMAL : PriorFormula.GAMMA;
        return new Coordinate(
                index,
                slot,
                range,
                formula,
                interval ? Kernels.log(width) : 0,
                unbounded ? 0 : 1,
                interval ? 1 : 0,
                false);
    }

    /**
     * With the density of x = θ − shift. Powers of x and of 1 − x need the range to end at 0 and at
     * 1, where ln x and ln(1 − x) follow from q without rounding.
     */
    private Coordinate with(ExponentialFamily family, double shift) {
        double a = family.first();
        double b = family.second();
        boolean fromZero = range.lower() == shift;
        boolean toOne = range.upper() == shift + 1;
        boolean positive = isAbove() && fromZero;
        boolean fraction = isInterval() && (a == 0 && b == 0 || fromZero && toOne);
        return switch (family.kind()) {
            case NORMAL -> withNormal(family, shift);
            case LOG_NORMAL -> positive ? with(family, PriorFormula.NORMAL, a, b) : this;
            case GAMMA -> positive ? with(family, PriorFormula.GAMMA, a + 1, b) : this;
            case INVERSE_GAMMA ->
                    positive ? with(family, PriorFormula.INVERSE_GAMMA, a + 1, b) : this;
            case BETA -> fraction ? with(family, PriorFormula.BETA, a + 1, b + 1) : this;
        };
    }

    private Coordinate withNormal(ExponentialFamily family, double shift) {
        double mean = family.first() + shift;
        double inverseSd = family.second();
        if (isUnbounded()) {
            return with(family, PriorFormula.NORMAL, mean, inverseSd);
        }
        if (isInterval()) {
            return with(family, PriorFormula.TRUNCATED_NORMAL, mean, inverseSd);
        }
        double distance = isAbove() ? mean - range.lower() : range.upper() - mean;
        return with(family, PriorFormula.HALF_NORMAL, distance, inverseSd);
    }

    private Coordinate with(ExponentialFamily family, PriorFormula form, double a, double b) {
        return new Coordinate(index, slot, range, form, constant + family.constant(), a, b, true);
    }

    boolean isUnbounded() {
        return !hasLower() && !hasUpper();
    }

    /** Whether the range is a half-line above its bound. */
    boolean isAbove() {
        return hasLower() && !hasUpper();
    }

    boolean isInterval() {
        return hasLower() && hasUpper();
    }

    private boolean hasLower() {
        return range.lower() > Double.NEGATIVE_INFINITY;
    }

    private boolean hasUpper() {
        return range.upper() < Double.POSITIVE_INFINITY;
    }
}
