package tributary.mcmc.targets;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

import tributary.math.Determinant;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The targets once more, as slow formulas of the reported parameters with library densities: both
 * parametrisations of a model have the same one.
 */
final class PlainPosteriors {
    private PlainPosteriors() {}

    /** Log density of the reported parameters {@code x}, up to a constant. */
    static double logDensity(String target, double[] x) {
        return switch (target) {
            case "eight_schools-eight_schools_centered",
                    "eight_schools-eight_schools_noncentered" ->
                    eightSchools(x);
            case "arK-arK" -> autoregression(data(target, "y"), x);
            case "arma-arma11" -> arma(data(target, "y"), x);
            case "garch-garch11" -> garch(data(target, "y"), x);
            case "gp_pois_regr-gp_regr" -> gaussianProcess(data(target, "x"), data(target, "y"), x);
            case "low_dim_gauss_mix-low_dim_gauss_mix" -> mixture(data(target, "y"), x);
            case "hmm_example-hmm_example" -> hiddenMarkov(data(target, "y"), x);
            case "kilpisjarvi_mod-kilpisjarvi" ->
                    kilpisjarvi(data(target, "x"), data(target, "y"), x);
            case "earnings-logearn_interaction" -> earnings(target, x);
            case "mesquite-logmesquite_logvas" -> mesquite(target, x);
            case "iid_normal" -> independent(x, 1);
            case "ill_conditioned_normal" -> illConditioned(x);
            case "correlated_normal" -> correlated(x);
            case "funnel_noncentered", "funnel_centered" -> funnel(x);
            case "student_t3" -> sum(3, i -> TDistribution.of(3).logDensity(x[i]));
            case "banana" -> normal(x[0], 1, 1) + normal(x[1], x[0] * x[0], 0.3);
            default -> throw new IllegalArgumentException(target);
        };
    }

    private static double[] data(String folder, String name) {
        return PosteriorDb.data(folder, name);
    }

    private static double eightSchools(double[] x) {
        double[] y = {28, 8, -3, 7, -1, 1, 18, 12};
        double[] sigma = {15, 10, 16, 11, 9, 11, 10, 18};
        return normal(x[8], 0, 5)
                + cauchy(x[9], 5)
                + sum(8, j -> normal(y[j], x[j], sigma[j]) + normal(x[j], x[8], x[9]));
    }

    private static double autoregression(double[] y, double[] x) {
        double lp = sum(6, i -> normal(x[i], 0, 10)) + cauchy(x[6], 2.5);
        for (int t = 5; t < y.length; t++) {
            int now = t;
            double mean = x[0] + sum(5, k -> x[k + 1] * y[now - 1 - k]);
            lp += normal(y[t], mean, x[6]);
        }
        return lp;
    }

    private static double arma(double[] y, double[] x) {
        double[] expected = new double[y.length];
        double[] error = new double[y.length];
        double lp = normal(x[0], 0, 10) + normal(x[1], 0, 2) + normal(x[2], 0, 2);
        for (int t = 0; t < y.length; t++) {
            expected[t] =
                    t == 0 ? x[0] + x[1] * x[0] : x[0] + x[1] * y[t - 1] + x[2] * error[t - 1];
            error[t] = y[t] - expected[t];
            lp += normal(y[t], expected[t], x[3]);
        }
        return lp + cauchy(x[3], 2.5);
    }

    private static double garch(double[] y, double[] x) {
        double sigma = 0.5;
        double lp = normal(y[0], x[0], sigma);
        for (int t = 1; t < y.length; t++) {
            double shock = StrictMath.pow(y[t - 1] - x[0], 2);
            sigma = Math.sqrt(x[1] + x[2] * shock + x[3] * StrictMath.pow(sigma, 2));
            lp += normal(y[t], x[0], sigma);
        }
        return lp;
    }

    private static double gaussianProcess(double[] at, double[] y, double[] x) {
        int n = y.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double distance = at[i] - at[j];
                covariance[i][j] =
                        x[1] * x[1] * StrictMath.exp(-distance * distance / (2 * x[0] * x[0]));
            }
            covariance[i][i] += x[2];
        }
        return multivariateNormal(covariance, y)
                + GammaDistribution.of(25, 0.25).logDensity(x[0])
                + normal(x[1], 0, 2)
                + normal(x[2], 0, 1);
    }

    private static double mixture(double[] y, double[] x) {
        double lp = BetaDistribution.of(5, 5).logDensity(x[4]) + sum(4, i -> normal(x[i], 0, 2));
        for (double value : y) {
            double first = NormalDistribution.of(x[0], x[2]).density(value);
            double second = NormalDistribution.of(x[1], x[3]).density(value);
            lp += StrictMath.log(x[4] * first + (1 - x[4]) * second);
        }
        return lp;
    }

    /** The recursion of the original program, in logarithms. */
    private static double hiddenMarkov(double[] y, double[] x) {
        double[][] transition = {{x[0], x[1]}, {x[2], x[3]}};
        double[] gamma = {normal(y[0], x[4], 1), normal(y[0], x[5], 1)};
        for (int t = 1; t < y.length; t++) {
            double[] before = gamma.clone();
            for (int k = 0; k < 2; k++) {
                double a = before[0] + StrictMath.log(transition[0][k]);
                double b = before[1] + StrictMath.log(transition[1][k]);
                gamma[k] = logSumExp(a, b) + normal(y[t], x[4 + k], 1);
            }
        }
        return logSumExp(gamma[0], gamma[1]) + normal(x[4], 3, 1) + normal(x[5], 10, 1);
    }

    private static double kilpisjarvi(double[] year, double[] y, double[] x) {
        return normal(x[0], 9.31290322580645, 100)
                + normal(x[1], 0, 0.0333333333333333)
                + sum(y.length, i -> normal(y[i], x[0] + x[1] * year[i], x[2]));
    }

    private static double earnings(String target, double[] x) {
        double[] earn = data(target, "earn");
        double[] height = data(target, "height");
        double[] male = data(target, "male");
        return sum(
                earn.length,
                i ->
                        normal(
                                StrictMath.log(earn[i]),
                                x[0]
                                        + x[1] * height[i]
                                        + x[2] * male[i]
                                        + x[3] * height[i] * male[i],
                                x[4]));
    }

    private static double mesquite(String target, double[] x) {
        double[] weight = data(target, "weight");
        double[] diam1 = data(target, "diam1");
        double[] diam2 = data(target, "diam2");
        double[] canopy = data(target, "canopy_height");
        double[] height = data(target, "total_height");
        double[] density = data(target, "density");
        double[] group = data(target, "group");
        return sum(
                weight.length,
                i ->
                        normal(
                                StrictMath.log(weight[i]),
                                x[0]
                                        + x[1] * StrictMath.log(diam1[i] * diam2[i] * canopy[i])
                                        + x[2] * StrictMath.log(diam1[i] * diam2[i])
                                        + x[3] * StrictMath.log(diam1[i] / diam2[i])
                                        + x[4] * StrictMath.log(height[i])
                                        + x[5] * StrictMath.log(density[i])
                                        + x[6] * group[i],
                                x[7]));
    }

    private static double independent(double[] x, double sd) {
        return sum(x.length, i -> normal(x[i], 0, sd));
    }

    private static double illConditioned(double[] x) {
        double ratio = StrictMath.pow(1000, 1.0 / 249);
        double sd = 1 / Math.sqrt(1000);
        double lp = 0;
        for (double value : x) {
            lp += normal(value, 0, sd);
            sd *= ratio;
        }
        return lp;
    }

    private static double correlated(double[] x) {
        double[][] covariance = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                covariance[i][j] = StrictMath.pow(0.95, Math.abs(i - j));
            }
        }
        return multivariateNormal(covariance, x);
    }

    private static double funnel(double[] x) {
        return normal(x[0], 0, 3) + sum(9, i -> normal(x[i + 1], 0, StrictMath.exp(x[0] / 2)));
    }

    /** By the matrix determinant lemma: det(K + y yᵀ) = det K (1 + yᵀ K⁻¹ y). */
    private static double multivariateNormal(double[][] covariance, double[] y) {
        double logDeterminant = Determinant.logAbsolute(covariance);
        double[][] updated = new double[y.length][];
        for (int i = 0; i < y.length; i++) {
            updated[i] = covariance[i].clone();
            for (int j = 0; j < y.length; j++) {
                updated[i][j] += y[i] * y[j];
            }
        }
        double square = StrictMath.expm1(Determinant.logAbsolute(updated) - logDeterminant);
        return -0.5 * (logDeterminant + square);
    }

    private static double normal(double x, double mean, double sd) {
        return NormalDistribution.of(mean, sd).logDensity(x);
    }

    private static double cauchy(double x, double scale) {
        return CauchyDistribution.of(0, scale).logDensity(x);
    }

    private static double logSumExp(double a, double b) {
        double larger = Math.max(a, b);
        return larger + StrictMath.log(StrictMath.exp(a - larger) + StrictMath.exp(b - larger));
    }

    private static double sum(int n, IntToDoubleFunction term) {
        return IntStream.range(0, n).mapToDouble(term).sum();
    }
}
