package tributary.fit;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.Intervention;
import tributary.mcmc.Draws;
import tributary.mcmc.ProgressListener;
import tributary.model.CompiledModel;
import tributary.model.GeoParameters;
import tributary.model.ModelCompiler;
import tributary.spec.SamplerSpec;
import tributary.store.ChainRows;
import tributary.store.EffectRow;
import tributary.store.Run;
import tributary.store.SampleStore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Runs the chains of a fit on threads of this process. */
public final class LocalFitExecutor implements FitExecutor {
    /** Columns of a run's draws above which those of single geos are left out. */
    static final int MOST_COLUMNS = 2000;

    @Override
    public Run fit(FitTask task, int threads, ProgressListener progress, SampleStore store) {
        // Weeks to be predicted are no part of what is sampled: they change no bit of the draws.
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel().training());
        SamplerSpec sampler = task.model().sampler();
        ChainRows chains =
                store.open(
                        task.model(),
                        model.parameters().priors(),
                        task.info(),
                        model.parameters().reportedNames());
        Draws parameters = Sampling.sample(model, chains, threads, progress);
        List<EffectRow> rows = new ArrayList<>();
        Draws draws = withEffects(model, parameters, rows);
        List<String> notes = new ArrayList<>(model.notes());
        notes.addAll(Plausibility.doubts(model, rows));
        notes.addAll(Sampling.notes(sampler, draws));
        Draws kept = task.geoDraws() ? draws : withoutSingleGeos(draws);
        if (kept.names().size() < draws.names().size()) {
            notes.add(
                    "the draws of %d parameters of single geos are left out of the run directory, so `effects` cannot compute others from it; `fit --geo-draws` keeps them"
                            .formatted(draws.names().size() - kept.names().size()));
        }
        stopIfInterrupted();
        return new Run(
                task.model(),
                model.parameters().priors(),
                notes,
                task.info(),
                task.panel(),
                kept,
                Diagnostics.of(draws, sampler.maxDepth()),
                rows,
                Predictions.summarise(
                        withLaterWeeks(model, task.panel()), parameters, sampler.seed()));
    }

    /** All columns, or where they are too many for a file to be handy those of all geos alike. */
    private static Draws withoutSingleGeos(Draws draws) {
        List<String> names = draws.names();
        return names.size() <= MOST_COLUMNS
                ? draws
                : draws.select(
                        IntStream.range(0, names.size())
                                .filter(i -> !GeoParameters.isOfOneGeo(names.get(i)))
                                .toArray());
    }

    /** The model over all weeks of the panel, on the scales of the training weeks. */
    private static CompiledModel withLaterWeeks(CompiledModel model, Panel panel) {
        return panel.endOfTraining() == panel.weeks().size()
                ? model
                : ModelCompiler.compile(model.spec(), panel, model.scaling());
    }

    /**
     * Appends direct, indirect and total effect of every source, and collects the rows of {@code
     * effects.json}.
     */
    private static Draws withEffects(CompiledModel model, Draws parameters, List<EffectRow> rows) {
        EffectQuery query = EffectQuery.standard();
        var effects = EffectEvaluation.of(model, parameters, query, GeoSweep.HELD);
        rows.addAll(effects.rows());
        List<String> names = new ArrayList<>();
        List<double[][]> columns = new ArrayList<>();
        List<Intervention> interventions = EffectSummaries.interventions(model, query);
        for (int i = 0; i < interventions.size(); i++) {
            for (Kind kind : List.of(Kind.DIRECT, Kind.INDIRECT, Kind.TOTAL)) {
                names.add(columnName(kind, interventions.get(i).source()));
                columns.add(effects.pooled().get(i).of(kind));
            }
        }
        return parameters.withColumns(names, columns.toArray(double[][][]::new));
    }

    /** Between the steps after sampling, none of which is long. */
    static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the fit was interrupted");
        }
    }

    private static String columnName(Kind kind, String source) {
        return switch (kind) {
            case DIRECT -> "direct_" + source;
            case INDIRECT -> "indirect_" + source;
            case TOTAL -> "total_" + source;
            default -> throw new IllegalArgumentException("kind: " + kind + " has no column");
        };
    }
}
