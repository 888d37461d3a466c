package tributary.model;

import tributary.spec.CausalGraph;
import tributary.spec.Equation;
import tributary.spec.Family;
import tributary.spec.Path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compiles one equation: linear predictor, then likelihood. */
final class EquationCompiler {
    private final Compilation compilation;
    private final CausalGraph graph;
    private final PathDeclarations paths;
    private final List<CompiledSource> sources;
    private final Equation equation;
    private final ResponseScale scale;

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
        scale = compilation.scaling.response(equation);
    }

    CompiledEquation compile() {
        var compiler = new PredictorCompiler(compilation, sources, equation, "");
        List<CompiledPath> into = new ArrayList<>();
        for (Path path : graph.into(equation.name())) {
            into.add(compiler.path(path, paths.coefficients(path)));
        }
        CompiledPredictor predictor =
                compiler.compile(
                        interceptQualifier(), into, demand -> addCoefficients(into, demand));
        Optional<CompiledPredictor> active =
                equation.family() == Family.HURDLE_LOGNORMAL
                        ? Optional.of(active())
                        : Optional.empty();
        var likelihood =
                new LikelihoodCompiler(
                        compilation, equation, compilation.column(equation.column()));
        return likelihood.compile(predictor, active);
    }

    /**
     * Log odds of a hurdle: the same paths, controls and time, with coefficients of their own that
     * are in no group and the same in every geo.
     */
    private CompiledPredictor active() {
        String prefix = "hurdle_";
        var compiler = new PredictorCompiler(compilation, sources, equation, prefix);
        List<CompiledPath> into = new ArrayList<>();
        for (Path path : graph.into(equation.name())) {
            int slot =
                    compilation.parameters.declare(
                            prefix + "coefficient_" + path.from() + "_to_" + path.to(),
                            path.kind(),
                            path.sign() == Path.Sign.POSITIVE ? 0 : Double.NEGATIVE_INFINITY,
                            Double.POSITIVE_INFINITY);
            int[] coefficients = new int[compilation.geos.varying ? compilation.layout.geos() : 1];
            Arrays.fill(coefficients, slot);
            into.add(compiler.path(path, coefficients));
        }
        return compiler.compile("", into, demand -> {});
    }

    /** What computes coefficients from the parameters that have the priors. */
    private void addCoefficients(List<CompiledPath> into, PredictorCompiler.LogDemand demand) {
        var returns = new ReturnCompiler(compilation, equation, demand);
        for (CompiledPath path : into) {
            Optional<HierarchicalCoefficients> geos = paths.geoTerm(path.spec());
            if (path.spec().parameter() != Path.Parameter.COEFFICIENT) {
                returns.add(path, sources.get(path.source()), paths.common(path.spec()), geos);
            }
            geos.ifPresent(compilation::add);
        }
    }

    private String interceptQualifier() {
        if (equation.family() == Family.TOBIT) {
            return "tobit";
        }
        return switch (scale.link()) {
            case LOG -> "log";
            case IDENTITY -> scale.standardized() ? "standardized" : "identity";
        };
    }
}
