package tributary.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tributary.spec.ModelSpec;
import tributary.spec.SamplerSpec;
import tributary.spec.Words;

import java.util.Map;
import java.util.Optional;

/** Sampler settings of the command line, which override those of the configuration. */
final class SamplerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--chains",
            paramLabel = "N",
            description = "Independent chains (4).",
            order = 10)
    private Optional<Integer> chains = Optional.empty();

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Iterations of adaptation per chain, not kept (1000).",
            order = 11)
    private Optional<Integer> warmup = Optional.empty();

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Draws kept per chain (1000).",
            order = 12)
    private Optional<Integer> draws = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same draws (1).",
            order = 13)
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--target-accept",
            paramLabel = "P",
            description = "Acceptance that the step size is tuned for, 0 to 1 (0.8).",
            order = 14)
    private Optional<Double> targetAccept = Optional.empty();

    @Option(
            names = "--max-depth",
            paramLabel = "N",
            description = "Most doublings of a trajectory (10).",
            order = 15)
    private Optional<Integer> maxDepth = Optional.empty();

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            completionCandidates = Candidates.Metrics.class,
            description = "auto, diagonal, low_rank or dense (auto).",
            order = 16)
    private Optional<String> metric = Optional.empty();

    @Option(
            names = "--init",
            paramLabel = "START",
            completionCandidates = Candidates.Inits.class,
            description = "Where chains start: uniform or pathfinder (uniform).",
            order = 17)
    private Optional<String> init = Optional.empty();

    @Option(
            names = "--thin",
            paramLabel = "N",
            description = "Iterations per kept draw (1).",
            order = 18)
    private Optional<Integer> thin = Optional.empty();

    @Option(
            names = "--save-warmup",
            description = "Keep the draws of the warm-up in the draws files, too.",
            order = 19)
    private boolean saveWarmup;

    /** Refuses values out of range, naming option, value and range. */
    void check() {
        chains.ifPresent(n -> require(n >= 1 && n <= 64, "--chains", n, "1 to 64"));
        warmup.ifPresent(n -> require(n >= 20 && n <= 100_000, "--warmup", n, "20 to 100000"));
        draws.ifPresent(n -> require(n >= 4 && n <= 1_000_000, "--draws", n, "4 to 1000000"));
        targetAccept.ifPresent(
                p -> require(p > 0 && p < 1, "--target-accept", p, "above 0 and below 1"));
        maxDepth.ifPresent(n -> require(n >= 1 && n <= 15, "--max-depth", n, "1 to 15"));
        thin.ifPresent(n -> require(n >= 1 && n <= 1000, "--thin", n, "1 to 1000"));
        word("--metric", metric, SamplerSpec.Metric.values());
        word("--init", init, SamplerSpec.Init.values());
    }

    private <E extends Enum<E>> Optional<E> word(String option, Optional<String> word, E[] known) {
        Map<String, E> words = Words.of(known);
        word.ifPresent(text ->
                require(words.containsKey(text), option, text, String.join(", ", words.keySet())));
        return word.flatMap(text -> Optional.ofNullable(words.get(text)));
    }

    private void require(boolean fine, String option, Object value, String allowed) {
        if (!fine) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": " + value + " is not allowed; allowed: " + allowed);
        }
    }

    /** The model with the settings that were given in place of its own. */
    ModelSpec override(ModelSpec model) {
        SamplerSpec own = model.sampler();
        var sampler =
                new SamplerSpec(
                        chains.orElse(own.chains()),
                        warmup.orElse(own.warmup()),
                        draws.orElse(own.draws()),
                        seed.orElse(own.seed()),
                        targetAccept.orElse(own.targetAccept()),
                        maxDepth.orElse(own.maxDepth()),
                        word("--metric", metric, SamplerSpec.Metric.values()).orElse(own.metric()),
                        word("--init", init, SamplerSpec.Init.values()).orElse(own.init()),
                        thin.orElse(own.thin()),
                        saveWarmup || own.saveWarmup());
        return model.with(sampler);
    }
}
