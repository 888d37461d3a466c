package tributary.fit;

import tributary.mcmc.DrawSink;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Nuts;
import tributary.mcmc.NutsOptions;
import tributary.mcmc.ProgressListener;
import tributary.mcmc.Transition;
import tributary.model.CompiledModel;
import tributary.model.Posterior;
import tributary.spec.SamplerSpec;
import tributary.store.ChainRows;

import java.util.ArrayList;
import java.util.List;

/** Samples a model: reported parameters of every draw, on their way to the store. */
final class Sampling implements DrawSink {
    private final SamplerSpec sampler;
    private final ChainRows store;

    /** What each chain translates its positions with and into. */
    private final Posterior[] translators;

    private final double[][] rows;

    private Sampling(CompiledModel model, SamplerSpec sampler, ChainRows store, int width) {
        this.sampler = sampler;
        this.store = store;
        translators = new Posterior[sampler.chains()];
        rows = new double[sampler.chains()][width];
        for (int chain = 0; chain < translators.length; chain++) {
            translators[chain] = model.posterior().fork();
        }
    }

    /** Runs the chains from wherever the store says they are. */
    static Draws sample(
            CompiledModel model, ChainRows store, int threads, ProgressListener progress) {
        SamplerSpec sampler = model.spec().sampler();
        List<String> names = model.parameters().reportedNames();
        var sink = new Sampling(model, sampler, store, names.size());
        // Threads beyond one a chain share the gradients of large panels.
        var posterior = model.posterior().fork(Math.max(1, threads / sampler.chains()));
        var results = Nuts.sample(posterior, options(sampler, threads), sink, progress, store);
        return store.draws(names, results);
    }

    @Override
    public void draw(int chain, int draw, double[] q, Transition transition) {
        append(chain, q, transition);
    }

    @Override
    public void warmupDraw(int chain, int iteration, double[] q, Transition transition) {
        if (sampler.saveWarmup() && iteration % sampler.thin() == 0) {
            append(chain, q, transition);
        }
    }

    private void append(int chain, double[] q, Transition transition) {
        translators[chain].report(q, rows[chain]);
        store.append(chain, transition, rows[chain]);
    }

    private static NutsOptions options(SamplerSpec sampler, int threads) {
        return NutsOptions.defaults()
                .withChains(sampler.chains())
                .withWarmup(sampler.warmup())
                .withDraws(sampler.draws())
                .withThin(sampler.thin())
                .withSeed(sampler.seed())
                .withTargetAccept(sampler.targetAccept())
                .withMaxDepth(sampler.maxDepth())
                .withThreads(threads)
                .withMetric(metric(sampler.metric()))
                .withInit(init(sampler.init()));
    }

    private static MetricKind metric(SamplerSpec.Metric metric) {
        return switch (metric) {
            case AUTO -> MetricKind.AUTO;
            case DIAGONAL -> MetricKind.DIAGONAL;
            case LOW_RANK -> MetricKind.LOW_RANK;
            case DENSE -> MetricKind.DENSE;
        };
    }

    private static Initialization init(SamplerSpec.Init init) {
        return switch (init) {
            case UNIFORM -> Initialization.UNIFORM;
            case PATHFINDER -> Initialization.PATHFINDER;
        };
    }

    /** Names the chains that did not start the way they were asked to. */
    static List<String> notes(SamplerSpec sampler, Draws draws) {
        List<String> notes = new ArrayList<>();
        for (int chain = 0; chain < draws.chains(); chain++) {
            if (draws.statistics(chain).start() != init(sampler.init())) {
                notes.add(
                        "chain %d started at a random point: Pathfinder found no approximation"
                                .formatted(chain + 1));
            }
        }
        return notes;
    }
}
