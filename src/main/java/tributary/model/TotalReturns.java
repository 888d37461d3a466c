package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Experiment;
import tributary.spec.ModelSpec;
import tributary.spec.Path;
import tributary.spec.SpecException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Return of each paid source with all its paths, mediators moving by their expectations: what lift
 * tests would measure that switch it off in all training weeks. No residual of the data is kept, so
 * that it can be said of draws from the prior. One instance serves one thread.
 */
public final class TotalReturns {
    private final CompiledModel model;
    private final List<String> sources;
    private final double[] spend;
    private final double[] value;
    private final Workspace workspace;

    private TotalReturns(CompiledModel model, List<String> sources) {
        this.model = model;
        this.sources = List.copyOf(sources);
        value = model.value();
        workspace = model.posterior().newWorkspace();
        spend = new double[sources.size()];
        for (int k = 0; k < spend.length; k++) {
            double[] money = model.source(sources.get(k)).orElseThrow().spend();
            spend[k] = Kernels.dot(money, model.observed(), money.length);
        }
    }

    /**
     * The returns of the paid sources with paths through mediators; nothing where there are none,
     * or where a mediator or the outcome has no expectation.
     */
    public static Optional<TotalReturns> of(CompiledModel model) {
        List<String> sources =
                model.sources().stream()
                        .filter(source ->
                                Kernels.dot(
                                                source.spend(),
                                                model.observed(),
                                                model.observed().length)
                                        > 0)
                        .map(source -> source.spec().name())
                        .filter(name -> isMediated(model, name))
                        .toList();
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        try {
            ModelSpec tested = model.spec().with(tests(model, sources));
            return Optional.of(
                    new TotalReturns(
                            ModelCompiler.compile(tested, model.panel(), model.scaling()),
                            sources));
        } catch (SpecException e) {
            return Optional.empty(); // what an experiment refuses has no expectation
        }
    }

    private static boolean isMediated(CompiledModel model, String source) {
        return model.spec().paths().stream()
                .filter(path -> path.from().equals(source))
                .map(Path::to)
                .anyMatch(to -> !to.equals(model.outcome().spec().name()));
    }

    private static List<Experiment> tests(CompiledModel model, List<String> sources) {
        List<LocalDate> weeks = model.panel().weeks();
        LocalDate first = weeks.get(model.panel().firstTrainingWeek());
        LocalDate last = weeks.get(model.panel().endOfTraining() - 1);
        List<Experiment> tests = new ArrayList<>();
        for (String source : sources) {
            tests.add(
                    new Experiment(
                            source,
                            List.of(),
                            first,
                            last,
                            last,
                            -1,
                            0,
                            1,
                            Experiment.Estimand.TOTAL,
                            Experiment.ErrorFamily.NORMAL));
        }
        return tests;
    }

    /** Names, in order of {@link #evaluate}. */
    public List<String> sources() {
        return sources;
    }

    /**
     * Money per money spent, by source, of the conditional medians of the outcome.
     *
     * @param theta natural parameters by slot; not modified
     */
    public double[] evaluate(double[] theta) {
        System.arraycopy(theta, 0, workspace.theta, 0, theta.length);
        List<LiftLikelihood> lifts = model.posterior().predictLifts(workspace);
        double[] returns = new double[spend.length];
        for (int k = 0; k < returns.length; k++) {
            returns[k] = -lifts.get(k).medianMoney(workspace, value) / spend[k];
        }
        return returns;
    }
}
