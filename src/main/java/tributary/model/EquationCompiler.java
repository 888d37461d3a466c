package tributary.model;

import tributary.spec.CausalGraph;
import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Compiles one equation: linear predictor, then likelihood. */
final class EquationCompiler {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Compilation compilation;
    private final CausalGraph graph;
    private final PathDeclarations paths;
    private final List<CompiledSource> sources;
    private final Equation equation;
    private final String name;
    private final ParameterDeclarations parameters;
    private final ResponseScale scale;
    private final double[] column;
    private final boolean scaled;

    EquationCompiler(
            Compilation compilation,
            CausalGraph graph,
            PathDeclarations paths,
            List<CompiledSource> sources,
            Equation equation) {
        this.compilation = compilation;
        this.graph = graph;
        this.paths = paths;
        this.sources = sources;
        this.equation = equation;
        name = equation.name();
        parameters = compilation.parameters;
        scale = compilation.scaling.response(equation);
        column = compilation.column(equation.column());
        scaled =
                equation instanceof Outcome outcome
                        && outcome.composition() == Outcome.Composition.SCALED;
    }

    CompiledEquation compile() {
        int intercept =
                parameters.declare(
                        "intercept_" + name,
                        interceptQualifier(),
                        scaled ? 0 : Double.NEGATIVE_INFINITY,
                        INFINITY);
        List<CompiledPath> into = new ArrayList<>();
        for (Path path : graph.into(name)) {
            into.add(path(path));
        }
        Columns activity = activity(into);
        List<Regressor> regressors = new ArrayList<>();
        Columns controls = controls(regressors);
        Optional<LinearDemand> price = price();
        price.ifPresent(compilation::addStructure);
        CompiledEquation.Predictors predictor =
                predictor(intercept, into, activity, controls, price);
        int sigma =
                parameters.declare(
                        "sigma_" + name,
                        equation instanceof Outcome ? "outcome" : "mediator",
                        0,
                        INFINITY);
        int nu = equation.family() == Family.STUDENT_T ? nu() : -1;
        int phi =
                equation instanceof Outcome outcome && outcome.autoregressive()
                        ? parameters.declare("ar_" + name, "", -1, 1)
                        : -1;
        Optional<CompiledEquation.Censoring> censoring = censoring();
        likelihood(predictor.eta(), sigma, nu, phi, censoring);
        return new CompiledEquation(
                equation,
                column,
                scale,
                into,
                regressors,
                price,
                predictor,
                sigma,
                nu,
                phi,
                censoring);
    }

    private String interceptQualifier() {
        if (scaled) {
            return "scaled";
        }
        if (equation.family() == Family.TOBIT) {
            return "tobit";
        }
        return switch (scale.link()) {
            case LOG -> "log";
            case IDENTITY -> scale.standardized() ? "standardized" : "identity";
        };
    }

    private CompiledPath path(Path path) {
        int source = 0;
        while (!sources.get(source).spec().name().equals(path.from())) {
            source++;
        }
        boolean positive = path.sign() == Path.Sign.POSITIVE;
        int activity =
                path.activity()
                        ? parameters.declare(
                                "activity_" + path.from() + "_to_" + path.to(),
                                path.kind(),
                                positive ? 0 : Double.NEGATIVE_INFINITY,
                                INFINITY)
                        : -1;
        return new CompiledPath(path, source, paths.coefficient(path), activity);
    }

    /** Constant columns with the slots of their weights. */
    private record Columns(List<Integer> weights, List<double[]> values) {
        void add(int weight, double[] cells) {
            weights.add(weight);
            values.add(cells);
        }
    }

    private static Columns none() {
        return new Columns(new ArrayList<>(), new ArrayList<>());
    }

    /** 1{x > 0} of the paths with an activity term. */
    private Columns activity(List<CompiledPath> into) {
        Columns columns = none();
        for (CompiledPath path : into) {
            if (path.activity() < 0) {
                continue;
            }
            double[] source = sources.get(path.source()).column();
            double[] active = new double[source.length];
            double on = 0;
            double weeks = 0;
            for (int i = 0; i < active.length; i++) {
                active[i] = source[i] > 0 ? 1 : 0;
                on += compilation.observed[i] * active[i];
                weeks += compilation.observed[i];
            }
            if (on == 0 || on == weeks) {
                parameters.problem(
                        "$.paths",
                        "\"activity\" of \""
                                + path.spec().arrow()
                                + "\": "
                                + path.spec().from()
                                + " is on in "
                                + (on == 0 ? "none" : "every one")
                                + " of the training weeks, so being on has no effect to estimate");
            }
            columns.add(path.activity(), active);
        }
        return columns;
    }

    /** Controls, interactions, trend and season. */
    private Columns controls(List<Regressor> regressors) {
        Columns columns = none();
        var design = new DesignColumns(compilation.model, compilation.panel, compilation.scaling);
        for (DesignColumns.Column each : design.of(name)) {
            int weight =
                    parameters.declare(
                            each.parameter(), each.qualifier(), Double.NEGATIVE_INFINITY, INFINITY);
            double[] values = compilation.cells(each.values());
            columns.add(weight, values);
            if (!each.factors().isEmpty()) {
                regressors.add(new Regressor(weight, byCell(each.factors()), values));
            }
        }
        return columns;
    }

    private List<Regressor.Factor> byCell(List<Regressor.Factor> byWeek) {
        return byWeek.stream()
                .map(factor ->
                        new Regressor.Factor(
                                factor.node(),
                                factor.transform(),
                                compilation.cells(factor.values())))
                .toList();
    }

    private Optional<LinearDemand> price() {
        Optional<Control> price = compilation.model.price();
        if (!(equation instanceof Outcome)
                || price.flatMap(Control::priceResponse)
                        .filter(Control.PriceResponse.LINEAR_DEMAND::equals)
                        .isEmpty()) {
            return Optional.empty();
        }
        PriceScale bounds = compilation.scaling.price().orElseThrow();
        double lower = bounds.lower();
        double upper = bounds.upper();
        if (bounds.reference() > lower) {
            parameters.problem(
                    "$.controls",
                    "\"linear_demand\" of "
                            + price.orElseThrow().name()
                            + ": the median price of the training weeks, "
                            + bounds.reference()
                            + ", is above the highest price of a week above the floor, "
                            + lower
                            + "; demand at the median price must be certain to exist");
        }
        Prior prior =
                upper < INFINITY ? new Prior.Uniform(lower, upper) : new Prior.Pareto(lower, 5);
        int choke = parameters.declare("choke_price_" + name, lower, upper, prior);
        return Optional.of(
                new LinearDemand(
                        price.orElseThrow().name(),
                        compilation.column(price.orElseThrow().column()),
                        bounds.reference(),
                        choke,
                        compilation.newCells()));
    }

    private CompiledEquation.Predictors predictor(
            int intercept,
            List<CompiledPath> into,
            Columns activity,
            Columns controls,
            Optional<LinearDemand> price) {
        int[] coefficients = into.stream().mapToInt(CompiledPath::coefficient).toArray();
        int[] media =
                into.stream()
                        .mapToInt(path -> sources.get(path.source()).transform().cells().h())
                        .toArray();
        int unpriced = compilation.newCells();
        int base = scaled ? compilation.newCells() : unpriced;
        if (!scaled) {
            int coordinate = parameters.sheared(intercept, "centred_intercept_" + name);
            if (coordinate != intercept) {
                compilation.add(
                        new CentredIntercept(
                                coordinate,
                                coefficients,
                                media,
                                compilation.meanWeights(),
                                intercept));
            }
            controls.weights.addAll(activity.weights);
            controls.values.addAll(activity.values);
            add(intercept, controls, coefficients, media, unpriced);
        } else {
            int demand = compilation.newCells();
            add(intercept, activity, coefficients, media, base);
            add(-1, controls, new int[0], new int[0], demand);
            compilation.addStructure(new ScaledPredictor(base, demand, unpriced));
        }
        if (price.isEmpty()) {
            return new CompiledEquation.Predictors(unpriced, unpriced, base);
        }
        int eta = compilation.newCells();
        compilation.addStructure(new PricedPredictor(unpriced, price.get().response(), eta));
        return new CompiledEquation.Predictors(eta, unpriced, base);
    }

    private void add(int intercept, Columns columns, int[] coefficients, int[] media, int result) {
        compilation.addStructure(
                new LinearPredictor(
                        intercept,
                        columns.weights.stream().mapToInt(Integer::intValue).toArray(),
                        columns.values.toArray(new double[0][]),
                        coefficients,
                        media,
                        result));
    }

    /** ν is fixed by the configuration, or ν − 2 has a prior. */
    private int nu() {
        return equation.nu().isPresent()
                ? parameters.constant("nu_" + name, equation.nu().getAsDouble())
                : parameters.declare("nu_" + name, "", 2, INFINITY, 2);
    }

    private Optional<CompiledEquation.Censoring> censoring() {
        OptionalDouble floor = equation.floor();
        if (floor.isEmpty()) {
            return Optional.empty();
        }
        double bound = floor.getAsDouble();
        int[] weeks =
                trainingWeeks().filter(t -> column[compilation.layout.index(t)] <= bound).toArray();
        return Optional.of(new CompiledEquation.Censoring(bound, scale.toModel(bound), weeks));
    }

    private void likelihood(
            int eta, int sigma, int nu, int phi, Optional<CompiledEquation.Censoring> censoring) {
        double[] seen = compilation.observed.clone();
        if (censoring.isPresent()) {
            int[] censored =
                    Arrays.stream(censoring.get().weeks()).map(compilation.layout::index).toArray();
            for (int i : censored) {
                seen[i] = 0;
            }
            compilation.add(new LeftCensoring(censored, censoring.get().bound(), eta, sigma, nu));
        }
        double[] response = new double[column.length];
        int count = 0;
        for (int i = 0; i < response.length; i++) {
            if (seen[i] > 0) {
                response[i] = scale.toModel(column[i]);
                count++;
            }
        }
        int location = eta;
        if (phi >= 0) {
            location = compilation.newCells();
            compilation.add(
                    new AutoregressivePredictor(
                            response,
                            trainingWeeks().map(compilation.layout::index).toArray(),
                            phi,
                            eta,
                            location));
        }
        int residual = compilation.newCells();
        compilation.add(
                nu < 0
                        ? new GaussianLikelihood(response, seen, count, location, sigma, residual)
                        : new StudentTLikelihood(
                                response,
                                seen,
                                count,
                                location,
                                sigma,
                                nu,
                                residual,
                                compilation.newCells()));
    }

    private IntStream trainingWeeks() {
        return IntStream.range(0, compilation.layout.weeks())
                .filter(t -> compilation.observed[compilation.layout.index(t)] > 0);
    }
}
