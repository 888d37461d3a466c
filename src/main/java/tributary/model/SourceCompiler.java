package tributary.model;

import tributary.data.Panel;
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
        boolean predicted = isPredicted(source);
        StageInput input =
                predicted
                        ? StageInput.computed(compilation.newCells())
                        : StageInput.constant(scaled);
        TransformCompiler transforms = new TransformCompiler(compilation, source, input);
        compilation.transforms.put(source.name(), transforms);
        MediaTransform transform = transforms.transform(curve(source), "", source.name());
        if (!predicted) {
            transforms.addTerms();
        }
        double[] spend = spend(source, column);
        return new CompiledSource(
                source,
                column,
                scale,
                scaled,
                transform,
                Optional.empty(),
                unitCost(column, spend),
                spend);
    }

    /** The source's curve; none where every path out of it has one of its own. */
    private Saturation curve(Source source) {
        return compilation.model.paths().stream()
                        .filter(path -> path.from().equals(source.name()))
                        .allMatch(path -> path.saturation().isPresent())
                ? Saturation.LINEAR
                : source.saturation();
    }

    /** The source with the term that computes its input from the mediator's own equation. */
    CompiledSource predicted(CompiledSource source, CompiledEquation equation) {
        TransformCompiler transforms = compilation.transforms(source.spec().name());
        double[] modelled = new double[compilation.layout.length()];
        for (int g = 0; g < compilation.layout.geos(); g++) {
            Panel.Geo geo = compilation.panel.geos().get(g);
            int first = Math.max(compilation.panel.firstTrainingWeek(), geo.firstWeek());
            for (int t = first; t < geo.endWeek(); t++) {
                modelled[compilation.layout.index(g, t)] = 1;
            }
        }
        var expected =
                new ExpectedMediator(
                        source.scaled(),
                        modelled,
                        equation.spec().family(),
                        equation.scale(),
                        compilation.scaling.source(source.spec().name()),
                        compilation.model.isNonNegative(source.spec()),
                        equation.predictor().eta(),
                        equation.active().map(CompiledPredictor::eta).orElse(-1),
                        equation.sigma()[0],
                        transforms.input().cell());
        compilation.addStructure(expected);
        transforms.addTerms();
        return new CompiledSource(
                source.spec(),
                source.column(),
                source.scale(),
                source.scaled(),
                source.transform(),
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
