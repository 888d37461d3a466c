package tributary.mcmc;

/**
 * Receives the draws while sampling goes on. Each chain calls from its own thread, in the order of
 * its draws; calls of different chains overlap. An exception ends the sampling.
 */
@FunctionalInterface
public interface DrawSink {
    /**
     * One kept draw.
     *
     * @param chain from 0
     * @param draw from 0
     * @param q unconstrained position; valid during the call only, not to be modified
     * @param transition the sampler's statistics of this draw; valid during the call only
     */
    void draw(int chain, int draw, double[] q, Transition transition);

    /**
     * One draw of the warm-up; ignored unless overridden.
     *
     * @param iteration from 0
     */
    default void warmupDraw(int chain, int iteration, double[] q, Transition transition) {}

    /** Warm-up of a chain is over; called once, before its first draw. */
    default void warmupFinished(int chain, Tuning tuning) {}
}
