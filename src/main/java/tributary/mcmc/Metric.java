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
     * @param p its first entries are overwritten, one per coordinate
     */
    void drawMomentum(RandomStream random, double[] p);

    /**
     * Writes v = M⁻¹p, the velocity of the position.
     *
     * @return the kinetic energy ½ pᵀv
     */
    double velocity(double[] p, double[] v);

    /**
     * The first two thirds of a leapfrog step: p′ = p + ½ε·gradient, q′ = q + ε·M⁻¹p′.
     *
     * @param from with its gradient; not modified
     * @param to p and q are overwritten with p′ and q′, v is scratch; may be {@code from}
     */
    void kickAndDrift(PhasePoint from, PhasePoint to, double stepSize);

    /**
     * The last third: p ← p + ½ε·gradient, with velocity and kinetic energy.
     *
     * @param z with the gradient of its new position
     */
    void kick(PhasePoint z, double stepSize);
}
