package tributary.diagnostics;

import org.apache.commons.statistics.distribution.NormalDistribution;

import tributary.math.LogSum;
import tributary.math.ParetoSmoothing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Expected log predictive density of data that were left out one by one, from the draws of a single
 * fit: Pareto smoothed importance sampling. Fed one observation at a time, it holds four numbers of
 * each and never the matrix of draws by observations. Not thread-safe.
 *
 * <p>An observation whose log likelihood is NaN or +∞ in a draw makes every sum NaN; one that is
 * impossible (−∞) in a draw has elpd −∞ and k̂ = ∞. See {@link Observation} for the rest.
 *
 * <p>Source: Vehtari, Gelman and Gabry (2017), Practical Bayesian model evaluation,
 * doi:10.1007/s11222-016-9696-4; values as {@code loo} of R loo 2.5.1.
 */
public final class PsisLoo {
    /** Above this k̂ an observation's elpd is not reliable, however many draws there are. */
    public static final double LARGEST_RELIABLE_K = 0.7;

    /** Normal scores 1 to 1000 of 1000 draws (Blom 1958). */
    private static final double[] NORMAL_SCORES = normalScores(1000);

    private final List<Observation> pointwise = new ArrayList<>();

    /**
     * What leaving one observation out comes to.
     *
     * @param elpd log predictive density of the observation given all others
     * @param pLoo by how much it is smaller than with the observation, its share of the effective
     *     number of parameters
     * @param paretoK k̂, the shape of the tail of its importance ratios; reliable up to {@link
     *     #LARGEST_RELIABLE_K}. ∞ where it cannot be estimated: 20 draws or fewer, ratios that tie
     *     in the tail. NaN where the likelihood is the same in all draws: its elpd is exact
     * @param mcse Monte-Carlo standard error of elpd
     */
    public record Observation(double elpd, double pLoo, double paretoK, double mcse) {}

    /**
     * All observations at once.
     *
     * @param logLikelihood indexed [observation][chain][draw]
     */
    public static PsisLoo of(double[][][] logLikelihood) {
        PsisLoo loo = new PsisLoo();
        for (double[][] observation : logLikelihood) {
            loo.add(observation);
        }
        return loo;
    }

    /**
     * Adds an observation with the relative efficiency of its own chains.
     *
     * @param logLikelihood of the observation, normalised, indexed [chain][draw]
     */
    public Observation add(double[][] logLikelihood) {
        return add(ChainMatrix.pool(logLikelihood), relativeEfficiency(logLikelihood));
    }

    /**
     * Adds an observation.
     *
     * @param logLikelihood of the observation in every draw, normalised, at least one; not modified
     * @param relativeEfficiency effective sample size per draw, > 0; 1 for independent draws
     */
    public Observation add(double[] logLikelihood, double relativeEfficiency) {
        if (logLikelihood.length == 0) {
            throw new IllegalArgumentException("logLikelihood: needs at least one draw");
        }
        if (!(relativeEfficiency > 0 && relativeEfficiency < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "relativeEfficiency: " + relativeEfficiency + " must be > 0 and finite");
        }
        Observation observation = leaveOut(logLikelihood, relativeEfficiency);
        pointwise.add(observation);
        return observation;
    }

    /**
     * Effective sample size of the likelihood per draw; 1 where it has none: a constant likelihood,
     * one that is not finite, fewer than three draws per chain.
     *
     * @param logLikelihood of one observation, indexed [chain][draw]
     */
    public static double relativeEfficiency(double[][] logLikelihood) {
        double[] pooled = ChainMatrix.pool(logLikelihood);
        double max = LogSum.max(pooled);
        double ess = Ess.ofSplit(ChainMatrix.map(logLikelihood, value -> Math.exp(value - max)));
        return Double.isNaN(ess) ? 1 : ess / pooled.length;
    }

    private static Observation leaveOut(double[] logLikelihood, double relativeEfficiency) {
        double max = LogSum.max(logLikelihood);
        if (Double.isNaN(max) || max == Double.POSITIVE_INFINITY) {
            return new Observation(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double lpd = LogSum.of(logLikelihood) - Math.log(logLikelihood.length);
        if (Arrays.stream(logLikelihood).anyMatch(value -> value == Double.NEGATIVE_INFINITY)) {
            double never = Double.NEGATIVE_INFINITY;
            return new Observation(never, lpd - never, Double.POSITIVE_INFINITY, Double.NaN);
        }
        double[] logRatios = Arrays.stream(logLikelihood).map(value -> -value).toArray();
        ParetoSmoothing smoothing = ParetoSmoothing.of(logRatios, relativeEfficiency);
        double[] logWeights = smoothing.logWeights();
        double[] weighted = new double[logWeights.length];
        Arrays.setAll(weighted, s -> logLikelihood[s] + logWeights[s]);
        double elpd = LogSum.of(weighted);
        double variance = 0;
        for (int s = 0; s < logWeights.length; s++) {
            double error = Math.exp(logWeights[s]) * (Math.exp(logLikelihood[s] - elpd) - 1);
            variance += error * error;
        }
        double mcse = logStandardError(Math.sqrt(variance)) / Math.sqrt(relativeEfficiency);
        return new Observation(elpd, lpd - elpd, smoothing.paretoK(), mcse);
    }

    /**
     * Standard deviation of ln z for z ~ Normal(1, e) above 0: that of the logarithm of a density
     * known with relative standard error e.
     */
    private static double logStandardError(double e) {
        double[] logs =
                Arrays.stream(NORMAL_SCORES)
                        .map(score -> 1 + e * score)
                        .filter(z -> z > 0)
                        .map(Math::log)
                        .toArray();
        return Math.sqrt(ChainMatrix.variance(logs));
    }

    private static double[] normalScores(int n) {
        NormalDistribution standard = NormalDistribution.of(0, 1);
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> standard.inverseCumulativeProbability((i + 0.625) / (n + 0.25)));
        return scores;
    }

    /** The observations so far, in the order they came. */
    public List<Observation> pointwise() {
        return List.copyOf(pointwise);
    }

    /** Expected log predictive density: the sum over observations, 0 for none. */
    public double elpd() {
        return sum(Observation::elpd);
    }

    /** Standard error of {@link #elpd} over observations; NaN for fewer than two. */
    public double se() {
        return standardError(Observation::elpd);
    }

    /** Effective number of parameters: the sum over observations. */
    public double pLoo() {
        return sum(Observation::pLoo);
    }

    /** Standard error of {@link #pLoo} over observations; NaN for fewer than two. */
    public double pLooSe() {
        return standardError(Observation::pLoo);
    }

    /** Monte-Carlo standard error of {@link #elpd}; NaN where a k̂ is too large to tell. */
    public double mcse() {
        boolean reliable = pointwise.stream().noneMatch(o -> o.paretoK() > LARGEST_RELIABLE_K);
        return reliable ? Math.sqrt(sum(o -> o.mcse() * o.mcse())) : Double.NaN;
    }

    private double sum(ToDoubleFunction<Observation> value) {
        double sum = 0;
        for (Observation observation : pointwise) {
            sum += value.applyAsDouble(observation);
        }
        return sum;
    }

    private double standardError(ToDoubleFunction<Observation> value) {
        double[] values = pointwise.stream().mapToDouble(value).toArray();
        return values.length < 2
                ? Double.NaN
                : Math.sqrt(values.length * ChainMatrix.variance(values));
    }
}
