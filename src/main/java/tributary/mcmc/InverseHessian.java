package tributary.mcmc;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import tributary.math.Kernels;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Estimate of the inverse Hessian of −log density from the last few steps s of an optimiser and the
 * changes y of the gradient of −log density along them: H = diag(α) + B G Bᵀ with B = (diag(α) Y,
 * S).
 *
 * <p>Sources: Byrd, Nocedal and Schnabel (1994), Representations of quasi-Newton matrices,
 * doi:10.1007/BF01582063, equation 2.26; the diagonal of Gilbert and Lemaréchal (1989),
 * doi:10.1007/BF01589113; both as in Zhang, Carpenter, Gelman and Vehtari (2022), algorithm 3.
 */
final class InverseHessian {
    private static final int HISTORY = 6;

    /** Curvature yᵀs relative to yᵀy that is no more than rounding. */
    private static final double FLAT = 0x1p-52;

    private final int dimension;
    private final double[] diagonal;
    private final Deque<double[]> steps = new ArrayDeque<>();
    private final Deque<double[]> changes = new ArrayDeque<>();

    /** B, dimension × 2 · number of steps. */
    private DMatrixRMaj factor;

    /** G. */
    private DMatrixRMaj middle = new DMatrixRMaj(0, 0);

    /** Begins with the identity. */
    InverseHessian(int dimension) {
        this.dimension = dimension;
        diagonal = new double[dimension];
        Arrays.fill(diagonal, 1);
        factor = new DMatrixRMaj(dimension, 0);
    }

    /** Whether nothing is known yet. */
    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** α, not a copy. */
    double[] diagonal() {
        return diagonal;
    }

    /** B, not a copy. */
    DMatrixRMaj factor() {
        return factor;
    }

    /** G, not a copy. */
    DMatrixRMaj middle() {
        return middle;
    }

    /** Overwrites {@code out} with H x. */
    void multiply(double[] x, double[] out) {
        for (int i = 0; i < dimension; i++) {
            out[i] = diagonal[i] * x[i];
        }
        if (isEmpty()) {
            return;
        }
        DMatrixRMaj projected = new DMatrixRMaj(factor.numCols, 1);
        DMatrixRMaj weights = new DMatrixRMaj(factor.numCols, 1);
        CommonOps_DDRM.multTransA(factor, DMatrixRMaj.wrap(dimension, 1, x), projected);
        CommonOps_DDRM.mult(middle, projected, weights);
        CommonOps_DDRM.multAdd(factor, weights, DMatrixRMaj.wrap(dimension, 1, out));
    }

    /**
     * Learns from a step; one along which −log density is not convex is left out.
     *
     * @param step s; kept
     * @param change y; kept
     */
    void update(double[] step, double[] change) {
        double curvature = Kernels.dot(change, step, dimension);
        if (!(curvature > FLAT * Kernels.dot(change, change, dimension))
                || !rescale(step, change, curvature)) {
            return;
        }
        steps.add(step);
        changes.add(change);
        if (steps.size() > HISTORY) {
            steps.remove();
            changes.remove();
        }
        represent();
    }

    /**
     * The diagonal of the BFGS update of diag(1/α), scaled to the curvature along the step.
     *
     * @return false where arithmetic fails, and nothing is changed
     */
    private boolean rescale(double[] s, double[] y, double b) {
        double a = Kernels.dot3(diagonal, y, y, dimension);
        double c = 0;
        for (int i = 0; i < dimension; i++) {
            c += s[i] * s[i] / diagonal[i];
        }
        double[] updated = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double ratio = s[i] / diagonal[i];
            updated[i] =
                    1 / (a / (b * diagonal[i]) + y[i] * y[i] / b - a * ratio * ratio / (b * c));
            if (!(updated[i] > 0 && updated[i] < Double.POSITIVE_INFINITY)) {
                return false;
            }
        }
        PhasePoint.copy(updated, diagonal);
        return true;
    }

    /**
     * B and G from the steps, with R the upper triangle of SᵀY and E its diagonal:
     *
     * <pre>
     * G = (   0      −R⁻¹                        )
     *     ( −R⁻ᵀ    R⁻ᵀ (E + Yᵀ diag(α) Y) R⁻¹  )
     * </pre>
     */
    private void represent() {
        int m = steps.size();
        double[][] s = steps.toArray(double[][]::new);
        double[][] y = changes.toArray(double[][]::new);
        factor = new DMatrixRMaj(dimension, 2 * m);
        DMatrixRMaj r = new DMatrixRMaj(m, m);
        DMatrixRMaj inner = new DMatrixRMaj(m, m);
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < dimension; i++) {
                factor.set(i, j, diagonal[i] * y[j][i]);
                factor.set(i, m + j, s[j][i]);
            }
            for (int k = 0; k <= j; k++) {
                r.set(k, j, Kernels.dot(s[k], y[j], dimension));
            }
            for (int k = 0; k < m; k++) {
                double scaled = Kernels.dot3(diagonal, y[j], y[k], dimension);
                inner.set(j, k, scaled + (j == k ? r.get(j, j) : 0));
            }
        }
        CommonOps_DDRM.invert(r);
        DMatrixRMaj left = new DMatrixRMaj(m, m);
        DMatrixRMaj corner = new DMatrixRMaj(m, m);
        CommonOps_DDRM.multTransA(r, inner, left);
        CommonOps_DDRM.mult(left, r, corner);
        middle = new DMatrixRMaj(2 * m, 2 * m);
        for (int j = 0; j < m; j++) {
            for (int k = 0; k < m; k++) {
                middle.set(j, m + k, -r.get(j, k));
                middle.set(m + k, j, -r.get(j, k));
                middle.set(m + j, m + k, corner.get(j, k));
            }
        }
    }
}
