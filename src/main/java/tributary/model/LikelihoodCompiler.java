package tributary.model;

import tributary.math.CellLayout;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        double[] seen = compilation.observed.clone();
        switch (equation.family()) {
            case GAUSSIAN, STUDENT_T, TOBIT -> {
                censoring.ifPresent(c -> Arrays.stream(c.cells()).forEach(i -> seen[i] = 0));
                continuous(seen, predictor.eta(), sigma, nu, phi, censoring);
            }
            case HURDLE_LOGNORMAL -> {
                hurdle(seen, active.orElseThrow().eta());
                continuous(seen, predictor.eta(), sigma, -1, -1, censoring);
            }
            case NEGATIVE_BINOMIAL -> counts(seen, predictor.eta(), sigma);
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

    /**
     * @param seen 1 where the column itself is in the likelihood, not only what bounds it
     */
    private void continuous(
            double[] seen,
            int eta,
            int[] sigma,
            int nu,
            int phi,
            Optional<CompiledEquation.Censoring> censoring) {
        double[] response = new double[column.length];
        for (int i = 0; i < response.length; i++) {
            response[i] = seen[i] > 0 ? scale.toModel(column[i] / population[i]) : 0;
        }
        int location = phi < 0 ? eta : autoregressive(response, phi, eta);
        int residual = compilation.newCellsWithoutAdjoint();
        double normaliser =
                equation.nu().isPresent()
                        ? StudentTLikelihood.normaliser(equation.nu().getAsDouble())
                        : Double.NaN;
        int sums = compilation.newCellsWithoutAdjoint();
        List<Term> terms = new ArrayList<>();
        censoring.ifPresent(c ->
                terms.add(
                        new LeftCensoring(
                                c.cells(),
                                c.bounds(),
                                eta,
                                sigma,
                                nu,
                                compilation.newCellsWithoutAdjoint(),
                                compilation.newCellsWithoutAdjoint(),
                                compilation.newCellsWithoutAdjoint())));
        CellCounts counts = CellCounts.of(seen, layout);
        terms.add(
                nu < 0
                        ? new GaussianLikelihood(
                                response, seen, counts, location, sigma, residual, sums)
                        : new StudentTLikelihood(
                                response,
                                seen,
                                counts,
                                location,
                                sigma,
                                nu,
                                normaliser,
                                residual,
                                sums));
        add(sigma, terms);
    }

    /** Terms that read σ are computed geo by geo where each geo has its own. */
    private void add(int[] sigma, List<Term> terms) {
        if (Arrays.stream(sigma).distinct().count() > 1) {
            compilation.add(new GeoByGeo(terms.toArray(Term[]::new)));
        } else {
            terms.forEach(compilation::add);
        }
    }

    /** Adds what decides whether a cell is above 0, and leaves the amounts in {@code seen}. */
    private void hurdle(double[] seen, int logOdds) {
        double[] signs = new double[column.length];
        for (int i = 0; i < signs.length; i++) {
            boolean active = column[i] > 0;
            signs[i] = seen[i] > 0 ? (active ? 1 : -1) : 0;
            seen[i] = active ? seen[i] : 0;
        }
        compilation.add(new HurdleLikelihood(signs, logOdds));
    }

    private void counts(double[] seen, int eta, int[] sigma) {
        double[] exposure = new double[column.length];
        for (int i = 0; i < exposure.length; i++) {
            exposure[i] = scale.scale() * population[i];
        }
        int mean = compilation.newCellsWithoutAdjoint();
        add(
                sigma,
                List.of(new NegativeBinomialLikelihood(column, exposure, seen, eta, sigma, mean)));
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
