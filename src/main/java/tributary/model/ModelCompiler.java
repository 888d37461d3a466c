package tributary.model;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.math.LaneLayout;
import tributary.spec.Adstock;
import tributary.spec.CausalGraph;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns a declared model and a panel into parameters, terms and a posterior. */
public final class ModelCompiler {
    private final ModelSpec model;
    private final Panel panel;
    private final Scaling scaling;
    private final CausalGraph graph;
    private final LaneLayout cells;
    private final double[] observed;
    private final ParameterDeclarations parameters;
    private final List<Term> terms = new ArrayList<>();
    private final List<CompiledSource> sources = new ArrayList<>();
    private final List<CompiledEquation> equations = new ArrayList<>();
    private int cellSlots;

    private ModelCompiler(ModelSpec model, Panel panel, Scaling scaling) {
        this.model = model;
        this.panel = panel;
        this.scaling = scaling;
        graph = CausalGraph.of(model);
        cells = new LaneLayout(panel.weeks().size());
        observed = new double[cells.length()];
        for (int t = panel.firstTrainingWeek(); t < panel.endOfTraining(); t++) {
            observed[cells.index(t)] = 1;
        }
        parameters = new ParameterDeclarations(model.priors());
    }

    /**
     * Compiles with the scales of the panel's training weeks.
     *
     * @throws tributary.spec.SpecException if priors and parameters do not fit together
     */
    public static CompiledModel compile(ModelSpec model, Panel panel) {
        return compile(model, panel, Scaling.of(model, panel));
    }

    /** Compiles with given scales, as a simulation does before its outcome exists. */
    public static CompiledModel compile(ModelSpec model, Panel panel, Scaling scaling) {
        return new ModelCompiler(model, panel, scaling).compile();
    }

    private CompiledModel compile() {
        for (Source source : model.sources()) {
            sources.add(source(source));
        }
        PathDeclarations paths = new PathDeclarations(model, graph, parameters);
        for (Equation equation : graph.equations()) {
            equations.add(equation(equation, paths));
        }
        ParameterLayout layout = parameters.build();
        List<Term> order = new ArrayList<>(paths.terms());
        order.addAll(terms);
        order.add(new Priors(layout));
        return new CompiledModel(
                model,
                panel,
                graph,
                cells,
                scaling,
                sources,
                equations,
                observed,
                value(model.outcome()),
                layout,
                new Posterior(layout, List.copyOf(order), cellSlots, cells.length()),
                paths.notes());
    }

    private CompiledSource source(Source source) {
        double scale = scaling.source(source.name());
        double[] column = cells(panel.column(source.column()));
        double[] scaled = new double[column.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = column[i] / scale;
        }
        double infinity = Double.POSITIVE_INFINITY;
        int decay =
                switch (source.adstock()) {
                    case Adstock.None() -> -1;
                    case Adstock.Geometric() ->
                            parameters.declare("decay_" + source.name(), "", 0, 1);
                };
        boolean hill =
                switch (source.saturation()) {
                    case HILL -> true;
                    case LINEAR -> false;
                };
        int half =
                hill ? parameters.declare("half_saturation_" + source.name(), "", 0, infinity) : -1;
        int slope = hill ? parameters.declare("slope_" + source.name(), "", 0, infinity) : -1;
        MediaTransform transform =
                new MediaTransform(
                        scaled,
                        cells.steps(),
                        decay,
                        half,
                        slope,
                        new MediaTransform.Cells(
                                cellSlots++, cellSlots++, cellSlots++, cellSlots++));
        terms.add(transform);
        double[] spend = spend(source, column);
        return new CompiledSource(source, column, scale, transform, unitCost(column, spend), spend);
    }

    /**
     * A series by week as cells; weeks outside the training window without a value hold 0, which is
     * never used.
     */
    private double[] cells(double[] byWeek) {
        double[] series = byWeek.clone();
        for (int t = 0; t < series.length; t++) {
            boolean trains = t >= panel.firstTrainingWeek() && t < panel.endOfTraining();
            series[t] = !trains && Double.isNaN(series[t]) ? 0 : series[t];
        }
        double[] result = new double[cells.length()];
        cells.pack(series, result);
        return result;
    }

    private double[] spend(Source source, double[] column) {
        if (!source.paid()) {
            return new double[column.length];
        }
        Optional<String> money = source.spend();
        return money.isPresent() ? cells(panel.column(money.get())) : column;
    }

    /** Money per unit in each week; the average of all training weeks where a week has no unit. */
    private double[] unitCost(double[] column, double[] spend) {
        double money = 0;
        double units = 0;
        for (int i = 0; i < column.length; i++) {
            money += observed[i] * spend[i];
            units += observed[i] * column[i];
        }
        double[] cost = new double[column.length];
        for (int i = 0; i < cost.length; i++) {
            cost[i] = column[i] > 0 ? spend[i] / column[i] : units > 0 ? money / units : 0;
        }
        return cost;
    }

    private CompiledEquation equation(Equation equation, PathDeclarations paths) {
        String name = equation.name();
        ResponseScale scale = scaling.response(equation);
        int intercept =
                parameters.declare(
                        "intercept_" + name,
                        interceptQualifier(scale),
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY);
        List<CompiledPath> into = new ArrayList<>();
        for (Path path : graph.into(name)) {
            into.add(new CompiledPath(path, sourceIndex(path.from()), paths.coefficient(path)));
        }
        LinearPredictor predictor = predictor(name, intercept, into);
        int coordinate = parameters.sheared(intercept, "centred_intercept_" + name);
        if (coordinate != intercept) {
            terms.add(
                    new CentredIntercept(
                            coordinate,
                            predictor.coefficients(),
                            predictor.media(),
                            meanWeights(),
                            intercept));
        }
        terms.add(predictor);
        int sigma =
                parameters.declare(
                        "sigma_" + name,
                        equation instanceof Outcome ? "outcome" : "mediator",
                        0,
                        Double.POSITIVE_INFINITY);
        double[] column = cells(panel.column(equation.column()));
        int nu = likelihood(equation, scale, column, predictor.eta(), sigma);
        return new CompiledEquation(equation, column, scale, into, predictor, sigma, nu);
    }

    private double[] meanWeights() {
        double[] weights = new double[observed.length];
        Kernels.scale(
                1 / Kernels.sum(observed, observed.length), observed, weights, weights.length);
        return weights;
    }

    private static String interceptQualifier(ResponseScale scale) {
        return switch (scale.link()) {
            case LOG -> "log";
            case IDENTITY -> scale.standardized() ? "standardized" : "identity";
        };
    }

    private LinearPredictor predictor(String name, int intercept, List<CompiledPath> into) {
        List<DesignColumns.Column> design = new DesignColumns(model, panel, scaling).of(name);
        int[] weights = new int[design.size()];
        double[][] columns = new double[design.size()][];
        for (int k = 0; k < weights.length; k++) {
            DesignColumns.Column column = design.get(k);
            weights[k] =
                    parameters.declare(
                            column.parameter(),
                            column.qualifier(),
                            Double.NEGATIVE_INFINITY,
                            Double.POSITIVE_INFINITY);
            columns[k] = cells(column.values());
        }
        int[] coefficients = into.stream().mapToInt(CompiledPath::coefficient).toArray();
        int[] media =
                into.stream()
                        .mapToInt(path -> sources.get(path.source()).transform().cells().h())
                        .toArray();
        return new LinearPredictor(intercept, weights, columns, coefficients, media, cellSlots++);
    }

    /** Adds the likelihood and returns the slot of ν, or −1 for a gaussian. */
    private int likelihood(
            Equation equation, ResponseScale scale, double[] column, int eta, int sigma) {
        double[] response = new double[column.length];
        int count = 0;
        for (int i = 0; i < response.length; i++) {
            if (observed[i] > 0) {
                response[i] = scale.toModel(column[i]);
                count++;
            }
        }
        Family family = equation.family();
        return switch (family) {
            case GAUSSIAN -> {
                terms.add(
                        new GaussianLikelihood(response, observed, count, eta, sigma, cellSlots++));
                yield -1;
            }
            case STUDENT_T -> {
                int nu = nu(equation);
                terms.add(
                        new StudentTLikelihood(
                                response,
                                observed,
                                count,
                                eta,
                                sigma,
                                nu,
                                cellSlots++,
                                cellSlots++));
                yield nu;
            }
        };
    }

    /** ν is fixed by the configuration, or ν − 2 has a prior. */
    private int nu(Equation equation) {
        String name = "nu_" + equation.name();
        return equation.nu().isPresent()
                ? parameters.constant(name, equation.nu().getAsDouble())
                : parameters.declare(name, "", 2, Double.POSITIVE_INFINITY, 2);
    }

    private double[] value(Outcome outcome) {
        double[] byWeek = new double[cells.weeks()];
        switch (outcome.value()) {
            case Outcome.Value.Constant(double money) -> Arrays.fill(byWeek, money);
            case Outcome.Value.Column(String name) -> byWeek = panel.column(name);
        }
        return cells(byWeek);
    }

    private int sourceIndex(String name) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).spec().name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no source " + name);
    }
}
