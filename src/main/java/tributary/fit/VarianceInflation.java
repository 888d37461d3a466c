package tributary.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

import java.util.Arrays;

/**
 * Variance inflation factors 1/(1 − R²_j) of regressors (Belsley, Kuh & Welsch 1980, §3.2): by how
 * much the variance of a coefficient exceeds that of a regressor uncorrelated with the others.
 *
 * <p>With columns centred and of length 1, X = U S Vᵀ, they are the diagonal of (XᵀX)⁻¹, Σ_k
 * V_jk²/s_k². A column with a share in a direction of length 0 is determined by the others.
 */
final class VarianceInflation {
    /** Of the longest direction; what is shorter is 0 but for rounding. */
    private static final double SHORTEST = 1e-9;

    /** Of a column's length, for it to take part in a direction of length 0. */
    private static final double LEAST_SHARE = 1e-5;

    /** Of a column's own length; a column whose deviations are shorter does not vary. */
    private static final double LEAST_VARIATION = 1e-10;

    private final double[][] unit;
    private final double[] factors;

    private VarianceInflation(double[][] unit) {
        this.unit = unit;
        factors = factors();
    }

    /**
     * Factors of columns.
     *
     * @param columns values by row; not modified
     * @param intercept by row, index of the intercept that applies: means are taken within each
     */
    static VarianceInflation of(double[][] columns, int[] intercept) {
        double[][] unit = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            unit[j] = standardized(columns[j], intercept);
        }
        return new VarianceInflation(unit);
    }

    /** Deviations from the mean, of length 1; all 0 where there are none. */
    private static double[] standardized(double[] column, int[] intercept) {
        int groups = Arrays.stream(intercept).max().orElse(-1) + 1;
        double[] mean = new double[groups];
        int[] count = new int[groups];
        double largest = Arrays.stream(column).map(Math::abs).max().orElse(0);
        double scale = largest > 0 ? largest : 1;
        for (int i = 0; i < column.length; i++) {
            count[intercept[i]]++;
            mean[intercept[i]] += (column[i] / scale - mean[intercept[i]]) / count[intercept[i]];
        }
        double[] unit = new double[column.length];
        double squares = 0;
        double all = 0;
        for (int i = 0; i < column.length; i++) {
            unit[i] = column[i] / scale - mean[intercept[i]];
            squares += unit[i] * unit[i];
            all += column[i] / scale * (column[i] / scale);
        }
        boolean varies = squares > LEAST_VARIATION * LEAST_VARIATION * all;
        double length = varies ? Math.sqrt(squares) : 0; // NaN does not vary
        for (int i = 0; i < unit.length; i++) {
            unit[i] = length == 0 ? 0 : unit[i] / length;
        }
        return unit;
    }

    private double[] factors() {
        int[] varying = varying();
        double[] result = new double[unit.length];
        Arrays.fill(result, Double.NaN);
        if (varying.length == 0) {
            return result;
        }
        int rows = unit[0].length;
        DMatrixRMaj x = new DMatrixRMaj(rows, varying.length);
        for (int k = 0; k < varying.length; k++) {
            for (int i = 0; i < rows; i++) {
                x.set(i, k, unit[varying[k]][i]);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(rows, varying.length, false, true, false);
        if (!svd.decompose(x)) {
            return result;
        }
        DMatrixRMaj v = svd.getV(null, false);
        double[] lengths = svd.getSingularValues();
        double longest = Arrays.stream(lengths).max().orElse(0);
        for (int j = 0; j < varying.length; j++) {
            result[varying[j]] = factor(v, lengths, SHORTEST * longest, j);
        }
        return result;
    }

    private static double factor(DMatrixRMaj v, double[] lengths, double shortest, int j) {
        double sum = 0;
        for (int k = 0; k < v.numCols; k++) {
            double share = v.get(j, k);
            double length = k < lengths.length ? lengths[k] : 0;
            if (length > shortest) {
                sum += share / length * (share / length);
            } else if (Math.abs(share) > LEAST_SHARE) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return sum;
    }

    private int[] varying() {
        int[] indices = new int[unit.length];
        int n = 0;
        for (int j = 0; j < unit.length; j++) {
            if (Arrays.stream(unit[j]).anyMatch(x -> x != 0)) {
                indices[n++] = j;
            }
        }
        return Arrays.copyOf(indices, n);
    }

    /** Of a column; infinite where the others determine it, NaN where it does not vary. */
    double factor(int column) {
        return factors[column];
    }

    /** Of two columns; 0 where one does not vary. */
    double correlation(int first, int second) {
        double sum = 0;
        for (int i = 0; i < unit[first].length; i++) {
            sum += unit[first][i] * unit[second][i];
        }
        return sum;
    }
}
