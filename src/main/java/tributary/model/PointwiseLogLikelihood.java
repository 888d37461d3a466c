package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;
import tributary.spec.Link;
import tributary.spec.Outcome;

import java.util.Arrays;
import java.util.Optional;

/**
 * Log likelihood of each observation of an equation at a draw, given the other columns as observed:
 * with all its constants, as a log density per unit of the equation's column, so that models with
 * different links and scales compare. A censored one has the log probability that its column is at
 * or below the floor, a hurdle at 0 that of being there, and a count its own.
 *
 * <p>Observations are the rows of the likelihood, geo after geo. Under AR(1) each week is
 * conditional on the weeks before it, the first of a geo on none. Under a copula the outcome is
 * conditional on the mediator, and the mediator on nothing. One instance serves one thread.
 */
public final class PointwiseLogLikelihood {
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private final CellLayout layout;
    private final CompiledEquation equation;
    private final Predictor predictor;

    /** Cells of the observations, and their weeks. */
    private final int[] cells;

    private final int[] weeks;

    /** Where the outcome is tied to a mediator, that and the two margins. */
    private final Optional<Tie> tie;

    private record Tie(CompiledEquation partner, int rho, Margin outcome, Margin mediator) {}

    /** Index of the first observation of every geo, and the number of all at the end. */
    private final int[] starts;

    private final boolean[] censored;

    /** Scaled response; the bound where it is censored. */
    private final double[] response;

    /** ln |d response / d column|. */
    private final double[] logJacobian;

    /**
     * @param equation one of the model's
     */
    public PointwiseLogLikelihood(CompiledModel model, CompiledEquation equation) {
        this.equation = equation;
        layout = model.cells();
        tie =
                equation.copula()
                        .filter(copula -> equation.spec() instanceof Outcome)
                        .map(copula -> {
                            CompiledEquation partner = model.equations().get(copula.partner());
                            return new Tie(
                                    partner,
                                    copula.rho(),
                                    Margin.of(equation, layout),
                                    Margin.of(partner, layout));
                        });
        predictor = new Predictor(model);
        int[] observedCells = new int[layout.length()];
        int[] observedWeeks = new int[layout.length()];
        starts = new int[layout.geos() + 1];
        int n = 0;
        for (int g = 0; g < layout.geos(); g++) {
            for (int t = 0; t < layout.weeks(); t++) {
                if (model.panel().trains(g, t)) {
                    observedCells[n] = layout.index(g, t);
                    observedWeeks[n++] = t;
                }
            }
            starts[g + 1] = n;
        }
        cells = Arrays.copyOf(observedCells, n);
        weeks = Arrays.copyOf(observedWeeks, n);
        response = new double[n];
        logJacobian = new double[n];
        boolean[] floored = new boolean[layout.length()];
        equation.censoring()
                .ifPresent(c -> Arrays.stream(c.cells()).forEach(i -> floored[i] = true));
        censored = new boolean[n];
        for (int k = 0; k < n; k++) {
            int i = cells[k];
            double value = equation.column()[i];
            censored[k] = floored[i];
            response[k] =
                    floored[i]
                            ? equation.censoring().orElseThrow().bounds()[i]
                            : equation.toResponse(value, i);
            logJacobian[k] =
                    -StrictMath.log(equation.scale().link() == Link.LOG ? value : equation.unit(i));
        }
    }

    /** Number of observations of all geos. */
    public int observations() {
        return cells.length;
    }

    /** Number of the first observation of a geo; that of geo G is the number of all. */
    public int start(int geo) {
        return starts[geo];
    }

    /** Geo of an observation. */
    public int geo(int observation) {
        return layout.geo(cells[observation]);
    }

    /** Week of an observation. */
    public int week(int observation) {
        return weeks[observation];
    }

    /**
     * Evaluates the observations of some geos.
     *
     * @param theta natural parameters by slot, as {@link ParameterLayout#restore} leaves them; not
     *     modified
     * @param firstGeo first of them
     * @param endGeo one past the last
     * @param out one entry per observation of these geos in order; overwritten
     */
    public void evaluate(double[] theta, int firstGeo, int endGeo, double[] out) {
        predictor.evaluate(theta, firstGeo, endGeo);
        switch (equation.spec().family()) {
            case GAUSSIAN, STUDENT_T, TOBIT -> {
                residuals(theta, firstGeo, endGeo, out);
                tie.ifPresent(each -> addTie(each, theta, firstGeo, endGeo, out));
            }
            case HURDLE_LOGNORMAL -> amounts(theta, firstGeo, endGeo, out);
            case NEGATIVE_BINOMIAL -> counts(theta, firstGeo, endGeo, out);
        }
    }

    private void residuals(double[] theta, int firstGeo, int endGeo, double[] out) {
        double[] eta = predictor.linearPredictor(equation);
        double phi = equation.phi() < 0 ? 0 : theta[equation.phi()];
        double nu = equation.nu() < 0 ? Double.POSITIVE_INFINITY : theta[equation.nu()];
        double constant = logConstant(nu);
        for (int g = firstGeo; g < endGeo; g++) {
            double sigma = theta[equation.sigma()[g]];
            double before = 0;
            for (int k = starts[g]; k < starts[g + 1]; k++) {
                int at = k - starts[firstGeo];
                double residual = response[k] - eta[cells[k]];
                if (censored[k]) {
                    out[at] = logCdf(residual / sigma, nu);
                    continue;
                }
                int gap = k == starts[g] ? 0 : weeks[k] - weeks[k - 1];
                double carried = gap == 0 ? 0 : ResidualNoise.power(phi, gap);
                double scale = sigma * ResidualNoise.spread(phi, gap);
                double z = (residual - carried * before) / scale;
                out[at] = constant + logKernel(z, nu) - Kernels.log(scale) + logJacobian[k];
                before = residual;
            }
        }
    }

    /** What the mediator's residual says of the outcome's. */
    private void addTie(Tie each, double[] theta, int firstGeo, int endGeo, double[] out) {
        double[] eta = predictor.linearPredictor(equation);
        double[] partner = predictor.linearPredictor(each.partner);
        double[] scratch = new double[3];
        for (int k = starts[firstGeo]; k < starts[endGeo]; k++) {
            int i = cells[k];
            out[k - starts[firstGeo]] +=
                    GaussianCopula.logWeight(
                            each.outcome.censored()[i],
                            each.mediator.censored()[i],
                            each.outcome.score(theta, eta[i], i, scratch),
                            each.mediator.score(theta, partner[i], i, scratch),
                            theta[each.rho]);
        }
    }

    /** Of a hurdle: the probability of being at 0, or of being above it times the density there. */
    private void amounts(double[] theta, int firstGeo, int endGeo, double[] out) {
        double[] eta = predictor.linearPredictor(equation);
        double[] logOdds = predictor.linearPredictor(equation.active().orElseThrow());
        for (int g = firstGeo; g < endGeo; g++) {
            double sigma = theta[equation.sigma()[g]];
            for (int k = starts[g]; k < starts[g + 1]; k++) {
                int i = cells[k];
                int at = k - starts[firstGeo];
                if (equation.column()[i] > 0) {
                    double z = (response[k] - eta[i]) / sigma;
                    out[at] =
                            HurdleLikelihood.logLogistic(logOdds[i])
                                    + (-HALF_LOG_TWO_PI - 0.5 * z * z - Kernels.log(sigma))
                                    + logJacobian[k];
                } else {
                    out[at] = HurdleLikelihood.logLogistic(-logOdds[i]);
                }
            }
        }
    }

    private void counts(double[] theta, int firstGeo, int endGeo, double[] out) {
        double[] eta = predictor.linearPredictor(equation);
        for (int g = firstGeo; g < endGeo; g++) {
            double sigma = theta[equation.sigma()[g]];
            for (int k = starts[g]; k < starts[g + 1]; k++) {
                int i = cells[k];
                double mean = equation.unit(i) * Kernels.exp(eta[i]);
                out[k - starts[firstGeo]] =
                        Kernels.logNegativeBinomial(equation.column()[i], mean, sigma * sigma);
            }
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
