package tributary.model;

import tributary.spec.Correlation;

import java.util.List;
import java.util.stream.IntStream;

/** Compiles the correlation between the residuals of a mediator and of the outcome. */
final class CopulaCompiler {
    private CopulaCompiler() {}

    /**
     * Adds the term.
     *
     * @param equations modified: the two of them learn of each other
     */
    static void compile(
            Compilation compilation, Correlation correlation, List<CompiledEquation> equations) {
        int mediator = index(equations, correlation.mediator());
        int outcome = index(equations, correlation.outcome());
        int rho =
                compilation.parameters.declare(
                        "rho_" + correlation.mediator() + "_" + correlation.outcome(),
                        -1,
                        1,
                        correlation.rho(),
                        "$.correlations");
        int[] cells =
                IntStream.range(0, compilation.layout.length())
                        .filter(i -> compilation.observed[i] > 0)
                        .toArray();
        compilation.add(
                new CopulaLikelihood(
                        Margin.of(equations.get(mediator), compilation.layout),
                        Margin.of(equations.get(outcome), compilation.layout),
                        cells,
                        rho,
                        compilation.newCells()));
        tie(equations, mediator, outcome, rho);
        tie(equations, outcome, mediator, rho);
    }

    private static void tie(List<CompiledEquation> equations, int index, int partner, int rho) {
        var copula = new CompiledEquation.Copula(partner, rho);
        equations.set(index, equations.get(index).with(copula));
    }

    private static int index(List<CompiledEquation> equations, String name) {
        return IntStream.range(0, equations.size())
                .filter(i -> equations.get(i).spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
