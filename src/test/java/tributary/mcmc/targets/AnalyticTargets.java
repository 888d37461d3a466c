package tributary.mcmc.targets;

import tributary.math.LogDensity;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Targets whose moments are known exactly: normals of all kinds, a funnel, heavy tails, a banana.
 */
public final class AnalyticTargets {
    /** Of the normals of condition number 1e6: sds from 10^−1.5 to 10^1.5. */
    private static final int ILL_CONDITIONED_DIMENSION = 250;

    /** Dimension of Neal's funnel, v and nine x. */
    private static final int FUNNEL_DIMENSION = 10;

    private AnalyticTargets() {}

    /** Every target of this class once. */
    public static List<AnalyticTarget> all() {
        return List.of(
                iidNormal(),
                illConditionedNormal(),
                rotatedNormal(),
                correlatedNormal(),
                funnelNoncentered(),
                funnelCentered(),
                studentT(),
                banana());
    }

    /** 1000 independent standard normals. */
    public static AnalyticTarget iidNormal() {
        return centred("iid_normal", Normals.iid(1000), filled(1000, 1));
    }

    /** 250 independent normals whose variances span a factor of 1e6. */
    public static AnalyticTarget illConditionedNormal() {
        double[] sds = illConditionedSds();
        return centred("ill_conditioned_normal", Normals.withSds(sds), squares(sds));
    }

    /** The same normals after a random rotation: no diagonal metric helps. */
    public static AnalyticTarget rotatedNormal() {
        double[][] rotation = rotation();
        double[] sds = illConditionedSds();
        double[] variances = new double[sds.length];
        for (int i = 0; i < sds.length; i++) {
            for (int k = 0; k < sds.length; k++) {
                double loading = rotation[i][k] * sds[k];
                variances[i] += loading * loading;
            }
        }
        return centred("rotated_normal", Normals.withPrecision(rotatedPrecision()), variances);
    }

    /** Inverse covariance R diag(sd⁻²) Rᵀ of {@link #rotatedNormal()}, exactly symmetric. */
    public static double[][] rotatedPrecision() {
        double[][] rotation = rotation();
        double[] sds = illConditionedSds();
        int n = sds.length;
        double[][] precision = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < n; k++) {
                    precision[i][j] += rotation[i][k] * rotation[j][k] / (sds[k] * sds[k]);
                }
                precision[j][i] = precision[i][j];
            }
        }
        return precision;
    }

    /**
     * 100 normals of unit variance, a stationary AR(1) with correlation 0.95 between neighbours.
     */
    public static AnalyticTarget correlatedNormal() {
        return centred("correlated_normal", Normals.chain(100, 0.95), filled(100, 1));
    }

    /** Neal's funnel v ~ N(0, 3), x_i ~ N(0, e^{v/2}) through independent standard normals. */
    public static AnalyticTarget funnelNoncentered() {
        double[] sds = filled(FUNNEL_DIMENSION, 1);
        sds[0] = 3;
        return funnel(
                "funnel_noncentered",
                Normals.withSds(sds),
                q -> {
                    double[] x = q.clone();
                    double scale = StrictMath.exp(0.5 * q[0]);
                    Arrays.setAll(x, i -> i == 0 ? q[0] : scale * q[i]);
                    return x;
                });
    }

    /**
     * Neal's funnel in its own coordinates: the neck needs smaller steps than any the rest allows.
     *
     * <p>Source: Neal (2003), Slice sampling, section 8.
     */
    public static AnalyticTarget funnelCentered() {
        LogDensity density =
                LogDensity.of(
                        FUNNEL_DIMENSION,
                        (q, g) -> {
                            double precision = StrictMath.exp(-q[0]);
                            double sum = 0;
                            for (int i = 1; i < FUNNEL_DIMENSION; i++) {
                                g[i] = -q[i] * precision;
                                sum += q[i] * q[i];
                            }
                            double half = 0.5 * (FUNNEL_DIMENSION - 1);
                            g[0] = -q[0] / 9 - half + 0.5 * sum * precision;
                            return -q[0] * q[0] / 18 - half * q[0] - 0.5 * sum * precision;
                        });
        return funnel("funnel_centered", density, UnaryOperator.identity());
    }

    private static AnalyticTarget funnel(
            String name, LogDensity density, UnaryOperator<double[]> constrain) {
        List<String> names = new ArrayList<>(List.of("v"));
        names.addAll(names("x", FUNNEL_DIMENSION - 1));
        // E x² = e^{9/2}, but its variance is e^18: no run estimates that.
        double[] meanSquare = filled(FUNNEL_DIMENSION, Double.NaN);
        meanSquare[0] = 9;
        Target target = new Target(name, density, names, constrain);
        return new AnalyticTarget(target, new double[FUNNEL_DIMENSION], meanSquare);
    }

    /** Three independent Student-t variables with 3 degrees of freedom: x² has no variance. */
    public static AnalyticTarget studentT() {
        double nu = 3;
        LogDensity density =
                LogDensity.of(
                        3,
                        (q, g) -> {
                            double sum = 0;
                            for (int i = 0; i < 3; i++) {
                                g[i] = -(nu + 1) * q[i] / (nu + q[i] * q[i]);
                                sum -= 0.5 * (nu + 1) * StrictMath.log1p(q[i] * q[i] / nu);
                            }
                            return sum;
                        });
        return centred("student_t3", density, filled(3, Double.NaN));
    }

    /** Rosenbrock's valley with exact moments: x₁ ~ N(1, 1), x₂ ~ N(x₁², 0.3). */
    public static AnalyticTarget banana() {
        double precision = 1 / 0.09;
        LogDensity density =
                LogDensity.of(
                        2,
                        (q, g) -> {
                            double away = q[1] - q[0] * q[0];
                            g[0] = 1 - q[0] + 2 * q[0] * precision * away;
                            g[1] = -precision * away;
                            return -0.5 * (q[0] - 1) * (q[0] - 1) - 0.5 * precision * away * away;
                        });
        // With z ~ N(0, 1): E(1 + z)² = 2, E(1 + z)⁴ = 1 + 6 + 3.
        return new AnalyticTarget(
                new Target("banana", density, names("x", 2), UnaryOperator.identity()),
                new double[] {1, 2},
                new double[] {2, 10.09});
    }

    private static AnalyticTarget centred(String name, LogDensity density, double[] variances) {
        int n = density.dimension();
        Target target = new Target(name, density, names("x", n), UnaryOperator.identity());
        return new AnalyticTarget(target, new double[n], variances);
    }

    private static List<String> names(String name, int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> name + "[" + i + "]").toList();
    }

    private static double[] illConditionedSds() {
        double[] sds = new double[ILL_CONDITIONED_DIMENSION];
        Arrays.setAll(sds, i -> StrictMath.pow(10, -1.5 + 3.0 * i / (sds.length - 1)));
        return sds;
    }

    private static double[] squares(double[] x) {
        return Arrays.stream(x).map(v -> v * v).toArray();
    }

    private static double[] filled(int n, double value) {
        double[] x = new double[n];
        Arrays.fill(x, value);
        return x;
    }

    /** Random orthogonal matrix of a fixed seed: normal rows by Gram and Schmidt, twice over. */
    private static double[][] rotation() {
        int n = ILL_CONDITIONED_DIMENSION;
        RandomStream random = RandomStreams.chain(20_260_101, 0);
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            double[] row = rows[i];
            Arrays.setAll(row, j -> random.nextGaussian());
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    add(row, -dot(row, rows[k]), rows[k]);
                }
            }
            double norm = Math.sqrt(dot(row, row));
            Arrays.setAll(row, j -> row[j] / norm);
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
