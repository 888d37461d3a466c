package tributary.math;

/**
 * A density as c plus two coefficients times sufficient statistics, so that many of a kind can be
 * evaluated by one loop. Powers of x and of 1 − x are those of the density.
 *
 * @param constant c
 */
public record ExponentialFamily(Kind kind, double constant, double first, double second) {
    /** What the coefficients a = {@code first} and b = {@code second} stand for. */
    public enum Kind {
        /** ln p(x) = c − ½ ((x − a) b)²: mean and inverse standard deviation. */
        NORMAL,
        /** ln p(x) = c − ln x − ½ ((ln x − a) b)². */
        LOG_NORMAL,
        /** ln p(x) = c + a ln x − b x: power and rate. */
        GAMMA,
        /** ln p(x) = c + a ln x − b/x: power and scale. */
        INVERSE_GAMMA,
        /** ln p(x) = c + a ln x + b ln(1 − x). */
        BETA
    }

    /** The same with the density multiplied by e^{@code more}. */
    ExponentialFamily plus(double more) {
        return new ExponentialFamily(kind, constant + more, first, second);
    }
}
