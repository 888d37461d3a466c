package tributary.math;

/**
 * A density as a member of an exponential family with sufficient statistics x, x², ln x, (ln x)²,
 * ln(1 − x) and 1/x, so that many can be evaluated by one loop:
 *
 * <p>ln p(x) = c + a ln x + b ln(1 − x) − ½((ln x − μ)/σ)² − ½((x − m)/s)² − r x − v/x.
 *
 * @param constant c
 * @param power a
 * @param complementPower b
 * @param logMean μ
 * @param inverseLogSd 1/σ, 0 where there is no such term
 * @param mean m
 * @param inverseSd 1/s, 0 where there is no such term
 * @param rate r
 * @param scale v
 */
public record ExponentialFamily(
        double constant,
        double power,
        double complementPower,
        double logMean,
        double inverseLogSd,
        double mean,
        double inverseSd,
        double rate,
        double scale) {
    /** ln p = 0 everywhere: no density at all. */
    public static final ExponentialFamily FLAT = flat(0);

    static ExponentialFamily flat(double constant) {
        return powers(constant, 0, 0);
    }

    static ExponentialFamily normal(double constant, double mean, double sd) {
        return new ExponentialFamily(constant, 0, 0, 0, 0, mean, 1 / sd, 0, 0);
    }

    static ExponentialFamily logNormal(double constant, double mu, double sigma) {
        return new ExponentialFamily(constant, -1, 0, mu, 1 / sigma, 0, 0, 0, 0);
    }

    static ExponentialFamily gamma(double constant, double power, double rate) {
        return new ExponentialFamily(constant, power, 0, 0, 0, 0, 0, rate, 0);
    }

    static ExponentialFamily inverseGamma(double constant, double power, double scale) {
        return new ExponentialFamily(constant, power, 0, 0, 0, 0, 0, 0, scale);
    }

    static ExponentialFamily powers(double constant, double power, double complementPower) {
        return new ExponentialFamily(constant, power, complementPower, 0, 0, 0, 0, 0, 0);
    }

    /** The same with another constant added to c. */
    ExponentialFamily plus(double more) {
        return new ExponentialFamily(
                constant + more,
                power,
                complementPower,
                logMean,
                inverseLogSd,
                mean,
                inverseSd,
                rate,
                scale);
    }

    /** Whether there are no terms but c and that of a normal. */
    public boolean isNormal() {
        return power == 0 && complementPower == 0 && inverseLogSd == 0 && rate == 0 && scale == 0;
    }

    /** Whether there are no terms but c and those of a beta or of a normal. */
    public boolean isBetaOrNormal() {
        return inverseLogSd == 0 && rate == 0 && scale == 0;
    }

    /** Whether it is one on (0, ∞). */
    public boolean isPositive() {
        return complementPower == 0;
    }
}
