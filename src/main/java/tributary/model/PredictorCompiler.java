package tributary.model;

import tributary.spec.Control;
import tributary.spec.Equation;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Prior;
import tributary.spec.Trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Compiles one linear predictor of an equation: intercept, paths, controls and time. */
final class PredictorCompiler {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Compilation compilation;
    private final ParameterDeclarations parameters;
    private final GeoDeclarations geos;
    private final List<CompiledSource> sources;
    private final Equation equation;
    private final String name;

    /** What stands in front of every parameter's name. */
    private final String prefix;

    private final boolean scaled;

    PredictorCompiler(
            Compilation compilation,
            List<CompiledSource> sources,
            Equation equation,
            String prefix) {
        this.compilation = compilation;
        this.sources = sources;
        this.equation = equation;
        this.prefix = prefix;
        parameters = compilation.parameters;
        geos = compilation.geos;
        name = equation.name();
        scaled =
                equation instanceof Outcome outcome
                        && outcome.composition() == Outcome.Composition.SCALED;
    }

    /**
     * Adds the terms.
     *
     * @param qualifier of the intercept's prior
     * @param into arrows with their coefficients
     */
    CompiledPredictor compile(String qualifier, List<CompiledPath> into) {
        return compile(qualifier, into, demand -> {});
    }

    /**
     * Cell slots of ln D of a scaled composition: all of it but linear demand, and linear demand;
     * −1 where there is none.
     */
    record LogDemand(int unpriced, int response) {}

    /**
     * As above.
     *
     * @param coefficients adds the terms that compute the coefficients, when media and demand are
     *     there
     */
    CompiledPredictor compile(
            String qualifier, List<CompiledPath> into, Consumer<LogDemand> coefficients) {
        int intercept =
                parameters.declare(
                        prefix + "intercept_" + name,
                        scaled ? "scaled" : qualifier,
                        scaled ? 0 : -INFINITY,
                        INFINITY);
        Columns activity = activity(into);
        List<Regressor> regressors = new ArrayList<>();
        Columns controls = controls(regressors);
        int[] trend = knots();
        Optional<LinearDemand> price = price();
        price.ifPresent(compilation::addStructure);
        int unpriced = compilation.newCells();
        int base = scaled ? compilation.newCells() : unpriced;
        int demand = scaled ? compilation.newCells() : -1;
        if (scaled) {
            add(new int[0], controls, trend, demand);
        }
        coefficients.accept(
                new LogDemand(demand, scaled ? price.map(LinearDemand::response).orElse(-1) : -1));
        int media = media(into);
        int[] intercepts = intercepts(intercept, media);
        if (scaled) {
            add(intercepts, activity, new int[] {media}, base);
            compilation.addStructure(new ScaledPredictor(base, demand, unpriced));
        } else {
            controls.add(activity);
            int[] offsets = IntStream.concat(IntStream.of(media), IntStream.of(trend)).toArray();
            add(intercepts, controls, offsets, unpriced);
        }
        int eta = unpriced;
        if (price.isPresent()) {
            eta = compilation.newCells();
            compilation.addStructure(new PricedPredictor(unpriced, price.get().response(), eta));
        }
        return new CompiledPredictor(into, regressors, price, eta, unpriced, base);
    }

    /** Slots of the intercepts: one by geo, or one for all. */
    private int[] intercepts(int common, int media) {
        String byGeo = prefix + "geo_intercept_" + name;
        String scale = prefix + "geo_scale_intercept_" + name;
        if (!geos.varying) {
            if (!scaled) {
                int coordinate = parameters.sheared(common, prefix + "centred_intercept_" + name);
                if (coordinate != common) {
                    centre(new int[] {coordinate}, media, new int[] {common});
                }
            }
            return new int[] {common};
        }
        if (scaled) {
            HierarchicalCoefficients term = geos.around(byGeo, scale, true, common);
            compilation.add(term);
            return term.values().toArray();
        }
        GeoDeclarations.Levels levels = geos.levels(byGeo, scale, common);
        centre(levels.levels(), media, levels.values().values().toArray());
        compilation.add(levels.values());
        return levels.values().values().toArray();
    }

    private void centre(int[] coordinates, int media, int[] intercepts) {
        compilation.add(
                new CentredIntercept(
                        coordinates,
                        media,
                        compilation.meanWeights(coordinates.length > 1),
                        compilation.layout,
                        intercepts));
    }

    /** Cell slot of what the media of the arrows add. */
    private int media(List<CompiledPath> into) {
        int sum = compilation.newCells();
        compilation.addStructure(
                new MediaSum(
                        into.stream().map(CompiledPath::coefficients).toArray(int[][]::new),
                        into.stream().mapToInt(path -> path.transform().h()).toArray(),
                        false,
                        compilation.layout,
                        sum));
        return sum;
    }

    /** The arrows of a predictor with coefficients from elsewhere. */
    CompiledPath path(Path path, int[] coefficients) {
        int source = 0;
        while (!sources.get(source).spec().name().equals(path.from())) {
            source++;
        }
        boolean positive = path.sign() == Path.Sign.POSITIVE;
        int activity =
                path.activity()
                        ? parameters.declare(
                                prefix + "activity_" + path.from() + "_to_" + path.to(),
                                path.kind(),
                                positive ? 0 : -INFINITY,
                                INFINITY)
                        : -1;
        return new CompiledPath(path, source, transform(path, source), coefficients, activity);
    }

    /** The source's own transform, unless the path has a curve of its own. */
    private MediaTransform transform(Path path, int source) {
        if (path.saturation().isEmpty()) {
            return sources.get(source).transform();
        }
        TransformCompiler transforms = compilation.transforms(path.from());
        MediaTransform own =
                transforms.transform(
                        path.saturation().get(), prefix, path.from() + "_to_" + path.to());
        transforms.addTerms();
        return own;
    }

    /** Constant columns with the slots of their weights. */
    private record Columns(List<Integer> weights, List<double[]> values) {
        static Columns none() {
            return new Columns(new ArrayList<>(), new ArrayList<>());
        }

        void add(int weight, double[] cells) {
            weights.add(weight);
            values.add(cells);
        }

        void add(Columns others) {
            weights.addAll(others.weights);
            values.addAll(others.values);
        }
    }

    /** 1{x > 0} of the paths with an activity term. */
    private Columns activity(List<CompiledPath> into) {
        Columns columns = Columns.none();
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
        Columns columns = Columns.none();
        var design = new DesignColumns(compilation.model, compilation.panel, compilation.scaling);
        for (DesignColumns.Column each : design.of(name)) {
            int weight =
                    parameters.declare(
                            prefix + each.parameter(), each.qualifier(), -INFINITY, INFINITY);
            double[] values = compilation.cells(each.values());
            columns.add(weight, values);
            if (!each.factors().isEmpty()) {
                regressors.add(new Regressor(weight, byCell(each.factors()), values));
            }
        }
        return columns;
    }

    private List<Regressor.Factor> byCell(List<Regressor.Factor> byRow) {
        return byRow.stream()
                .map(factor ->
                        new Regressor.Factor(
                                factor.node(),
                                factor.transform(),
                                compilation.cells(factor.values())))
                .toList();
    }

    /** Cell slot of a trend with knots, where there is one. */
    private int[] knots() {
        Trend trend = compilation.model.trend();
        if (trend.type() != Trend.Type.KNOTS || !trend.into().contains(name)) {
            return new int[0];
        }
        RandomWalk walk =
                parameters.walk(
                        prefix + "knot_" + name, prefix + "knot_scale_" + name, trend.knots());
        compilation.add(walk);
        int series = compilation.newCells();
        compilation.addStructure(
                KnotSeries.of(walk.values(), compilation.panel, compilation.layout, series));
        return new int[] {series};
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
        int choke = parameters.declare("choke_price_" + name, lower, upper, prior, "$.controls");
        return Optional.of(
                new LinearDemand(
                        price.orElseThrow().name(),
                        compilation.column(price.orElseThrow().column()),
                        bounds.reference(),
                        choke,
                        compilation.newCells()));
    }

    private void add(int[] intercepts, Columns columns, int[] offsets, int result) {
        double[][] values = columns.values.toArray(new double[0][]);
        compilation.addStructure(
                new LinearPredictor(
                        intercepts,
                        columns.weights.stream().mapToInt(Integer::intValue).toArray(),
                        values,
                        LinearPredictor.areCommon(values, compilation.layout),
                        offsets,
                        compilation.layout,
                        result));
    }
}
