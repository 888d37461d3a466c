package tributary.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Normalised importance weights whose largest ones are replaced by quantiles of a generalised
 * Pareto distribution fitted to them, which bounds what a single draw can weigh.
 *
 * <p>Source: Vehtari, Simpson, Gelman, Yao and Gabry (2024), Pareto smoothed importance sampling,
 * arXiv:1507.02646; as {@code psis} of R loo 2.5.1.
 *
 * @param logWeights ln w, Σ w = 1, in order of the draws
 * @param paretoK k̂: reliable up to 0.7. ∞ where the tail cannot be fitted, and is left as it is:
 *     fewer than 5 draws in it (21 in all), or ties. NaN where all ratios are equal to 1e-10, so
 *     that there is nothing to smooth
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record ParetoSmoothing(double[] logWeights, double paretoK) {
    private static final int FEWEST_TAIL_DRAWS = 5;

    /** A tail narrower than this on the log scale counts as ties. */
    private static final double TIES = 0x1p-52 / 100;

    /** Ratios that spread less than this on the log scale weigh all draws the same. */
    private static final double EQUAL = 1e-10;

    /**
     * Smooths importance ratios.
     *
     * @param logRatios finite, at least one; not modified
     * @param relativeEfficiency effective sample size per draw, > 0
     */
    public static ParetoSmoothing of(double[] logRatios, double relativeEfficiency) {
        int size = logRatios.length;
        double max = LogSum.max(logRatios);
        double[] logWeights = new double[size];
        Arrays.setAll(logWeights, s -> logRatios[s] - max);
        double[] sorted = logWeights.clone();
        Arrays.sort(sorted);
        double k =
                sorted[0] > -EQUAL
                        ? Double.NaN
                        : smooth(logWeights, sorted, tailLength(size, relativeEfficiency));
        double total = LogSum.of(logWeights);
        for (int s = 0; s < size; s++) {
            logWeights[s] -= total;
        }
        return new ParetoSmoothing(logWeights, k);
    }

    /** A fifth of the draws, at most 3 √(effective sample size). */
    private static int tailLength(int size, double relativeEfficiency) {
        return (int) Math.ceil(Math.min(0.2 * size, 3 * Math.sqrt(size / relativeEfficiency)));
    }

    /**
     * Replaces the tail; returns k̂.
     *
     * @param logWeights relative to the largest; modified
     * @param sorted the same in ascending order; not modified
     */
    private static double smooth(double[] logWeights, double[] sorted, int length) {
        int body = sorted.length - length;
        if (length < FEWEST_TAIL_DRAWS || -sorted[body] < TIES) {
            return Double.POSITIVE_INFINITY;
        }
        double cutoff = sorted[body - 1];
        double[] exceedances = new double[length];
        Arrays.setAll(exceedances, i -> difference(sorted[body + i], cutoff));
        GeneralizedPareto tail = GeneralizedPareto.fit(exceedances);
        if (tail.isFitted()) {
            int[] order = largest(logWeights, sorted[body], length);
            for (int i = 0; i < length; i++) {
                double weight = tail.quantile((i + 0.5) / length) + Kernels.exp(cutoff);
                // No weight above the largest that was seen.
                logWeights[order[i]] = Math.min(0, Kernels.log(weight));
            }
        }
        return tail.shape();
    }

    /** e^a − e^b, a ≥ b, exact for small differences too. */
    private static double difference(double a, double b) {
        return a - b < 1 ? Kernels.exp(b) * Kernels.expm1(a - b) : Kernels.exp(a) - Kernels.exp(b);
    }

    /**
     * Draws with the largest weights in ascending order of these; of draws that tie, the later ones
     * count as larger.
     *
     * @param smallest the smallest weight among them
     */
    private static int[] largest(double[] logWeights, double smallest, int length) {
        int[] candidates =
                IntStream.range(0, logWeights.length)
                        .filter(s -> logWeights[s] >= smallest)
                        .boxed()
                        .sorted(Comparator.comparingDouble(s -> logWeights[s]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return Arrays.copyOfRange(candidates, candidates.length - length, candidates.length);
    }
}
