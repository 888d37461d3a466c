package tributary.fit;

import tributary.data.Panel;
import tributary.diagnostics.Diagnostics;
import tributary.effects.EffectDecomposition.Kind;
import tributary.effects.Intervention;
import tributary.mcmc.Adaptation;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.DrawTable;
import tributary.mcmc.Draws;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.mcmc.ProgressListener;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;
import tributary.spec.SamplerSpec;
import tributary.store.EffectRow;
import tributary.store.Run;
import tributary.store.RunInfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the chains of a fit on threads of this process. */
public final class LocalFitExecutor implements FitExecutor {
    @Override
    public Run fit(FitTask task, int threads, ProgressListener progress) {
        // Weeks to be predicted are no part of what is sampled: they change no bit of the draws.
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel().training());
        SamplerSpec sampler = task.model().sampler();
        Draws parameters = sample(model, sampler, threads, progress);
        List<EffectRow> rows = new ArrayList<>();
        Draws draws = withEffects(model, parameters, rows);
        rows.addAll(Elasticities.rows(model, parameters));
        List<String> notes = new ArrayList<>(model.notes());
        notes.addAll(Plausibility.doubts(model, rows));
        return new Run(
                task.model(),
                model.parameters().priors(),
                notes,
                new RunInfo(
                        Version.CURRENT,
                        task.panel().file(),
                        task.panel().sha256(),
                        sampler.seed()),
                task.panel(),
                draws,
                Diagnostics.of(draws, sampler.maxDepth()),
                rows,
                Predictions.summarise(
                        withLaterWeeks(model, task.panel()), parameters, sampler.seed()));
    }

    /** The model over all weeks of the panel, on the scales of the training weeks. */
    private static CompiledModel withLaterWeeks(CompiledModel model, Panel panel) {
        return panel.endOfTraining() == panel.weeks().size()
                ? model
                : ModelCompiler.compile(model.spec(), panel, model.scaling());
    }

    /** Reported parameters of every draw. */
    private static Draws sample(
            CompiledModel model, SamplerSpec sampler, int threads, ProgressListener progress) {
        NutsOptions options =
                new NutsOptions(
                        sampler.chains(),
                        sampler.warmup(),
                        sampler.draws(),
                        1,
                        sampler.seed(),
                        sampler.targetAccept(),
                        sampler.maxDepth(),
                        threads,
                        MetricKind.AUTO,
                        Adaptation.defaults());
        List<String> names = model.parameters().reportedNames();
        Posterior[] translators = new Posterior[sampler.chains()];
        for (int chain = 0; chain < translators.length; chain++) {
            translators[chain] = model.posterior().fork();
        }
        DrawTable table =
                new DrawTable(
                        options.chains(),
                        options.draws(),
                        (chain, q) -> {
                            double[] row = new double[names.size()];
                            translators[chain].report(q, row);
                            return row;
                        });
        return table.draws(names, Nuts.sample(model.posterior(), options, table, progress));
    }

    /**
     * Appends direct, indirect and total effect of every source, and collects the rows of {@code
     * effects.json}.
     */
    private static Draws withEffects(CompiledModel model, Draws parameters, List<EffectRow> rows) {
        List<Intervention> interventions =
                EffectSummaries.interventions(model, EffectQuery.standard());
        int width = parameters.names().size();
        List<String> names = new ArrayList<>(parameters.names());
        double[][][] values = new double[parameters.chains()][parameters.draws()][];
        for (int chain = 0; chain < values.length; chain++) {
            for (int draw = 0; draw < values[chain].length; draw++) {
                values[chain][draw] =
                        Arrays.copyOf(
                                parameters.row(chain, draw), width + 3 * interventions.size());
            }
        }
        for (Intervention intervention : interventions) {
            EffectDraws effects = EffectDraws.of(model, parameters, intervention);
            rows.addAll(EffectRows.of(model, intervention, effects));
            for (Kind kind : List.of(Kind.DIRECT, Kind.INDIRECT, Kind.TOTAL)) {
                double[][] x = effects.of(kind);
                for (int chain = 0; chain < values.length; chain++) {
                    for (int draw = 0; draw < values[chain].length; draw++) {
                        values[chain][draw][names.size()] = x[chain][draw];
                    }
                }
                names.add(columnName(kind, intervention.source()));
            }
        }
        List<ChainStatistics> statistics = new ArrayList<>();
        for (int chain = 0; chain < values.length; chain++) {
            statistics.add(parameters.statistics(chain));
        }
        return new Draws(names, values, statistics);
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
