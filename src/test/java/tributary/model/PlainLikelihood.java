package tributary.model;

import static tributary.model.PlainEquations.get;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Outcome;

import java.util.Map;
import java.util.OptionalDouble;

/** Families of model.md §5 as a reader would write them down. */
final class PlainLikelihood {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final PlainEquations equations;
    private final PlainPanel panel;

    PlainLikelihood(PlainEquations equations) {
        this.equations = equations;
        panel = equations.panel;
    }

    /** ln p of the column of every training row, normalised; of a censored one its probability. */
    double[] of(Equation equation, Map<String, Double> p) {
        double[] eta = equations.linearPredictor(equation, p);
        return switch (equation.family()) {
            case NEGATIVE_BINOMIAL -> counts(equation, eta, p);
            case HURDLE_LOGNORMAL -> hurdle(equation, eta, p);
            case GAUSSIAN, STUDENT_T, TOBIT -> continuous(equation, eta, p);
        };
    }

    /** σ of a row. */
    double sigma(Equation equation, int row, Map<String, Double> p) {
        String name = "sigma_" + equation.name();
        return equations.byGeo(p, name, name, row);
    }

    private double[] continuous(Equation equation, double[] eta, Map<String, Double> p) {
        double[] y = equations.scales.response(equation);
        double[] column = panel.column(equation.column());
        OptionalDouble floor = PlainScales.floor(equation);
        double[] result = new double[panel.training.length];
        for (int i = 0; i < result.length; i++) {
            int row = panel.training[i];
            double sigma = sigma(equation, row, p);
            if (floor.isPresent() && column[row] <= floor.getAsDouble()) {
                result[i] = logCdf(equation, (bound(equation, row) - eta[row]) / sigma, p);
                continue;
            }
            double mean = eta[row];
            if (equation instanceof Outcome outcome && outcome.autoregressive()) {
                double phi = get(p, "ar_" + equation.name());
                boolean first = i == 0 || panel.training[i - 1] != row - 1 || panel.week(row) == 0;
                mean += first ? 0 : phi * (y[row - 1] - eta[row - 1]);
                sigma /= first ? Math.sqrt(1 - phi * phi) : 1;
            }
            result[i] =
                    logDensity(equation, (y[row] - mean) / sigma, p)
                            - StrictMath.log(sigma)
                            + logSlope(equation, row);
        }
        return result;
    }

    /** Bound of a censored row on the scale of the response. */
    double bound(Equation equation, int row) {
        double floor = PlainScales.floor(equation).orElseThrow();
        return equations.scales.of(equation).response(floor / panel.population(row));
    }

    /** ln of the derivative of the response with respect to the column. */
    double logSlope(Equation equation, int row) {
        PlainScales.Scale scale = equations.scales.of(equation);
        return -StrictMath.log(
                scale.log()
                        ? panel.column(equation.column())[row]
                        : scale.scale() * panel.population(row));
    }

    private double[] hurdle(Equation equation, double[] eta, Map<String, Double> p) {
        double[] odds = equations.logOdds(equation, p);
        double[] y = equations.scales.response(equation);
        double[] column = panel.column(equation.column());
        double[] result = new double[panel.training.length];
        for (int i = 0; i < result.length; i++) {
            int row = panel.training[i];
            double sigma = sigma(equation, row, p);
            double z = (y[row] - eta[row]) / sigma;
            result[i] =
                    column[row] > 0
                            ? -StrictMath.log1p(StrictMath.exp(-odds[row]))
                                    + NORMAL.logDensity(z)
                                    - StrictMath.log(sigma)
                                    + logSlope(equation, row)
                            : -StrictMath.log1p(StrictMath.exp(odds[row]));
        }
        return result;
    }

    /** With r = 1/σ²: Γ(y + r)/(Γ(r) y!) (μ/(r + μ))^y (r/(r + μ))^r, one factor per count. */
    private double[] counts(Equation equation, double[] eta, Map<String, Double> p) {
        double[] column = panel.column(equation.column());
        double scale = equations.scales.of(equation).scale();
        double[] result = new double[panel.training.length];
        for (int i = 0; i < result.length; i++) {
            int row = panel.training[i];
            double mu = panel.population(row) * scale * StrictMath.exp(eta[row]);
            double sigma = sigma(equation, row, p);
            double r = 1 / (sigma * sigma);
            double sum = -r * StrictMath.log1p(mu / r);
            for (int k = 0; k < column[row]; k++) {
                sum += StrictMath.log((r + k) / (r + mu) * (mu / (k + 1)));
            }
            result[i] = sum;
        }
        return result;
    }

    private static double logDensity(Equation equation, double z, Map<String, Double> p) {
        return equation.family() == Family.STUDENT_T
                ? studentT(equation, p).logDensity(z)
                : NORMAL.logDensity(z);
    }

    private static TDistribution studentT(Equation equation, Map<String, Double> p) {
        return TDistribution.of(get(p, "nu_" + equation.name()));
    }

    /** ln Pr(Z ≤ z). */
    private static double logCdf(Equation equation, double z, Map<String, Double> p) {
        if (equation.family() == Family.STUDENT_T) {
            return StrictMath.log(studentT(equation, p).cumulativeProbability(z));
        }
        return logNormalCdf(z);
    }

    /** ln Φ(z), as ln erfc(−z/√2)/2 with what underflows written apart. */
    static double logNormalCdf(double z) {
        return z > 0
                ? StrictMath.log(NORMAL.cumulativeProbability(z))
                : StrictMath.log(Erfcx.value(-z / Math.sqrt(2)) / 2) - z * z / 2;
    }
}
