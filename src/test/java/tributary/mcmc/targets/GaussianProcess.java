package tributary.mcmc.targets;

import java.util.Collections;
import java.util.List;

/**
 * Gaussian-process regression: y ~ N(0, K), K = α² exp(−(x − x′)²/(2ρ²)) + σ·1, with ρ ~ Gamma(25,
 * 4), α ~ N⁺(0, 2), σ ~ N⁺(0, 1); parameters (ρ, α, σ).
 *
 * <p>Gradient of the log likelihood: ½ aᵀ ∂K a − ½ tr(K⁻¹ ∂K) with a = K⁻¹ y (Rasmussen and
 * Williams 2006, equation 5.9).
 */
final class GaussianProcess implements ParameterDensity {
    private final double[] at;
    private final double[] y;

    /** The squared-exponential part of K, [row][column]. */
    private final double[][] smooth;

    /** Lower Cholesky factor of K. */
    private final double[][] factor;

    /** Inverse of {@link #factor}, lower triangular. */
    private final double[][] inverse;

    /** L⁻¹ y. */
    private final double[] white;

    /** K⁻¹ y. */
    private final double[] weights;

    private GaussianProcess(double[] at, double[] y) {
        int n = y.length;
        this.at = at;
        this.y = y;
        smooth = new double[n][n];
        factor = new double[n][n];
        inverse = new double[n][n];
        white = new double[n];
        weights = new double[n];
    }

    static Target regression(String name, double[] at, double[] y) {
        return Constrained.target(
                name,
                List.of("rho", "alpha", "sigma"),
                Collections.nCopies(3, Constraint.POSITIVE),
                () -> new GaussianProcess(at, y));
    }

    @Override
    public double logDensity(double[] x, double[] g) {
        double rho = x[0];
        double alpha = x[1];
        double lp =
                LogPriors.gamma(x, 0, 25, 4, g)
                        + LogPriors.normal(x, 1, 0, 2, g)
                        + LogPriors.normal(x, 2, 0, 1, g);
        factorise(rho, alpha, x[2]);
        invertFactor();
        int n = y.length;
        for (int i = 0; i < n; i++) {
            white[i] = 0;
            for (int j = 0; j <= i; j++) {
                white[i] += inverse[i][j] * y[j];
            }
            lp -= 0.5 * white[i] * white[i] + StrictMath.log(factor[i][i]);
        }
        for (int i = 0; i < n; i++) {
            weights[i] = columnDot(i, white);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double outer = 0.5 * (weights[i] * weights[j] - precision(i, j));
                double distance = at[i] - at[j];
                g[0] += outer * smooth[i][j] * distance * distance / (rho * rho * rho);
                g[1] += outer * smooth[i][j] * 2 / alpha;
                g[2] += i == j ? outer : 0;
            }
        }
        return lp;
    }

    /** K = L Lᵀ; NaN where K is not positive definite. */
    private void factorise(double rho, double alpha, double sigma) {
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j <= i; j++) {
                double z = (at[i] - at[j]) / rho;
                smooth[i][j] = alpha * alpha * StrictMath.exp(-0.5 * z * z);
                smooth[j][i] = smooth[i][j];
                double sum = smooth[i][j] + (i == j ? sigma : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
    }

    private void invertFactor() {
        for (int j = 0; j < y.length; j++) {
            for (int i = j; i < y.length; i++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    sum -= factor[i][k] * inverse[k][j];
                }
                inverse[i][j] = sum / factor[i][i];
            }
        }
    }

    /** (L⁻ᵀ v)ᵢ. */
    private double columnDot(int i, double[] v) {
        double sum = 0;
        for (int k = i; k < y.length; k++) {
            sum += inverse[k][i] * v[k];
        }
        return sum;
    }

    /** (K⁻¹)ᵢⱼ = (L⁻ᵀ L⁻¹)ᵢⱼ. */
    private double precision(int i, int j) {
        double sum = 0;
        for (int k = Math.max(i, j); k < y.length; k++) {
            sum += inverse[k][i] * inverse[k][j];
        }
        return sum;
    }
}
