package tributary.mcmc.targets;

import static tributary.mcmc.targets.Constraint.ABOVE_PREVIOUS;
import static tributary.mcmc.targets.Constraint.POSITIVE;
import static tributary.mcmc.targets.Constraint.UNIT_INTERVAL;

import java.util.List;

/**
 * Two hidden states: emissions N(μ_k, 1), rows (θ_k1, θ_k2) of transition probabilities uniform, 0
 * < μ₁ < μ₂ with μ₁ ~ N(3, 1), μ₂ ~ N(10, 1). The forward algorithm starts from weight 1 in both
 * states. Parameters (θ₁₁, θ₂₁, μ₁, μ₂).
 *
 * <p>The gradient is carried forward with the scaled forward probabilities.
 */
final class HiddenMarkov implements ParameterDensity {
    private final double[] y;

    /** Probability of each state given the values so far. */
    private final double[] filter = new double[2];

    private final double[] next = new double[2];

    /** ∂ filter / ∂ parameters, [state][parameter]. */
    private final double[][] slope = new double[2][4];

    private final double[][] nextSlope = new double[2][4];

    private HiddenMarkov(double[] y) {
        this.y = y;
    }

    static Target target(String name, double[] y) {
        return Constrained.target(
                name,
                List.of("theta1[1]", "theta1[2]", "theta2[1]", "theta2[2]", "mu[1]", "mu[2]"),
                List.of(UNIT_INTERVAL, UNIT_INTERVAL, POSITIVE, ABOVE_PREVIOUS),
                () -> new HiddenMarkov(y),
                x -> new double[] {x[0], 1 - x[0], x[1], 1 - x[1], x[2], x[3]});
    }

    @Override
    public double logDensity(double[] x, double[] g) {
        double lp = LogPriors.normal(x, 2, 3, 1, g) + LogPriors.normal(x, 3, 10, 1, g);
        for (int t = 0; t < y.length; t++) {
            for (int k = 0; k < 2; k++) {
                predict(x, k, t == 0);
            }
            lp += update(x, y[t], g);
        }
        return lp;
    }

    /** Probability of state k before its value is seen, with its slopes. */
    private void predict(double[] x, int k, boolean first) {
        double[] into = nextSlope[k];
        double fromFirst = k == 0 ? x[0] : 1 - x[0];
        double fromSecond = k == 0 ? x[1] : 1 - x[1];
        next[k] = first ? 1 : filter[0] * fromFirst + filter[1] * fromSecond;
        for (int p = 0; p < 4; p++) {
            into[p] = first ? 0 : slope[0][p] * fromFirst + slope[1][p] * fromSecond;
        }
        double sign = k == 0 ? 1 : -1;
        into[0] += first ? 0 : sign * filter[0];
        into[1] += first ? 0 : sign * filter[1];
    }

    /** Conditions on a value; its log density given those before. */
    private double update(double[] x, double value, double[] g) {
        double nearest = Math.min(Math.abs(value - x[2]), Math.abs(value - x[3]));
        double logScale = -0.5 * nearest * nearest;
        double total = 0;
        for (int k = 0; k < 2; k++) {
            double residual = value - x[2 + k];
            double emission = StrictMath.exp(-0.5 * residual * residual - logScale);
            for (int p = 0; p < 4; p++) {
                nextSlope[k][p] *= emission;
            }
            next[k] *= emission;
            nextSlope[k][2 + k] += next[k] * residual;
            total += next[k];
        }
        for (int p = 0; p < 4; p++) {
            double score = (nextSlope[0][p] + nextSlope[1][p]) / total;
            g[p] += score;
            for (int k = 0; k < 2; k++) {
                slope[k][p] = nextSlope[k][p] / total - next[k] / total * score;
            }
        }
        filter[0] = next[0] / total;
        filter[1] = next[1] / total;
        return StrictMath.log(total) + logScale;
    }
}
