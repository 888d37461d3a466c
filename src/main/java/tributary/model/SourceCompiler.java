package tributary.model;

import tributary.data.Panel;
import tributary.spec.Adstock;
import tributary.spec.Mediator;
import tributary.spec.Saturation;
import tributary.spec.Source;

import java.util.Optional;

/** Compiles the media side of a source: scale, transform and what a unit of it costs. */
final class SourceCompiler {
    private final Compilation compilation;

    SourceCompiler(Compilation compilation) {
        this.compilation = compilation;
    }

    static boolean isPredicted(Source source) {
        return source instanceof Mediator mediator && mediator.input() == Mediator.Input.PREDICTED;
    }

    CompiledSource compile(Source source) {
        double perHead = compilation.scaling.source(source.name());
        double[] column = compilation.column(source.column());
        double[] scale = new double[column.length];
        double[] scaled = new double[column.length];
        for (int i = 0; i < scaled.length; i++) {
            scale[i] = perHead * compilation.population[i];
            scaled[i] = column[i] / scale[i];
        }
        MediaTransform transform = transform(source, scaled);
        if (!isPredicted(source)) {
            compilation.addStructure(transform);
        }
        double[] spend = spend(source, column);
        return new CompiledSource(
                source, column, scale, transform, Optional.empty(), unitCost(column, spend), spend);
    }

    private MediaTransform transform(Source source, double[] scaled) {
        double infinity = Double.POSITIVE_INFINITY;
        ParameterDeclarations parameters = compilation.parameters;
        int decay =
                switch (source.adstock()) {
                    case Adstock.None() -> -1;
                    case Adstock.Geometric(var window) ->
                            parameters.declare("decay_" + source.name(), "", 0, 1);
                    default -> throw new IllegalArgumentException("adstock");
                };
        boolean hill = source.saturation() == Saturation.HILL;
        int half =
                hill ? parameters.declare("half_saturation_" + source.name(), "", 0, infinity) : -1;
        // Below 1 the slope of the curve at 0 is infinite, and so is a modelled input's gradient.
        int slope =
                hill
                        ? parameters.declare(
                                "slope_" + source.name(), "", isPredicted(source) ? 1 : 0, infinity)
                        : -1;
        int modelled = isPredicted(source) ? compilation.newCells() : -1;
        return new MediaTransform(
                scaled,
                modelled,
                compilation.layout.steps(),
                decay,
                half,
                slope,
                new MediaTransform.Cells(
                        compilation.newCells(),
                        compilation.newCells(),
                        compilation.newCells(),
                        compilation.newCells()));
    }

    /** The source with the term that computes its input from the mediator's own equation. */
    CompiledSource predicted(CompiledSource source, CompiledEquation equation) {
        double[] modelled = new double[compilation.layout.length()];
        for (int g = 0; g < compilation.layout.geos(); g++) {
            Panel.Geo geo = compilation.panel.geos().get(g);
            int first = Math.max(compilation.panel.firstTrainingWeek(), geo.firstWeek());
            for (int t = first; t < geo.endWeek(); t++) {
                modelled[compilation.layout.index(g, t)] = 1;
            }
        }
        MediaTransform transform = source.transform();
        var expected =
                new ExpectedMediator(
                        transform.input(),
                        modelled,
                        equation.spec().family(),
                        equation.scale(),
                        compilation.scaling.source(source.spec().name()),
                        compilation.model.isNonNegative(source.spec()),
                        equation.predictor().eta(),
                        equation.active().map(CompiledPredictor::eta).orElse(-1),
                        equation.sigma()[0],
                        transform.modelled());
        compilation.addStructure(expected);
        compilation.addStructure(transform);
        return new CompiledSource(
                source.spec(),
                source.column(),
                source.scale(),
                transform,
                Optional.of(expected),
                source.unitCost(),
                source.spend());
    }

    private double[] spend(Source source, double[] column) {
        if (!source.paid()) {
            return new double[column.length];
        }
        return source.spend().map(compilation::column).orElse(column);
    }

    /** Money per unit in each week; the average of all training weeks where a week has no unit. */
    private double[] unitCost(double[] column, double[] spend) {
        double money = 0;
        double units = 0;
        for (int i = 0; i < column.length; i++) {
            money += compilation.observed[i] * spend[i];
            units += compilation.observed[i] * column[i];
        }
        double[] cost = new double[column.length];
        for (int i = 0; i < cost.length; i++) {
            cost[i] = column[i] > 0 ? spend[i] / column[i] : units > 0 ? money / units : 0;
        }
        return cost;
    }
}
