package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Family;
import tributary.spec.Link;

/**
 * What equations downstream see of a mediator with predicted input: its expectation E[M] under its
 * own equation, in units of the source's scale (model.md §4).
 *
 * <p>tobit η Φ(η/σ) + σ φ(η/σ); identity η, not below 0 where it feeds a curve or the base of a
 * scaled outcome; log link exp(η + σ²/2), in a hurdle times the probability of being above 0. Weeks
 * before the training window keep their data.
 *
 * @param data x/scale by cell
 * @param modelled 1 for the cells of the training window and later, else 0
 * @param scale from the response to the column
 * @param sourceScale divisor of the source's column
 * @param nonNegative whether what it feeds cannot take a value below 0
 * @param eta cell slot of η
 * @param logOdds cell slot of the log odds of a hurdle, or −1
 * @param sigma slot of σ
 * @param expected cell slot, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
public record ExpectedMediator(
        double[] data,
        double[] modelled,
        Family family,
        ResponseScale scale,
        double sourceScale,
        boolean nonNegative,
        int eta,
        int logOdds,
        int sigma,
        int expected)
        implements Term {
    private static final double INV_SQRT_2PI = 0.3989422804014327;

    /** The same at other predictors. */
    ExpectedMediator at(int otherEta, int otherLogOdds, int otherExpected) {
        return new ExpectedMediator(
                data,
                modelled,
                family,
                scale,
                sourceScale,
                nonNegative,
                otherEta,
                otherLogOdds,
                sigma,
                otherExpected);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] odds = w.cells[logOdds < 0 ? eta : logOdds];
        apply(w.theta, w.cells[eta], odds, w.cells[expected], w.from, w.to);
    }

    /**
     * The input at any linear predictor, as counterfactuals need it.
     *
     * @param theta natural parameters by slot; not modified
     * @param at η by cell; not modified
     * @param odds log odds of a hurdle by cell, unused for other families; not modified
     * @param out overwritten for from ≤ i < to
     */
    public void apply(double[] theta, double[] at, double[] odds, double[] out, int from, int to) {
        double s = theta[sigma];
        for (int i = from; i < to; i++) {
            double value = modelled[i] > 0 ? value(at[i], s) : data[i];
            boolean hurdle = logOdds >= 0 && modelled[i] > 0;
            out[i] = hurdle ? value * Kernels.logistic(odds[i]) : value;
        }
    }

    private double value(double eta, double s) {
        if (family == Family.TOBIT) {
            return censoredMean(eta, s) * ratio();
        }
        if (scale.link() == Link.LOG) {
            return Kernels.exp(Math.fma(0.5 * s, s, eta)) * ratio();
        }
        double value = Math.fma(eta, scale.scale(), scale.centre()) / sourceScale;
        return nonNegative ? Math.max(0, value) : value;
    }

    /** E[max(0, X)] of X ~ Normal(η, σ): η Φ(η/σ) + σ φ(η/σ). */
    public static double censoredMean(double eta, double sigma) {
        double z = eta / sigma;
        return Math.max(0, Math.fma(eta, Kernels.normalCdf(z), sigma * density(z)));
    }

    private double ratio() {
        return scale.scale() / sourceScale;
    }

    private static double density(double z) {
        return INV_SQRT_2PI * Kernels.exp(-0.5 * z * z);
    }

    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[expected];
        double[] at = w.cells[eta];
        double[] value = w.cells[expected];
        double[] etaBar = w.cellsBar[eta];
        double s = w.theta[sigma];
        double sigmaBar = 0;
        for (int i = w.from; i < w.to; i++) {
            if (modelled[i] == 0) {
                continue;
            }
            if (family == Family.TOBIT) {
                double z = at[i] / s;
                etaBar[i] += bar[i] * Kernels.normalCdf(z) * ratio();
                sigmaBar += bar[i] * density(z) * ratio();
            } else if (scale.link() == Link.LOG) {
                etaBar[i] += bar[i] * value[i];
                sigmaBar += bar[i] * value[i] * s;
                if (logOdds >= 0) {
                    double inactive = Kernels.logistic(-w.cells[logOdds][i]);
                    w.cellsBar[logOdds][i] += bar[i] * value[i] * inactive;
                }
            } else {
                etaBar[i] += nonNegative && value[i] == 0 ? 0 : bar[i] * ratio();
            }
        }
        w.thetaBar[sigma] += sigmaBar;
    }
}
