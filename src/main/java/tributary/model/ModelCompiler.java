package tributary.model;

import tributary.data.Panel;
import tributary.spec.CausalGraph;
import tributary.spec.Correlation;
import tributary.spec.Equation;
import tributary.spec.ModelSpec;
import tributary.spec.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns a declared model and a panel into parameters, terms and a posterior. */
public final class ModelCompiler {
    private ModelCompiler() {}

    /**
     * Compiles with the scales of the panel's training weeks.
     *
     * @throws tributary.spec.SpecException if priors and parameters, or activity and data, do not
     *     fit together
     */
    public static CompiledModel compile(ModelSpec model, Panel panel) {
        return compile(model, panel, Scaling.of(model, panel));
    }

    /** Compiles with given scales, as a simulation does before its outcome exists. */
    public static CompiledModel compile(ModelSpec model, Panel panel, Scaling scaling) {
        return compile(new Compilation(model, panel, scaling));
    }

    static CompiledModel compile(Compilation compilation) {
        ModelSpec model = compilation.model;
        CausalGraph graph = CausalGraph.of(model);
        SourceCompiler sourceCompiler = new SourceCompiler(compilation);
        List<CompiledSource> sources = new ArrayList<>();
        for (Source source : model.sources()) {
            sources.add(sourceCompiler.compile(source));
        }
        PathDeclarations paths =
                new PathDeclarations(model, graph, compilation.parameters, compilation.geos);
        List<CompiledEquation> equations = new ArrayList<>();
        for (Equation equation : graph.equations()) {
            var compiled = new EquationCompiler(compilation, graph, paths, sources, equation);
            equations.add(compiled.compile());
            sources.replaceAll(source ->
                    source.spec().equals(equation) && SourceCompiler.isPredicted(source.spec())
                            ? sourceCompiler.predicted(source, equations.getLast())
                            : source);
        }
        for (Correlation correlation : model.correlations()) {
            CopulaCompiler.compile(compilation, correlation, equations);
        }
        ExperimentCompiler.compile(compilation, graph, sources, equations);
        ParameterLayout layout = compilation.parameters.build();
        List<Term> order = new ArrayList<>(paths.terms());
        order.addAll(compilation.terms());
        order.add(new Priors(layout));
        return new CompiledModel(
                model,
                compilation.panel,
                graph,
                compilation.layout,
                compilation.scaling,
                sources,
                equations,
                compilation.observed,
                compilation.value(),
                layout,
                new Posterior(
                        layout,
                        List.copyOf(order),
                        compilation.structure(),
                        compilation.cellSlots(),
                        compilation.withoutAdjoint(),
                        compilation.layout),
                Stream.concat(paths.notes().stream(), compilation.notes.stream()).toList());
    }
}
