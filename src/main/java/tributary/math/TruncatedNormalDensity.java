package tributary.math;

import java.util.Optional;

/** Normal(mean, sd) given a < x < b. */
final class TruncatedNormalDensity implements UnivariateDensity {
    private final double mean;
    private final double sd;
    private final double a;
    private final double b;
    private final boolean reflected; // the interval lies mostly above the mean: work on −z
    private final double logCdfHigh; // ln Φ of the upper bound, in the reflected coordinate
    private final double ratio; // Φ(lower bound)/Φ(upper bound), there
    private final double constant;

    TruncatedNormalDensity(double mean, double sd, double a, double b) {
        this.mean = mean;
        this.sd = sd;
        this.a = a;
        this.b = b;
        double low = (a - mean) / sd;
        double high = (b - mean) / sd;
        reflected = low + high > 0;
        logCdfHigh = SpecialFunctions.logNormalCdf(reflected ? -low : high);
        double logCdfLow = SpecialFunctions.logNormalCdf(reflected ? -high : low);
        ratio = Elementary.exp(logCdfLow - logCdfHigh);
        double logMass = logCdfHigh + Elementary.log(-Elementary.expm1(logCdfLow - logCdfHigh));
        if (!(logMass > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "bounds: (" + a + ", " + b + ") must hold some of the normal's mass");
        }
        constant = -Elementary.log(sd) - SpecialFunctions.HALF_LN_2PI - logMass;
    }

    @Override
    public double lower() {
        return a;
    }

    @Override
    public double upper() {
        return b;
    }

    @Override
    public double logDensity(double x) {
        if (x < a || x > b) {
            return Double.NEGATIVE_INFINITY;
        }
        double z = (x - mean) / sd;
        return constant - 0.5 * z * z;
    }

    @Override
    public double score(double x) {
        return -(x - mean) / sd / sd;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(
                new ExponentialFamily(ExponentialFamily.Kind.NORMAL, constant, mean, 1 / sd));
    }

    @Override
    public double sample(RandomStream random) {
        // Inversion on the log scale: Φ(high) (ratio + u (1 − ratio)) does not underflow.
        double u = random.nextDouble();
        double logP = logCdfHigh + Elementary.log(ratio + u * (1 - ratio));
        double z = NormalQuantile.quantileOfLog(logP);
        double x = mean + sd * (reflected ? -z : z);
        return Math.min(Math.max(x, a), b);
    }
}
