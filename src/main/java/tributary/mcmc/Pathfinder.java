package tributary.mcmc;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.math.ParetoSmoothing;
import tributary.math.RandomStream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Starting points near where the target's probability lies: draws of normal approximations found on
 * the way from random points to a mode.
 *
 * <p>The mode itself can be far from the bulk of the probability, or at infinity. So every point of
 * a path is judged by the evidence lower bound of the approximation seen from there, the best of
 * each of several paths gives draws, and one of all these is taken with its Pareto smoothed
 * importance weight.
 *
 * <p>Source: Zhang, Carpenter, Gelman and Vehtari (2022), Pathfinder: parallel quasi-Newton
 * variational inference, JMLR 23(306), algorithms 1 and 2.
 */
final class Pathfinder {
    private static final int PATHS = 4;
    private static final int LONGEST_PATH = 300;
    private static final int ELBO_DRAWS = 5;
    private static final int DRAWS_PER_PATH = 50;

    private final Leapfrog leapfrog;
    private final RandomStream random;
    private final PhasePoint scratch;

    Pathfinder(Leapfrog leapfrog, RandomStream random, int dimension) {
        this.leapfrog = leapfrog;
        this.random = random;
        scratch = new PhasePoint(dimension);
    }

    /**
     * Draws a position with finite density and gradient into {@code z}.
     *
     * @return false where no path has a usable approximation; {@code z} is then anything
     * @throws SamplingException if there is no random point to begin at
     * @throws CancellationException if the thread is interrupted
     */
    static boolean draw(Leapfrog leapfrog, PhasePoint z, RandomStream random) {
        return new Pathfinder(leapfrog, random, z.q.length).draw(z);
    }

    private boolean draw(PhasePoint z) {
        List<double[]> draws = new ArrayList<>();
        List<Double> logRatios = new ArrayList<>();
        for (int path = 0; path < PATHS; path++) {
            Optional<NormalApproximation> best = bestOfPath();
            for (int k = 0; best.isPresent() && k < DRAWS_PER_PATH; k++) {
                double logRatio = logRatio(best.get());
                if (StartingPoint.isUsable(scratch) && Double.isFinite(logRatio)) {
                    draws.add(scratch.q.clone());
                    logRatios.add(logRatio);
                }
            }
        }
        if (draws.isEmpty()) {
            return false;
        }
        double[] ratios = logRatios.stream().mapToDouble(Double::doubleValue).toArray();
        PhasePoint.copy(draws.get(resample(ratios)), z.q);
        leapfrog.evaluate(z);
        return true;
    }

    /**
     * The approximation with the largest evidence lower bound on the way up from a random point.
     */
    Optional<NormalApproximation> bestOfPath() {
        PhasePoint start = new PhasePoint(scratch.q.length);
        StartingPoint.draw(leapfrog, start, random);
        Lbfgs optimiser = new Lbfgs(leapfrog, start);
        @Nullable NormalApproximation best = null;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < LONGEST_PATH && optimiser.step(); k++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted on the way to a starting point");
            }
            var approximation =
                    NormalApproximation.at(optimiser.iterate(), optimiser.inverseHessian());
            if (approximation.isPresent()) {
                double elbo = evidenceLowerBound(approximation.get());
                if (elbo > largest) {
                    largest = elbo;
                    best = approximation.get();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Monte-Carlo estimate; NaN or −∞ where a draw is impossible. */
    private double evidenceLowerBound(NormalApproximation approximation) {
        double sum = 0;
        for (int k = 0; k < ELBO_DRAWS; k++) {
            sum += logRatio(approximation);
        }
        return sum / ELBO_DRAWS;
    }

    /** Of the target's density to the approximation's at a draw of it, which is left in scratch. */
    private double logRatio(NormalApproximation approximation) {
        double logDensity = approximation.draw(random, scratch.q);
        leapfrog.evaluate(scratch);
        return scratch.logDensity - logDensity;
    }

    /** An index with probability proportional to the smoothed ratio. */
    private int resample(double[] logRatios) {
        double[] logWeights = ParetoSmoothing.of(logRatios, 1).logWeights();
        double left = random.nextDouble();
        for (int i = 0; i < logWeights.length; i++) {
            left -= Kernels.exp(logWeights[i]);
            if (left < 0) {
                return i;
            }
        }
        return logWeights.length - 1; // the weights add up to a little less than 1
    }
}
