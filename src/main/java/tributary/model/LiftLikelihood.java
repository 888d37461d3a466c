package tributary.model;

import tributary.math.Kernels;

/**
 * A measured lift around the one that the model implies (model.md §6): Σ E[Y′] − E[Y] over the
 * weeks and geos of a test, normal or student_t with four degrees of freedom, up to a constant.
 *
 * @param expectation of the outcome
 * @param cells over which the lift was summed
 * @param sigma slot of the residual's scale in each of them
 * @param phi slot of the residuals' autocorrelation φ, or −1; their scale is σ/√(1−φ²)
 * @param eta cell slot of η
 * @param changed cell slot of η′
 * @param lift measured, in units of the outcome
 * @param se its standard error
 * @param heavyTailed whether the measurement's error is student_t
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LiftLikelihood(
        ExpectedOutcome expectation,
        int[] cells,
        int[] sigma,
        int phi,
        int eta,
        int changed,
        double lift,
        double se,
        boolean heavyTailed)
        implements Term {
    @Override
    public boolean readsMedia() {
        return true;
    }

    @Override
    public void forward(Workspace w) {
        double r = residual(w);
        w.logDensity -= heavyTailed ? 2.5 * Kernels.log1p(0.25 * r * r) : 0.5 * r * r;
    }

    /** (implied − measured)/se. */
    private double residual(Workspace w) {
        return (implied(w) - lift) / se;
    }

    /** The lift that the model implies at the workspace's predictors, in units of the outcome. */
    double implied(Workspace w) {
        double sum = 0;
        double ratio = ratio(w);
        for (int k = 0; k < cells.length; k++) {
            int i = cells[k];
            double s = ratio * w.theta[sigma[k]];
            sum +=
                    expectation.value(w.cells[changed][i], s, i)
                            - expectation.value(w.cells[eta][i], s, i);
        }
        return sum;
    }

    /**
     * Worth of the change where the residual is 0: of the conditional medians.
     *
     * @param value of a unit of the outcome by cell
     */
    double medianMoney(Workspace w, double[] value) {
        double sum = 0;
        for (int i : cells) {
            double before = expectation.value(w.cells[eta][i], 0, i);
            sum += value[i] * (expectation.value(w.cells[changed][i], 0, i) - before);
        }
        return sum;
    }

    /** Scale of the residuals relative to that of their innovations: 1/√(1−φ²). */
    private double ratio(Workspace w) {
        return phi < 0 ? 1 : 1 / Math.sqrt(1 - w.theta[phi] * w.theta[phi]);
    }

    @Override
    public void backward(Workspace w) {
        double r = residual(w);
        double bar = -(heavyTailed ? 5 * r / (4 + r * r) : r) / se;
        double ratio = ratio(w);
        double ratioBar = 0;
        for (int k = 0; k < cells.length; k++) {
            int i = cells[k];
            double s = ratio * w.theta[sigma[k]];
            double before = w.cells[eta][i];
            double after = w.cells[changed][i];
            w.cellsBar[changed][i] += bar * expectation.byPredictor(after, s, i);
            w.cellsBar[eta][i] -= bar * expectation.byPredictor(before, s, i);
            double scaleBar =
                    bar * (expectation.byScale(after, s, i) - expectation.byScale(before, s, i));
            w.thetaBar[sigma[k]] += scaleBar * ratio;
            ratioBar += scaleBar * w.theta[sigma[k]];
        }
        if (phi >= 0) {
            w.thetaBar[phi] += ratioBar * w.theta[phi] * ratio * ratio * ratio;
        }
    }
}
