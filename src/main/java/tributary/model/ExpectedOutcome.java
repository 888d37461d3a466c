package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Family;
import tributary.spec.Link;

/**
 * Expectation of the outcome in a cell as a function of η and of the residual's scale σ, with its
 * derivatives, in units of the column (model.md §5, §6).
 *
 * <p>Identity u η; log link u e^{η + σ²/2}; counts u e^η. With a floor f, E[max(f, ·)]: identity f
 * + u σ (z Φ(z) + φ(z)) with z = (η − f*)/σ; log link f Φ(−z) + u e^{η + σ²/2} Φ(z + σ), f* the
 * floor on the scale of the response and u its unit.
 *
 * @param equation of the outcome; a student_t only without floor and under an identity link, or it
 *     has no such expectation
 */
record ExpectedOutcome(CompiledEquation equation) {
    private static final double INV_SQRT_2PI = 0.3989422804014327;

    private boolean isCount() {
        return equation.spec().family() == Family.NEGATIVE_BINOMIAL;
    }

    private boolean isLog() {
        return equation.scale().link() == Link.LOG;
    }

    private double bound(int cell) {
        return equation.censoring().isPresent()
                ? equation.censoring().get().bounds()[cell]
                : Double.NEGATIVE_INFINITY;
    }

    /** The expectation, up to the centre of a z-scored response. */
    double value(double eta, double sigma, int cell) {
        double unit = equation.unit(cell);
        double bound = bound(cell);
        if (eta == Double.NEGATIVE_INFINITY) {
            return isLog() ? unit * Kernels.exp(bound) : unit * bound;
        }
        double z = (eta - bound) / sigma;
        if (!isLog()) {
            return bound == Double.NEGATIVE_INFINITY
                    ? unit * eta
                    : unit * (bound + ExpectedMediator.censoredMean(eta - bound, sigma));
        }
        if (isCount()) {
            return unit * Kernels.exp(eta);
        }
        double mean = unit * Kernels.exp(Math.fma(0.5 * sigma, sigma, eta));
        return bound == Double.NEGATIVE_INFINITY
                ? mean
                : unit * Kernels.exp(bound) * Kernels.normalCdf(-z)
                        + mean * Kernels.normalCdf(z + sigma);
    }

    /** ∂/∂η of {@link #value}. */
    double byPredictor(double eta, double sigma, int cell) {
        if (eta == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        double unit = equation.unit(cell);
        double z = (eta - bound(cell)) / sigma;
        if (!isLog()) {
            return unit * Kernels.normalCdf(z);
        }
        if (isCount()) {
            return unit * Kernels.exp(eta);
        }
        return unit * Kernels.exp(Math.fma(0.5 * sigma, sigma, eta)) * Kernels.normalCdf(z + sigma);
    }

    /** ∂/∂σ of {@link #value}. */
    double byScale(double eta, double sigma, int cell) {
        if (eta == Double.NEGATIVE_INFINITY || isCount()) {
            return 0;
        }
        double unit = equation.unit(cell);
        double z = (eta - bound(cell)) / sigma;
        if (!isLog()) {
            return unit * density(z);
        }
        double mean = unit * Kernels.exp(Math.fma(0.5 * sigma, sigma, eta));
        return mean * Math.fma(sigma, Kernels.normalCdf(z + sigma), density(z + sigma));
    }

    private static double density(double z) {
        return INV_SQRT_2PI * Kernels.exp(-0.5 * z * z);
    }
}
