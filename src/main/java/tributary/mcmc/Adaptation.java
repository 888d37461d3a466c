package tributary.mcmc;

/**
 * How warm-up learns, apart from the kind of metric. The defaults are for use; the rest is for
 * experiments ({@code benchmarks/README.md} shows what each choice is worth).
 *
 * @param stepSizeJitter every transition uses ε(1 + jitter·u), u uniform on (−1, 1); 0..1
 * @param symmetricAcceptance whether the late step size is tuned by 2 min(1, w)/(1 + w), w = exp(H₀
 *     − H), which counts gains of energy as losses and so has less variance
 * @param gradientMetric whether scales are √(Var x / Var ∇) instead of Var x
 * @param firstWindow iterations after which the metric first forgets, ≥ 5
 * @param windowGrowth each window is this much longer than the one before, ≥ 1
 */
public record Adaptation(
        double stepSizeJitter,
        boolean symmetricAcceptance,
        boolean gradientMetric,
        int firstWindow,
        double windowGrowth) {
    public Adaptation {
        if (!(stepSizeJitter >= 0 && stepSizeJitter < 1)) {
            throw new IllegalArgumentException(
                    "stepSizeJitter: " + stepSizeJitter + " must be in [0, 1)");
        }
        if (firstWindow < 5) {
            throw new IllegalArgumentException("firstWindow: " + firstWindow + " must be ≥ 5");
        }
        if (!(windowGrowth >= 1)) {
            throw new IllegalArgumentException("windowGrowth: " + windowGrowth + " must be ≥ 1");
        }
    }

    public static Adaptation defaults() {
        return new Adaptation(0.1, true, true, 10, 1.5);
    }
}
