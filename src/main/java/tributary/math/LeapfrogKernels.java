package tributary.math;

/**
 * The passes of Hamiltonian Monte Carlo over positions, momenta and velocities, each fused into one
 * loop; bits and rules as of {@link Kernels}.
 *
 * <p>A state has position q, momentum p, velocity v = M⁻¹p, the gradient ∇ of the log density at q
 * and the acceleration a = M⁻¹∇. Where M⁻¹ = diag(σ²), velocity and acceleration are computed on
 * the way. Where it is diag(σ²) + W F Wᵀ with few columns in W, {@link #project} and {@link
 * #addAlong} turn the gradient into the acceleration, once per step, and the velocity is integrated
 * like the momentum.
 *
 * <p>Output arrays may be input arrays where the same index is meant (p and pOut, v and vOut, q and
 * qOut, a and out). All methods are stateless and thread-safe; scratch arrays are the caller's.
 */
public final class LeapfrogKernels {
    /** Entries of the array that {@link #projectSum} and {@link #projectSeam} write to. */
    public static final int PROJECTIONS = 6 * Kernels.LANES;

    /** Entries of scratch that {@link #kick}, {@link #kickDiagonal} and {@link #project} need. */
    public static final int SCRATCH = 4 * Kernels.LANES;

    private static final LeapfrogArrayKernels LOOPS =
            Kernels.implementation().isVector()
                    ? new VectorLeapfrogKernels()
                    : new ScalarLeapfrogKernels();

    private LeapfrogKernels() {}

    /**
     * First part of a leapfrog step of a diagonal metric: p' = p + ½ε ∇, q' = q + ε σ² p'.
     *
     * @param stepSize ε, negative to go back in time
     * @param inverseMass σ², the diagonal of M⁻¹
     * @param gradient ∇, at q
     * @param pOut overwritten with p'
     * @param qOut overwritten with q'
     * @param n number of coordinates
     */
    public static void kickAndDriftDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] q,
            double[] pOut,
            double[] qOut,
            int n) {
        Kernels.check(0, n, inverseMass, gradient);
        Kernels.check(0, n, p, q);
        Kernels.check(0, n, pOut, qOut);
        LOOPS.kickAndDriftDiagonal(stepSize, inverseMass, gradient, p, q, pOut, qOut, n);
    }

    /**
     * Last part of a leapfrog step of a diagonal metric: p ← p + ½ε ∇, v = σ² p.
     *
     * @param stepSize ε, of the whole step
     * @param inverseMass σ², the diagonal of M⁻¹
     * @param gradient ∇, at the new position
     * @param v overwritten with the velocity
     * @param n number of coordinates
     * @param scratch overwritten, length ≥ {@link #SCRATCH}
     * @return the kinetic energy ½ Σ p_i v_i
     */
    public static double kickDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] v,
            int n,
            double[] scratch) {
        Kernels.check(0, n, inverseMass, gradient);
        Kernels.check(0, n, p, v);
        Kernels.check(0, SCRATCH, scratch);
        return LOOPS.kickDiagonal(stepSize, inverseMass, gradient, p, v, n, scratch);
    }

    /**
     * First part of a leapfrog step: p' = p + ½ε ∇, v' = v + ½ε a, q' = q + ε v'.
     *
     * @param stepSize ε, negative to go back in time
     * @param gradient ∇, at q
     * @param acceleration a = M⁻¹∇
     * @param pOut overwritten with p'
     * @param vOut overwritten with v'
     * @param qOut overwritten with q'
     * @param n number of coordinates
     */
    public static void kickAndDrift(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            double[] q,
            double[] pOut,
            double[] vOut,
            double[] qOut,
            int n) {
        Kernels.check(0, n, gradient, acceleration);
        Kernels.check(0, n, p, v);
        Kernels.check(0, n, q, pOut);
        Kernels.check(0, n, vOut, qOut);
        LOOPS.kickAndDrift(stepSize, gradient, acceleration, p, v, q, pOut, vOut, qOut, n);
    }

    /**
     * Last part of a leapfrog step: p ← p + ½ε ∇, v ← v + ½ε a.
     *
     * @param stepSize ε, of the whole step
     * @param gradient ∇, at the new position
     * @param acceleration a = M⁻¹∇
     * @param n number of coordinates
     * @param scratch overwritten, length ≥ {@link #SCRATCH}
     * @return the kinetic energy ½ Σ p_i v_i
     */
    public static double kick(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            int n,
            double[] scratch) {
        Kernels.check(0, n, gradient, acceleration);
        Kernels.check(0, n, p, v);
        Kernels.check(0, SCRATCH, scratch);
        return LOOPS.kick(stepSize, gradient, acceleration, p, v, n, scratch);
    }

    /** out_i = a_i + b_i for i < n: the momenta of two adjoining pieces of a trajectory. */
    public static void add(double[] a, double[] b, double[] out, int n) {
        Kernels.check(0, n, a, b);
        Kernels.check(0, n, out);
        LOOPS.add(a, b, out, n);
    }

    /**
     * The way ρ = a + b of a trajectory along the velocities at its ends: {Σ first_i ρ_i, Σ last_i
     * ρ_i}. It makes a U-turn unless both are positive.
     *
     * @param projections the two sums at entries 0 and 1, all others overwritten; length ≥ {@link
     *     #PROJECTIONS}
     */
    public static void projectSum(
            double[] a, double[] b, double[] first, double[] last, int n, double[] projections) {
        Kernels.check(0, n, a, b);
        Kernels.check(0, n, first, last);
        Kernels.check(0, PROJECTIONS, projections);
        LOOPS.projectSum(a, b, first, last, n, projections);
    }

    /**
     * Three of {@link #projectSum} in one pass, for a piece of a trajectory and the next one: the
     * whole, the first piece with the first state of the next, and the last state of the first
     * piece with the next:
     *
     * <pre>
     * ρ = sum + nextSum:    {Σ firstV ρ, Σ nextLastV ρ}
     * ρ = sum + nextFirstP: {Σ firstV ρ, Σ nextFirstV ρ}
     * ρ = lastP + nextSum:  {Σ lastV ρ,  Σ nextLastV ρ}
     * </pre>
     *
     * @param sum of the momenta of the first piece
     * @param nextSum of the momenta of the next
     * @param projections the six sums in this order at entries 0 to 5, all others overwritten;
     *     length ≥ {@link #PROJECTIONS}
     */
    public static void projectSeam(
            double[] sum,
            double[] nextSum,
            double[] lastP,
            double[] nextFirstP,
            double[] firstV,
            double[] lastV,
            double[] nextFirstV,
            double[] nextLastV,
            int n,
            double[] projections) {
        Kernels.check(0, n, sum, nextSum);
        Kernels.check(0, n, lastP, nextFirstP);
        Kernels.check(0, n, firstV, lastV);
        Kernels.check(0, n, nextFirstV, nextLastV);
        Kernels.check(0, PROJECTIONS, projections);
        LOOPS.projectSeam(
                sum,
                nextSum,
                lastP,
                nextFirstP,
                firstV,
                lastV,
                nextFirstV,
                nextLastV,
                n,
                projections);
    }

    /**
     * along_k = Σ_i w_ki x_i for every direction w_k, the same bits as {@link Kernels#dot}: Wᵀx,
     * several directions in a pass over x.
     *
     * @param directions indexed [direction][coordinate]
     * @param along overwritten, one entry per direction
     * @param scratch overwritten, length ≥ {@link #SCRATCH}
     */
    public static void project(
            double[][] directions, double[] x, int n, double[] along, double[] scratch) {
        checkDirections(directions, along, n);
        Kernels.check(0, n, x);
        Kernels.check(0, SCRATCH, scratch);
        LOOPS.project(directions, x, n, along, scratch);
    }

    /**
     * y_i ← y_i + Σ_k w_ki along_k, by fma in the order of the directions: y + W along, several
     * directions in a pass over y.
     *
     * @param directions indexed [direction][coordinate]
     * @param along one entry per direction
     */
    public static void addAlong(double[][] directions, double[] along, double[] y, int n) {
        checkDirections(directions, along, n);
        Kernels.check(0, n, y);
        LOOPS.addAlong(directions, along, y, n);
    }

    private static void checkDirections(double[][] directions, double[] along, int n) {
        Kernels.check(0, directions.length, along);
        for (double[] direction : directions) {
            Kernels.check(0, n, direction);
        }
    }
}
