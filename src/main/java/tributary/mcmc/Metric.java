package tributary.mcmc;

import tributary.math.RandomStream;

/**
 * A Euclidean metric: the covariance M of the momenta, chosen so that M⁻¹ resembles the covariance
 * of the target. Kinetic energy is ½ pᵀM⁻¹p.
 */
interface Metric {
    /**
     * Draws p ~ Normal(0, M).
     *
     * @param p the momentum of a phase point: overwritten but for the padding
     */
    void drawMomentum(RandomStream random, double[] p);

    /**
     * Before the first step from a point: its velocity M⁻¹p, kinetic energy ½ pᵀM⁻¹p and whatever
     * else this metric needs.
     *
     * @param z with momentum and gradient
     */
    void depart(PhasePoint z);

    /**
     * The first two thirds of a leapfrog step: p′ = p + ½ε·gradient, q′ = q + ε·M⁻¹p′.
     *
     * @param from departed from or arrived at; not modified
     * @param to its p, v and q are overwritten; may be {@code from}
     */
    void kickAndDrift(PhasePoint from, PhasePoint to, double stepSize);

    /**
     * The last third: p ← p + ½ε·gradient, with velocity and kinetic energy.
     *
     * @param z with the gradient of its new position
     */
    void kick(PhasePoint z, double stepSize);
}
