package tributary.mcmc.targets;

import tributary.math.LogDensity;

import java.util.Arrays;

/** Multivariate normals around 0 with the gradients that their structure suggests. */
public final class Normals {
    private Normals() {}

    /** Independent standard normals. */
    public static LogDensity iid(int dimension) {
        double[] sds = new double[dimension];
        Arrays.fill(sds, 1);
        return withSds(sds);
    }

    /** Independent normals. */
    public static LogDensity withSds(double... sds) {
        return LogDensity.of(
                sds.length,
                (q, g) -> {
                    double sum = 0;
                    for (int i = 0; i < sds.length; i++) {
                        g[i] = -q[i] / (sds[i] * sds[i]);
                        sum += 0.5 * q[i] * g[i];
                    }
                    return sum;
                });
    }

    /** Any normal, from its symmetric inverse covariance matrix. */
    public static LogDensity withPrecision(double[][] precision) {
        int n = precision.length;
        return LogDensity.of(
                n,
                (q, g) -> {
                    Arrays.fill(g, 0);
                    for (int j = 0; j < n; j++) {
                        double[] column = precision[j];
                        double factor = -q[j];
                        for (int i = 0; i < n; i++) {
                            g[i] = Math.fma(factor, column[i], g[i]);
                        }
                    }
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += 0.5 * q[i] * g[i];
                    }
                    return sum;
                });
    }

    /** Stationary AR(1) of unit variance: correlation {@code rho} between neighbours. */
    public static LogDensity chain(int dimension, double rho) {
        double precision = 1 / (1 - rho * rho);
        return LogDensity.of(
                dimension,
                (q, g) -> {
                    g[0] = -q[0];
                    double sum = -0.5 * q[0] * q[0];
                    for (int i = 1; i < dimension; i++) {
                        double innovation = q[i] - rho * q[i - 1];
                        sum -= 0.5 * innovation * innovation * precision;
                        g[i] = -innovation * precision;
                        g[i - 1] += rho * innovation * precision;
                    }
                    return sum;
                });
    }
}
