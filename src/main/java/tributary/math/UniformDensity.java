package tributary.math;

import java.util.Optional;

/** 1/(b − a) on [a, b]. */
final class UniformDensity implements UnivariateDensity {
    private final double a;
    private final double b;
    private final double constant;

    UniformDensity(double a, double b) {
        this.a = a;
        this.b = b;
        constant = -Elementary.log(b - a);
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
        if (Double.isNaN(x)) {
            return x;
        }
        return x < a || x > b ? Double.NEGATIVE_INFINITY : constant;
    }

    @Override
    public double score(double x) {
        return 0;
    }

    @Override
    public Optional<ExponentialFamily> exponentialFamily() {
        return Optional.of(new ExponentialFamily(ExponentialFamily.Kind.BETA, constant, 0, 0));
    }

    @Override
    public double sample(RandomStream random) {
        double u = random.nextDouble();
        return (1 - u) * a + u * b;
    }
}
