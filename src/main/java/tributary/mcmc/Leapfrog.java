package tributary.mcmc;

import tributary.math.LogDensity;
import tributary.math.RandomStream;

/**
 * The leapfrog integrator of Hamilton's equations: reversible, volume-preserving, and with an error
 * of the energy that stays bounded.
 */
final class Leapfrog {
    private final LogDensity density;
    private final Metric metric;
    private long gradients;

    Leapfrog(LogDensity density, Metric metric) {
        this.density = density;
        this.metric = metric;
    }

    /** Number of gradients evaluated so far. */
    long gradients() {
        return gradients;
    }

    /** Counts on from the number of an earlier process. */
    void continueCounting(long gradients) {
        this.gradients = gradients;
    }

    /** Evaluates the density at {@code z.q}. */
    void evaluate(PhasePoint z) {
        gradients++;
        z.logDensity = density.logDensity(z.q, z.gradient);
    }

    /** Draws a momentum at {@code z}, ready to depart. */
    void refresh(PhasePoint z, RandomStream random) {
        metric.drawMomentum(random, z.p);
        metric.depart(z);
    }

    /**
     * One step, backwards in time where {@code stepSize} is negative.
     *
     * @param to overwritten; may be {@code from}
     */
    void step(PhasePoint from, PhasePoint to, double stepSize) {
        metric.kickAndDrift(from, to, stepSize);
        evaluate(to);
        metric.kick(to, stepSize);
    }

    /** One step in place. */
    void step(PhasePoint z, double stepSize) {
        step(z, z, stepSize);
    }
}
