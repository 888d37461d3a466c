package tributary.mcmc;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

import tributary.math.Kernels;
import tributary.math.RandomStream;

import java.util.Optional;

/**
 * The normal distribution that a log density looks like from a point: mean one quasi-Newton step
 * away, the inverse Hessian H = diag(α) + B G Bᵀ as covariance.
 *
 * <p>With the thin QR decomposition diag(α)^−½ B = Q R and L Lᵀ = I + R G Rᵀ the covariance is W Wᵀ
 * with W = diag(α)^½ (I + Q (L − I) Qᵀ), and its determinant Π α · |L|². Source: Zhang, Carpenter,
 * Gelman and Vehtari (2022), algorithm 4.
 */
final class NormalApproximation {
    private static final double LOG_TWO_PI = Kernels.log(2 * Math.PI);

    private final double[] mean;

    /** √α. */
    private final double[] scale;

    /** Q, dimension × rank. */
    private final DMatrixRMaj basis;

    /** L − I. */
    private final DMatrixRMaj stretch;

    private final double logDeterminant;

    private NormalApproximation(
            double[] mean,
            double[] scale,
            DMatrixRMaj basis,
            DMatrixRMaj stretch,
            double logDeterminant) {
        this.mean = mean;
        this.scale = scale;
        this.basis = basis;
        this.stretch = stretch;
        this.logDeterminant = logDeterminant;
    }

    /**
     * The approximation seen from a point.
     *
     * @param z evaluated
     * @return nothing where {@code h} is empty or not positive definite to rounding
     */
    static Optional<NormalApproximation> at(PhasePoint z, InverseHessian h) {
        if (h.isEmpty()) {
            return Optional.empty();
        }
        int n = z.q.length;
        double[] scale = new double[n];
        double[] mean = new double[n];
        double logDeterminant = 0;
        h.multiply(z.gradient, mean);
        DMatrixRMaj scaled = h.factor().copy();
        for (int i = 0; i < n; i++) {
            mean[i] += z.q[i];
            scale[i] = Math.sqrt(h.diagonal()[i]);
            logDeterminant += Kernels.log(h.diagonal()[i]);
            for (int j = 0; j < scaled.numCols; j++) {
                scaled.set(i, j, scaled.get(i, j) / scale[i]);
            }
        }
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(n, scaled.numCols);
        if (!qr.decompose(scaled)) {
            return Optional.empty();
        }
        DMatrixRMaj stretch = onePlus(qr.getR(null, true), h.middle());
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
                DecompositionFactory_DDRM.chol(stretch.numRows, true);
        if (!cholesky.decompose(stretch)) {
            return Optional.empty();
        }
        DMatrixRMaj lower = cholesky.getT(null);
        for (int i = 0; i < lower.numRows; i++) {
            logDeterminant += 2 * Kernels.log(lower.get(i, i));
            lower.add(i, i, -1);
        }
        return Double.isFinite(logDeterminant)
                ? Optional.of(
                        new NormalApproximation(
                                mean, scale, qr.getQ(null, true), lower, logDeterminant))
                : Optional.empty();
    }

    /** I + R G Rᵀ. */
    private static DMatrixRMaj onePlus(DMatrixRMaj r, DMatrixRMaj g) {
        DMatrixRMaj product = new DMatrixRMaj(r.numRows, g.numCols);
        DMatrixRMaj result = new DMatrixRMaj(r.numRows, r.numRows);
        CommonOps_DDRM.mult(r, g, product);
        CommonOps_DDRM.multTransB(product, r, result);
        for (int i = 0; i < result.numRows; i++) {
            result.add(i, i, 1);
        }
        return result;
    }

    /**
     * Draws from it.
     *
     * @param q overwritten with the draw
     * @return its log density, normalised
     */
    double draw(RandomStream random, double[] q) {
        int n = q.length;
        double[] standard = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            standard[i] = random.nextGaussian();
            squares += standard[i] * standard[i];
        }
        DMatrixRMaj projected = new DMatrixRMaj(basis.numCols, 1);
        DMatrixRMaj stretched = new DMatrixRMaj(basis.numCols, 1);
        DMatrixRMaj u = DMatrixRMaj.wrap(n, 1, standard);
        CommonOps_DDRM.multTransA(basis, u, projected);
        CommonOps_DDRM.mult(stretch, projected, stretched);
        CommonOps_DDRM.multAdd(basis, stretched, u);
        for (int i = 0; i < n; i++) {
            q[i] = Math.fma(scale[i], standard[i], mean[i]);
        }
        return -0.5 * (squares + logDeterminant + n * LOG_TWO_PI);
    }
}
