package tributary.model;

import tributary.spec.CausalGraph;
import tributary.spec.Experiment;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.Path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles one lift test (model.md §6): the change of a source through the expectations of the
 * mediators to that of the outcome, then the likelihood of what was measured.
 *
 * <p>Being on at all (δ) and interactions change with the source that was tested; a mediator that
 * moves with it keeps its own, since its observed weeks say whether it was on.
 */
final class ExperimentCompiler {
    private final Compilation compilation;
    private final CausalGraph graph;
    private final List<CompiledSource> sources;
    private final List<CompiledEquation> equations;
    private final Experiment test;
    private final TestCells cells;
    private final String where;

    private final List<Term> terms = new ArrayList<>();
    private final Map<String, StageInput> inputs = new HashMap<>();
    private final Map<MediaTransform, MediaTransform> transforms = new IdentityHashMap<>();

    private ExperimentCompiler(
            Compilation compilation,
            CausalGraph graph,
            List<CompiledSource> sources,
            List<CompiledEquation> equations,
            Experiment test,
            TestCells cells,
            String where) {
        this.compilation = compilation;
        this.graph = graph;
        this.sources = sources;
        this.equations = equations;
        this.test = test;
        this.cells = cells;
        this.where = where;
    }

    /** Adds the terms of all tests, and notes what an analyst should know of them. */
    static void compile(
            Compilation compilation,
            CausalGraph graph,
            List<CompiledSource> sources,
            List<CompiledEquation> equations) {
        List<Experiment> tests = compilation.model.experiments();
        for (int k = 0; k < tests.size(); k++) {
            String where = "$.experiments[" + k + "]";
            Experiment test = tests.get(k);
            Optional<TestCells> cells = TestCells.of(compilation, test, where);
            if (cells.isPresent()) {
                new ExperimentCompiler(
                                compilation, graph, sources, equations, test, cells.get(), where)
                        .add();
            }
        }
    }

    private void add() {
        CompiledSource source = source(test.source());
        double[] factors = cells.factors(1 + test.change());
        if (changesNothing(source, factors)) {
            problem(
                    "change",
                    test.source()
                            + " is 0 in all weeks and geos of the test, so a change of it changes"
                            + " nothing");
            return;
        }
        inputs.put(test.source(), changed(source, factors));
        CompiledEquation outcome = equations.getLast();
        if (test.estimand() == Experiment.Estimand.TOTAL) {
            for (CompiledEquation mediator : equations.subList(0, equations.size() - 1)) {
                if (!mediator.spec().name().equals(test.source()) && isChanged(mediator)) {
                    inputs.put(mediator.spec().name(), moved(mediator, source, factors));
                }
            }
        }
        if (!isChanged(outcome)) {
            problem(
                    "estimand",
                    test.source()
                            + (test.estimand() == Experiment.Estimand.DIRECT
                                    ? " has no direct path into "
                                    : " has no path into ")
                            + outcome.spec().name());
            return;
        }
        if (outcome.spec().family() == Family.STUDENT_T
                && (outcome.scale().link() == Link.LOG || outcome.censoring().isPresent())) {
            problem(
                    "source",
                    "a lift is a difference of means, and a student_t outcome has none"
                            + " that can be computed under a log link or with a floor; use"
                            + " \"gaussian\"");
            return;
        }
        int eta = predictor(outcome.predictor(), source, factors);
        compilation.add(cells.restrict(terms));
        compilation.add(likelihood(outcome, eta));
        if (cells.inLikelihood()) {
            compilation.notes.add(overlap());
        }
    }

    private String overlap() {
        return where
                + ": weeks of the test of "
                + test.source()
                + " are also in the likelihood, so what happened in them counts twice: as a lift"
                + " and as data";
    }

    private LiftLikelihood likelihood(CompiledEquation outcome, int changed) {
        int[] summed = cells.summed();
        return new LiftLikelihood(
                new ExpectedOutcome(outcome),
                summed,
                Arrays.stream(summed)
                        .map(i -> outcome.sigma()[compilation.layout.geo(i)])
                        .toArray(),
                outcome.scale().link() == Link.LOG ? outcome.phi() : -1,
                outcome.predictor().eta(),
                changed,
                test.lift(),
                test.se(),
                test.family() == Experiment.ErrorFamily.STUDENT_T);
    }

    private CompiledSource source(String name) {
        return sources.stream()
                .filter(source -> source.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean changesNothing(CompiledSource source, double[] factors) {
        for (int i = 0; i < factors.length; i++) {
            if (factors[i] != 1 && (source.column()[i] != 0 || source.expected().isPresent())) {
                return false;
            }
        }
        return true;
    }

    /** The tested source itself. */
    private StageInput changed(CompiledSource source, double[] factors) {
        if (source.expected().isPresent()) {
            int expected = source.expected().get().expected();
            int product = compilation.newCells();
            terms.add(new MultipliedInput(factors, expected, product));
            return StageInput.computed(product);
        }
        double[] data = source.scaled().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factors[i];
        }
        return StageInput.constant(data);
    }

    /** Whether anything that enters an equation has changed. */
    private boolean isChanged(CompiledEquation equation) {
        return graph.into(equation.spec().name()).stream()
                        .map(Path::from)
                        .anyMatch(inputs::containsKey)
                || equation.regressors().stream().anyMatch(r -> r.dependsOn(test.source()));
    }

    /** A mediator downstream of the tested source. */
    private StageInput moved(CompiledEquation equation, CompiledSource tested, double[] factors) {
        CompiledSource source = source(equation.spec().name());
        boolean log = equation.scale().link() == Link.LOG;
        if (log && equation.spec().family() == Family.STUDENT_T) {
            problem(
                    "estimand",
                    "a lift is a difference of means, and the student_t mediator "
                            + equation.spec().name()
                            + " has none under its log link; use \"gaussian\" for it, or"
                            + " \"direct\" here");
        }
        int eta = predictor(equation.predictor(), tested, factors);
        int odds = -1;
        if (equation.active().isPresent()) {
            odds = predictor(equation.active().get(), tested, factors);
        }
        if (source.expected().isPresent()) {
            ExpectedMediator after = source.expected().get().at(eta, odds, compilation.newCells());
            terms.add(after);
            return StageInput.computed(after.expected());
        }
        double[] everywhere = new double[source.scaled().length];
        Arrays.fill(everywhere, 1);
        var before =
                new ExpectedMediator(
                        source.scaled(),
                        everywhere,
                        equation.spec().family(),
                        equation.scale(),
                        compilation.scaling.source(source.spec().name()),
                        false,
                        equation.predictor().eta(),
                        equation.active().map(CompiledPredictor::eta).orElse(-1),
                        equation.sigma()[0],
                        compilation.newCells());
        ExpectedMediator after = before.at(eta, odds, compilation.newCells());
        boolean nonNegative = compilation.model.isNonNegative((Mediator) equation.spec());
        var result =
                new MovedMediator(
                        source.scaled(),
                        nonNegative,
                        before.expected(),
                        after.expected(),
                        compilation.newCells());
        terms.addAll(List.of(before, after, result));
        return StageInput.computed(result.moved());
    }

    /** Cell slot of a predictor after the change. */
    private int predictor(CompiledPredictor of, CompiledSource tested, double[] factors) {
        List<int[]> coefficients = new ArrayList<>();
        List<Integer> media = new ArrayList<>();
        List<Integer> changed = new ArrayList<>();
        List<Integer> activities = new ArrayList<>();
        List<double[]> switches = new ArrayList<>();
        for (CompiledPath path : of.paths()) {
            StageInput input = inputs.get(path.spec().from());
            if (input == null) {
                continue;
            }
            coefficients.add(path.coefficients());
            media.add(path.transform().h());
            changed.add(transform(path.transform(), input).h());
            if (path.activity() >= 0 && path.spec().from().equals(test.source())) {
                activities.add(path.activity());
                switches.add(switches(tested, factors));
            }
        }
        List<Integer> weights = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (Regressor regressor : of.regressors()) {
            refuseMovedFactors(regressor);
            if (regressor.dependsOn(test.source())) {
                weights.add(regressor.weight());
                columns.add(change(regressor, tested, factors));
            }
        }
        int result = compilation.newCells();
        terms.add(
                new ChangedPredictor(
                        of.eta(),
                        of.isScaled() ? of.base() : -1,
                        slots(weights),
                        columns.toArray(new double[0][]),
                        slots(activities),
                        switches.toArray(new double[0][]),
                        coefficients.toArray(new int[0][]),
                        slots(media),
                        slots(changed),
                        compilation.layout,
                        compilation.newCells(),
                        result));
        return result;
    }

    private static int[] slots(List<Integer> slots) {
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private MediaTransform transform(MediaTransform of, StageInput input) {
        return transforms.computeIfAbsent(
                of,
                transform -> {
                    MediaTransform changed = transform.on(input, compilation::newCells);
                    terms.addAll(changed.stages());
                    return changed;
                });
    }

    /** Change of 1{x > 0} by cell. */
    private static double[] switches(CompiledSource tested, double[] factors) {
        double[] change = new double[factors.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = tested.column()[i] > 0 && factors[i] == 0 ? -1 : 0;
        }
        return change;
    }

    private double[] change(Regressor regressor, CompiledSource tested, double[] factors) {
        double[] change = new double[factors.length];
        for (int i = 0; i < change.length; i++) {
            if (factors[i] == 1) {
                continue;
            }
            double product = 1;
            for (Regressor.Factor factor : regressor.factors()) {
                product *=
                        factor.node().equals(test.source())
                                ? factor.transform()
                                        .apply(
                                                tested.column()[i]
                                                        * factors[i]
                                                        / compilation.population[i])
                                : factor.values()[i];
            }
            change[i] = product - regressor.values()[i];
        }
        if (!Arrays.stream(change).allMatch(Double::isFinite)) {
            problem("change", "leads to the logarithm of 0 in an interaction");
        }
        return change;
    }

    private void refuseMovedFactors(Regressor regressor) {
        for (Regressor.Factor factor : regressor.factors()) {
            if (inputs.containsKey(factor.node()) && !factor.node().equals(test.source())) {
                problem(
                        "estimand",
                        "\"total\" cannot follow "
                                + factor.node()
                                + " through its interaction; use \"direct\"");
            }
        }
    }

    private void problem(String key, String message) {
        compilation.parameters.problem(where + "." + key, message);
    }
}
