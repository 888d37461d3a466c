package tributary.mcmc;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Directions in which a scaled target does not have unit variance, found from draws and gradients.
 *
 * <p>The covariance Σ that minimises the Fisher divergence solves Σ C∇ Σ = Cx: it is the geometric
 * mean of the draws' covariance Cx and the inverse of the gradients' covariance C∇. For a normal
 * target it is exact as soon as the draws span the space, however far off Cx and C∇ are by chance.
 * Where they do not, it is found in the subspace that draws and gradients span, and the rest keeps
 * unit variance. Eigenvalues within (½, 2) are left out: they are not worth their arithmetic.
 *
 * <p>Source: Seyboldt, Carlson, Carpenter (2026), arXiv:2603.18845, sections on low-rank matrices.
 */
final class FisherDirections {
    private static final double CUTOFF = 2;

    /** Added to both covariances: what neither draws nor gradients tell has variance one. */
    private static final double RIDGE = 1e-5;

    /** The same while draws and gradients each see directions that the others do not. */
    private static final double RIDGE_OF_FEW_DRAWS = 1;

    /** A variance further from one than this is a failure of arithmetic. */
    private static final double EXTREME = 1e12;

    private static final FisherDirections NONE =
            new FisherDirections(new double[0][], new double[0]);

    private final double[][] directions;
    private final double[] variances;

    private FisherDirections(double[][] directions, double[] variances) {
        this.directions = directions;
        this.variances = variances;
    }

    /**
     * Finds the directions.
     *
     * @param scale variances of the coordinates by which the target is scaled first
     * @param all whether to keep those of about unit variance too
     * @return none where draws or gradients are too extreme for their covariances
     */
    static FisherDirections of(DrawWindow draws, double[] scale, boolean all) {
        int n = draws.count();
        int dimension = scale.length;
        DMatrixRMaj x = new DMatrixRMaj(dimension, n);
        DMatrixRMaj g = new DMatrixRMaj(dimension, n);
        for (int i = 0; i < dimension; i++) {
            double sd = Math.sqrt(scale[i]);
            for (int j = 0; j < n; j++) {
                // Unchecked: the checks of set() take C2 half a second more to compile.
                x.unsafe_set(i, j, draws.position(j)[i] / sd);
                g.unsafe_set(i, j, draws.gradient(j)[i] * sd);
            }
            centre(x.data, i * n, n);
            centre(g.data, i * n, n);
        }
        // Without a basis directions are found in the coordinates themselves.
        DMatrixRMaj basis = 2 * n >= dimension ? null : commonBasis(x, g);
        double ridge = n > dimension ? RIDGE : RIDGE_OF_FEW_DRAWS;
        DMatrixRMaj mean = geometricMean(covariance(basis, x, ridge), covariance(basis, g, ridge));
        EigenDecomposition_F64<DMatrixRMaj> eigen = mean == null ? null : symmetricEigen(mean);
        return eigen == null ? NONE : select(basis, eigen, all);
    }

    void addTo(LowRankMetric metric) {
        metric.setDirections(directions, variances);
    }

    private static FisherDirections select(
            @Nullable DMatrixRMaj basis, EigenDecomposition_F64<DMatrixRMaj> eigen, boolean all) {
        List<double[]> directions = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        for (int k = 0; k < eigen.getNumberOfEigenvalues(); k++) {
            double variance = eigen.getEigenvalue(k).getReal();
            if (!(variance > 1 / EXTREME && variance < EXTREME)) {
                return NONE;
            }
            if (all || variance > CUTOFF || variance < 1 / CUTOFF) {
                DMatrixRMaj direction = eigen.getEigenVector(k);
                if (basis != null) {
                    direction = CommonOps_DDRM.mult(basis, direction, null);
                }
                directions.add(direction.data.clone());
                variances.add(variance);
            }
        }
        return new FisherDirections(
                directions.toArray(double[][]::new),
                variances.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Subtracts their mean from {@code n} values. */
    private static void centre(double[] values, int from, int n) {
        double mean = 0;
        for (int j = from; j < from + n; j++) {
            mean += values[j] / n;
        }
        for (int j = from; j < from + n; j++) {
            values[j] -= mean;
        }
    }

    /** Orthonormal columns that span the columns of both matrices. */
    private static DMatrixRMaj commonBasis(DMatrixRMaj x, DMatrixRMaj g) {
        DMatrixRMaj both = new DMatrixRMaj(x.numRows, x.numCols + g.numCols);
        CommonOps_DDRM.insert(x, both, 0, 0);
        CommonOps_DDRM.insert(g, both, 0, x.numCols);
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(both.numRows, both.numCols);
        qr.decompose(both);
        return qr.getQ(null, true);
    }

    /** (basisᵀ x)(basisᵀ x)ᵀ / n with the ridge. */
    private static DMatrixRMaj covariance(
            @Nullable DMatrixRMaj basis, DMatrixRMaj x, double ridge) {
        DMatrixRMaj projected = x;
        if (basis != null) {
            projected = new DMatrixRMaj(basis.numCols, x.numCols);
            CommonOps_DDRM.multTransA(basis, x, projected);
        }
        DMatrixRMaj result = new DMatrixRMaj(projected.numRows, projected.numRows);
        CommonOps_DDRM.multOuter(projected, result);
        CommonOps_DDRM.divide(result, x.numCols);
        for (int i = 0; i < result.numRows; i++) {
            result.add(i, i, ridge);
        }
        return result;
    }

    /** The Σ with Σ B Σ = A: with B = L Lᵀ it is L⁻ᵀ (Lᵀ A L)^½ L⁻¹. Null where that fails. */
    private static @Nullable DMatrixRMaj geometricMean(DMatrixRMaj a, DMatrixRMaj b) {
        int n = a.numRows;
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        if (!cholesky.decompose(b.copy())) {
            return null;
        }
        DMatrixRMaj lower = cholesky.getT(null);
        DMatrixRMaj product = new DMatrixRMaj(n, n);
        DMatrixRMaj inner = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransA(lower, a, product);
        CommonOps_DDRM.mult(product, lower, inner);
        EigenDecomposition_F64<DMatrixRMaj> eigen = symmetricEigen(inner);
        if (eigen == null) {
            return null;
        }
        // W = V D^¼, so that the inner square root is W Wᵀ.
        DMatrixRMaj w = new DMatrixRMaj(n, n);
        for (int k = 0; k < n; k++) {
            double root = Math.sqrt(Math.sqrt(Math.max(eigen.getEigenvalue(k).getReal(), 0)));
            for (int i = 0; i < n; i++) {
                w.set(i, k, root * eigen.getEigenVector(k).get(i));
            }
        }
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        CommonOps_DDRM.invert(lower, inverse);
        CommonOps_DDRM.multTransA(inverse, w, product);
        DMatrixRMaj mean = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multOuter(product, mean);
        return mean;
    }

    /** Null where an element is not finite or the iterations do not converge. */
    private static @Nullable EigenDecomposition_F64<DMatrixRMaj> symmetricEigen(
            DMatrixRMaj matrix) {
        if (MatrixFeatures_DDRM.hasUncountable(matrix)) {
            return null;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen =
                DecompositionFactory_DDRM.eig(matrix.numRows, true, true);
        return eigen.decompose(matrix.copy()) ? eigen : null;
    }
}
