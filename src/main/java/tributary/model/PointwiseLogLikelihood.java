package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Link;

/**
 * Log likelihood of each training week of an equation at a draw, given the other columns as
 * observed: with all its constants, as a log density per unit of the equation's column, so that
 * models with different links and scales compare. A censored week has the log probability that its
 * column is at or below the floor.
 *
 * <p>Under AR(1) each week is conditional on the weeks before it, the first on none. One instance
 * serves one thread.
 */
public final class PointwiseLogLikelihood {
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private final CompiledModel model;
    private final CompiledEquation equation;
    private final Predictor predictor;
    private final int first;
    private final boolean[] censored;

    /** Scaled response by training week; the bound where it is censored. */
    private final double[] response;

    /** ln |d response / d column| by training week. */
    private final double[] logJacobian;

    /**
     * @param equation one of the model's
     */
    public PointwiseLogLikelihood(CompiledModel model, CompiledEquation equation) {
        this.model = model;
        this.equation = equation;
        predictor = new Predictor(model);
        first = model.panel().firstTrainingWeek();
        int weeks = model.panel().endOfTraining() - first;
        censored = new boolean[weeks];
        response = new double[weeks];
        logJacobian = new double[weeks];
        ResponseScale scale = equation.scale();
        for (int t = 0; t < weeks; t++) {
            double value = equation.column()[model.cells().index(first + t)];
            response[t] = scale.toModel(value);
            logJacobian[t] = -StrictMath.log(scale.link() == Link.LOG ? value : scale.scale());
        }
        equation.censoring()
                .ifPresent(censoring -> {
                    for (int week : censoring.weeks()) {
                        censored[week - first] = true;
                        response[week - first] = censoring.bound();
                    }
                });
    }

    /** Number of training weeks. */
    public int weeks() {
        return response.length;
    }

    /**
     * Evaluates every training week.
     *
     * @param theta natural parameters by slot, as {@link ParameterLayout#restore} leaves them; not
     *     modified
     * @param out one entry per training week in order; overwritten
     */
    public void evaluate(double[] theta, double[] out) {
        predictor.evaluate(theta);
        double[] eta = predictor.linearPredictor(equation);
        double sigma = theta[equation.sigma()];
        double phi = equation.phi() < 0 ? 0 : theta[equation.phi()];
        double nu = equation.nu() < 0 ? Double.POSITIVE_INFINITY : theta[equation.nu()];
        double constant = logConstant(nu);
        double before = 0;
        for (int t = 0; t < response.length; t++) {
            double residual = response[t] - eta[model.cells().index(first + t)];
            if (censored[t]) {
                out[t] = logCdf(residual / sigma, nu);
                continue;
            }
            double scale = t == 0 ? sigma / Math.sqrt(1 - phi * phi) : sigma;
            double z = (residual - phi * before) / scale;
            out[t] = constant + logKernel(z, nu) - Kernels.log(scale) + logJacobian[t];
            before = residual;
        }
    }

    /** What ln p(z) has beside its kernel. */
    private static double logConstant(double nu) {
        return nu == Double.POSITIVE_INFINITY
                ? -HALF_LOG_TWO_PI
                : Kernels.lgamma(0.5 * (nu + 1))
                        - Kernels.lgamma(0.5 * nu)
                        - 0.5 * Kernels.log(nu * Math.PI);
    }

    private static double logKernel(double z, double nu) {
        return nu == Double.POSITIVE_INFINITY
                ? -0.5 * z * z
                : -0.5 * (nu + 1) * Kernels.log1p(z * z / nu);
    }

    private static double logCdf(double z, double nu) {
        return nu == Double.POSITIVE_INFINITY
                ? Kernels.logNormalCdf(z)
                : Kernels.logStudentTCdf(z, nu);
    }
}
