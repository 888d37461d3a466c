package tributary.mcmc;

import tributary.math.Kernels;
import tributary.math.RandomStream;

/**
 * Finds a step size of the right order: doubles or halves it until the acceptance of a single
 * leapfrog step crosses 0.8.
 *
 * <p>Source: Hoffman and Gelman (2014), algorithm 4, with a fresh momentum for every try as in
 * Stan.
 */
final class InitialStepSize {
    private static final double LOG_ACCEPTANCE = Kernels.log(0.8);
    private static final double LARGEST = 1e7;

    private InitialStepSize() {}

    /**
     * The step size for a metric and a position.
     *
     * @param z scratch, overwritten
     * @param stepSize where to begin
     * @throws SamplingException if no step size crosses: the density is flat or broken
     */
    static double find(
            Leapfrog leapfrog,
            PhasePoint state,
            PhasePoint z,
            RandomStream random,
            double stepSize) {
        double found = search(leapfrog, state, z, random, stepSize);
        if (found == Double.POSITIVE_INFINITY) {
            throw new SamplingException(
                    "step size above " + LARGEST + " still accepted: the density looks flat");
        }
        if (found == 0) {
            throw new SamplingException(
                    "no step size is small enough: the density is not finite around "
                            + "the starting point, or its gradient is wrong");
        }
        return found;
    }

    /** As {@link #find}, but 0 or +∞ where no step size crosses. */
    static double search(
            Leapfrog leapfrog,
            PhasePoint state,
            PhasePoint z,
            RandomStream random,
            double stepSize) {
        boolean grow = logAcceptance(leapfrog, state, z, random, stepSize) > LOG_ACCEPTANCE;
        double found = stepSize;
        while (grow == logAcceptance(leapfrog, state, z, random, found) > LOG_ACCEPTANCE) {
            found *= grow ? 2 : 0.5;
            if (found > LARGEST) {
                return Double.POSITIVE_INFINITY;
            }
            if (found == 0) {
                return 0;
            }
        }
        return found;
    }

    private static double logAcceptance(
            Leapfrog leapfrog,
            PhasePoint state,
            PhasePoint z,
            RandomStream random,
            double stepSize) {
        z.setPosition(state);
        leapfrog.refresh(z, random);
        double initialEnergy = z.energy();
        leapfrog.step(z, stepSize);
        return initialEnergy - z.energy();
    }
}
