package tributary.mcmc.targets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** y ~ N(X β, σ) with independent normal or flat priors on β and a flat one on σ > 0. */
final class LinearRegression {
    private LinearRegression() {}

    /**
     * Parameters (β, σ).
     *
     * @param coefficients names of β
     * @param rows of X, each as long as {@code coefficients}
     * @param priorMean of β
     * @param priorSd of β; +∞ is flat
     */
    static Target target(
            String name,
            List<String> coefficients,
            double[][] rows,
            double[] y,
            double[] priorMean,
            double[] priorSd) {
        int k = coefficients.size();
        ParameterDensity density =
                (x, g) -> {
                    double sigma = x[k];
                    double lp = 0;
                    for (int j = 0; j < k; j++) {
                        lp += LogPriors.normal(x, j, priorMean[j], priorSd[j], g);
                    }
                    for (int i = 0; i < y.length; i++) {
                        double[] row = rows[i];
                        double residual = y[i];
                        for (int j = 0; j < k; j++) {
                            residual -= x[j] * row[j];
                        }
                        double z = residual / sigma;
                        lp -= 0.5 * z * z;
                        for (int j = 0; j < k; j++) {
                            g[j] += z / sigma * row[j];
                        }
                        g[k] += (z * z - 1) / sigma;
                    }
                    return lp - y.length * StrictMath.log(sigma);
                };
        List<String> names = new ArrayList<>(coefficients);
        names.add("sigma");
        List<Constraint> constraints = new ArrayList<>(Collections.nCopies(k, Constraint.REAL));
        constraints.add(Constraint.POSITIVE);
        return Constrained.target(name, names, constraints, () -> density);
    }
}
