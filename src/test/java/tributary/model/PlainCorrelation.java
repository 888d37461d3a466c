package tributary.model;

import tributary.spec.Correlation;
import tributary.spec.Equation;
import tributary.spec.Family;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Correlated residuals of whole panels (model.md §8) as a reader would write them down. */
final class PlainCorrelation {
    private final PlainEquations equations;
    private final PlainLikelihood likelihood;

    PlainCorrelation(PlainEquations equations, PlainLikelihood likelihood) {
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
        double[] first = scores(mediator, p);
        double[] second = scores(outcome, p);
        boolean[] one = censored(mediator);
        boolean[] two = censored(outcome);
        return IntStream.range(0, first.length)
                .mapToDouble(i -> PlainCopula.logWeight(first[i], one[i], second[i], two[i], rho))
                .toArray();
    }

    private Equation equation(String name) {
        return equations.all().stream()
                .filter(equation -> equation.name().equals(name))
                .findFirst()
                .orElseThrow();
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
        OptionalDouble nu =
                equation.family() == Family.STUDENT_T
                        ? OptionalDouble.of(PlainEquations.get(p, "nu_" + equation.name()))
                        : OptionalDouble.empty();
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> {
                    int row = rows[i];
                    double at = censored[i] ? likelihood.bound(equation, row) : y[row];
                    double x = (at - eta[row]) / likelihood.sigma(equation, row, p);
                    return PlainCopula.score(x, nu);
                })
                .toArray();
    }
}
