package tributary.mcmc;

/**
 * Settings of the sampler.
 *
 * @param chains number of independent chains, 1..1000
 * @param warmup adaptation iterations per chain, 20..1000000
 * @param draws kept iterations per chain, 1..10000000
 * @param thin iterations per kept draw, 1..10000
 * @param seed of the random streams; the same seed gives the same draws
 * @param targetAccept mean acceptance the step size is tuned for, in (0, 1)
 * @param maxDepth most doublings of a trajectory, 1..20: at most 2^maxDepth − 1 gradients per draw
 * @param threads chains that run at the same time, ≥ 1; has no influence on the draws
 * @param metric what the warm-up fits to the target
 * @param adaptation how the warm-up learns
 * @param init where chains start
 */
public record NutsOptions(
        int chains,
        int warmup,
        int draws,
        int thin,
        long seed,
        double targetAccept,
        int maxDepth,
        int threads,
        MetricKind metric,
        Adaptation adaptation,
        Initialization init) {
    public NutsOptions {
        requireRange("chains", chains, 1, 1000);
        requireRange("warmup", warmup, WarmupSchedule.SHORTEST, 1_000_000);
        requireRange("draws", draws, 1, 10_000_000);
        requireRange("thin", thin, 1, 10_000);
        if (warmup + (long) draws * thin > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "draws: " + draws + " times thin " + thin + " must be below 2^31 iterations");
        }
        if (!(targetAccept > 0 && targetAccept < 1)) {
            throw new IllegalArgumentException(
                    "targetAccept: " + targetAccept + " must be in (0, 1)");
        }
        requireRange("maxDepth", maxDepth, 1, 20);
        requireRange("threads", threads, 1, Integer.MAX_VALUE);
    }

    /** Four chains of 1000 warm-up iterations and 1000 draws on all available cores. */
    public static NutsOptions defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new NutsOptions(
                4,
                1000,
                1000,
                1,
                1,
                0.8,
                10,
                cores,
                MetricKind.AUTO,
                Adaptation.defaults(),
                Initialization.UNIFORM);
    }

    /** Iterations of a chain from its start to its last draw. */
    int iterations() {
        return warmup + draws * thin;
    }

    public NutsOptions withChains(int value) {
        return new NutsOptions(
                value,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withWarmup(int value) {
        return new NutsOptions(
                chains,
                value,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withDraws(int value) {
        return new NutsOptions(
                chains,
                warmup,
                value,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withThin(int value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                value,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withSeed(long value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                value,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withTargetAccept(double value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                value,
                maxDepth,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withMaxDepth(int value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                value,
                threads,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withThreads(int value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                value,
                metric,
                adaptation,
                init);
    }

    public NutsOptions withMetric(MetricKind value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                value,
                adaptation,
                init);
    }

    public NutsOptions withAdaptation(Adaptation value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                value,
                init);
    }

    public NutsOptions withInit(Initialization value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                threads,
                metric,
                adaptation,
                value);
    }

    private static void requireRange(String name, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    name + ": " + value + " must be in " + lowest + ".." + highest);
        }
    }
}
