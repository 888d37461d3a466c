package tributary.model;

import tributary.math.CellLayout;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Outcome;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Compiles the likelihood of one equation: residual scale, family, censoring, autocorrelation. */
final class LikelihoodCompiler {
    private final Compilation compilation;
    private final ParameterDeclarations parameters;
    private final CellLayout layout;
    private final Equation equation;
    private final String name;
    private final ResponseScale scale;
    private final double[] column;
    private final double[] population;

    LikelihoodCompiler(Compilation compilation, Equation equation, double[] column) {
        this.compilation = compilation;
        this.equation = equation;
        this.column = column;
        parameters = compilation.parameters;
        layout = compilation.layout;
        population = compilation.population;
        name = equation.name();
        scale = compilation.scaling.response(equation);
    }

    /** Adds the terms around the predictors and describes the equation. */
    CompiledEquation compile(CompiledPredictor predictor, Optional<CompiledPredictor> active) {
        int[] sigma = sigma();
        int nu = equation.family() == Family.STUDENT_T ? nu() : -1;
        int phi =
                equation instanceof Outcome outcome && outcome.autoregressive()
                        ? parameters.declare("ar_" + name, "", -1, 1)
                        : -1;
        Optional<CompiledEquation.Censoring> censoring = censoring();
        switch (equation.family()) {
            case GAUSSIAN, STUDENT_T, TOBIT ->
                    continuous(predictor.eta(), sigma, nu, phi, censoring);
            case HURDLE_LOGNORMAL, NEGATIVE_BINOMIAL ->
                    throw new IllegalStateException("family: " + equation.family());
        }
        return new CompiledEquation(
                equation,
                column,
                population,
                scale,
                predictor,
                active,
                sigma,
                nu,
                phi,
                censoring,
                Optional.empty());
    }

    /** One slot by geo, all the same where the noise is shared. */
    private int[] sigma() {
        String qualifier = equation instanceof Outcome ? "outcome" : "mediator";
        int[] slots = new int[layout.geos()];
        boolean perGeo =
                equation instanceof Outcome outcome
                        && outcome.noise() == Outcome.Noise.PER_GEO
                        && slots.length > 1;
        if (!perGeo) {
            Arrays.fill(slots, scale("sigma_" + name, qualifier));
            return slots;
        }
        for (int g = 0; g < slots.length; g++) {
            slots[g] = scale("sigma_" + name + "." + (g + 1), qualifier);
        }
        return slots;
    }

    private int scale(String parameter, String qualifier) {
        return parameters.declare(parameter, qualifier, 0, Double.POSITIVE_INFINITY);
    }

    /** ν is fixed by the configuration, or ν − 2 has a prior. */
    private int nu() {
        return equation.nu().isPresent()
                ? parameters.constant("nu_" + name, equation.nu().getAsDouble())
                : parameters.declare("nu_" + name, "", 2, Double.POSITIVE_INFINITY, 2);
    }

    private Optional<CompiledEquation.Censoring> censoring() {
        OptionalDouble floor = equation.floor();
        if (floor.isEmpty()) {
            return Optional.empty();
        }
        double[] bounds = new double[column.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = scale.toModel(floor.getAsDouble() / population[i]);
        }
        int[] cells =
                IntStream.range(0, layout.geos())
                        .flatMap(this::observed)
                        .filter(i -> column[i] <= floor.getAsDouble())
                        .toArray();
        return Optional.of(new CompiledEquation.Censoring(floor.getAsDouble(), bounds, cells));
    }

    /** Observed cells of a geo, week by week. */
    private IntStream observed(int geo) {
        return IntStream.range(0, layout.weeks())
                .map(t -> layout.index(geo, t))
                .filter(i -> compilation.observed[i] > 0);
    }

    private void continuous(
            int eta, int[] sigma, int nu, int phi, Optional<CompiledEquation.Censoring> censoring) {
        double[] seen = compilation.observed.clone();
        censoring.ifPresent(c -> Arrays.stream(c.cells()).forEach(i -> seen[i] = 0));
        double[] response = new double[column.length];
        for (int i = 0; i < response.length; i++) {
            response[i] = seen[i] > 0 ? scale.toModel(column[i] / population[i]) : 0;
        }
        int location = phi < 0 ? eta : autoregressive(response, phi, eta);
        int residual = compilation.newCells();
        int log = nu < 0 ? -1 : compilation.newCells();
        int first = 0;
        while (first < sigma.length) {
            int end = first + 1;
            while (end < sigma.length && sigma[end] == sigma[first]) {
                end++;
            }
            CellRange range = CellRange.of(layout.start(first), layout.start(end), seen);
            int s = sigma[first];
            censoring.ifPresent(c ->
                    compilation.add(
                            new LeftCensoring(within(c.cells(), range), c.bounds(), eta, s, nu)));
            compilation.add(
                    nu < 0
                            ? new GaussianLikelihood(response, seen, range, location, s, residual)
                            : new StudentTLikelihood(
                                    response, seen, range, location, s, nu, residual, log));
            first = end;
        }
    }

    private static int[] within(int[] cells, CellRange range) {
        return Arrays.stream(cells).filter(i -> i >= range.from() && i < range.to()).toArray();
    }

    /** Cell slot of the conditional location. */
    private int autoregressive(double[] response, int phi, int eta) {
        int location = compilation.newCells();
        AutoregressivePredictor.Series[] series =
                IntStream.range(0, layout.geos())
                        .mapToObj(this::series)
                        .filter(each -> each.cells().length > 0)
                        .toArray(AutoregressivePredictor.Series[]::new);
        compilation.add(new AutoregressivePredictor(response, series, phi, eta, location));
        return location;
    }

    private AutoregressivePredictor.Series series(int geo) {
        int[] weeks =
                IntStream.range(0, layout.weeks())
                        .filter(t -> compilation.observed[layout.index(geo, t)] > 0)
                        .toArray();
        int[] lags = new int[weeks.length];
        for (int k = 1; k < lags.length; k++) {
            lags[k] = weeks[k] - weeks[k - 1];
        }
        return new AutoregressivePredictor.Series(
                Arrays.stream(weeks).map(t -> layout.index(geo, t)).toArray(), lags);
    }
}
