package tributary.model;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

import tributary.spec.Correlation;
import tributary.spec.Equation;
import tributary.spec.Family;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The copula of model.md §8 as a reader would write it down, Φ₂ as an integral. */
final class PlainCopula {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Even number of intervals of Simpson's rule, over this many standard deviations. */
    private static final int INTERVALS = 4000;

    private static final double WIDTH = 10;

    /** Beyond every peak. */
    private static final double FAR = 1000;

    private final PlainEquations equations;
    private final PlainLikelihood likelihood;

    PlainCopula(PlainEquations equations, PlainLikelihood likelihood) {
        this.equations = equations;
        this.likelihood = likelihood;
    }

    /** What the rows' log likelihood has beside those of the two margins. */
    double[] logWeights(Correlation correlation, Map<String, Double> p) {
        Equation mediator = equation(correlation.mediator());
        Equation outcome = equation(correlation.outcome());
        double rho =
                PlainEquations.get(
                        p, "rho_" + correlation.mediator() + "_" + correlation.outcome());
        double kappa = Math.sqrt(1 - rho * rho);
        double[] first = scores(mediator, p);
        double[] second = scores(outcome, p);
        boolean[] one = censored(mediator);
        boolean[] two = censored(outcome);
        return IntStream.range(0, first.length)
                .mapToDouble(i -> {
                    double a = first[i];
                    double b = second[i];
                    if (one[i] && two[i]) {
                        return logBoth(a, b, rho) - logCdf(a) - logCdf(b);
                    }
                    if (one[i] || two[i]) {
                        double bound = one[i] ? a : b;
                        double seen = one[i] ? b : a;
                        return bound == Double.POSITIVE_INFINITY
                                ? 0
                                : logCdf((bound - rho * seen) / kappa) - logCdf(bound);
                    }
                    double square = rho * rho * (a * a + b * b) - 2 * rho * a * b;
                    return -square / (2 * kappa * kappa) - StrictMath.log(kappa);
                })
                .toArray();
    }

    private Equation equation(String name) {
        return equations.all().stream()
                .filter(equation -> equation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double logCdf(double z) {
        return PlainLikelihood.logNormalCdf(z);
    }

    private boolean[] censored(Equation equation) {
        OptionalDouble floor = PlainScales.floor(equation);
        double[] column = equations.panel.training(equations.panel.column(equation.column()));
        boolean[] result = new boolean[column.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = floor.isPresent() && column[i] <= floor.getAsDouble();
        }
        return result;
    }

    /** z by training row; of a censored one that of its bound. */
    private double[] scores(Equation equation, Map<String, Double> p) {
        double[] eta = equations.linearPredictor(equation, p);
        double[] y = equations.scales.response(equation);
        boolean[] censored = censored(equation);
        int[] rows = equations.panel.training;
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> {
                    int row = rows[i];
                    double at = censored[i] ? likelihood.bound(equation, row) : y[row];
                    double x = (at - eta[row]) / likelihood.sigma(equation, row, p);
                    return equation.family() == Family.STUDENT_T
                            ? score(x, PlainEquations.get(p, "nu_" + equation.name()))
                            : x;
                })
                .toArray();
    }

    /** Φ⁻¹(F(x)), by the smaller tail. */
    private static double score(double x, double nu) {
        double tail = TDistribution.of(nu).cumulativeProbability(-Math.abs(x));
        return -Math.signum(x) * NORMAL.inverseCumulativeProbability(tail);
    }

    /**
     * ln Φ₂(a, b; ρ) = ln ∫ φ(x) Φ((b − ρx)/κ) dx over x ≤ a, by Simpson's rule around the peak of
     * the integrand, which is log-concave.
     */
    private static double logBoth(double a, double b, double rho) {
        if (a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY) {
            return logCdf(Math.min(a, b));
        }
        double kappa = Math.sqrt(1 - rho * rho);
        DoubleUnaryOperator log = x -> NORMAL.logDensity(x) + logCdf((b - rho * x) / kappa);
        double peak = peak(log, -FAR, Math.min(a, FAR));
        double from = peak - WIDTH;
        double step = (Math.min(a, peak + WIDTH) - from) / INTERVALS;
        double largest = log.applyAsDouble(peak);
        double sum = 0;
        for (int k = 0; k <= INTERVALS; k++) {
            int weight = k == 0 || k == INTERVALS ? 1 : k % 2 == 1 ? 4 : 2;
            sum += weight * StrictMath.exp(log.applyAsDouble(from + k * step) - largest);
        }
        return largest + StrictMath.log(sum * step / 3);
    }

    /** Of a concave function, by thirds. */
    private static double peak(DoubleUnaryOperator f, double from, double to) {
        double low = from;
        double high = to;
        for (int k = 0; k < 100; k++) {
            double third = (high - low) / 3;
            if (f.applyAsDouble(low + third) < f.applyAsDouble(high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        return (low + high) / 2;
    }
}
