package tributary.mcmc;

import tributary.math.RandomStream;

/**
 * A Euclidean metric: the covariance M of the momenta, chosen so that M⁻¹ resembles the covariance
 * of the target. Kinetic energy is ½ pᵀM⁻¹p.
 */
interface Metric {
    /** Draws p ~ Normal(0, M). */
    void drawMomentum(RandomStream random, double[] p);

    /**
     * Writes v = M⁻¹p, the velocity of the position.
     *
     * @return the kinetic energy ½ pᵀv
     */
    double velocity(double[] p, double[] v);

    /**
     * p ← p + ½ε·gradient, then q ← q + ε·M⁻¹p: the first two thirds of a leapfrog step.
     *
     * @param v scratch, overwritten
     */
    void kickAndDrift(double[] q, double[] p, double[] v, double[] gradient, double stepSize);
}
