package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

import java.util.Arrays;

/**
 * One side of a correlation between residuals (model.md §8): what is observed of an equation, and
 * its normal score z = Φ⁻¹(F((y − η)/σ)). All arrays are by cell.
 *
 * @param values response, or the bound where it is censored
 * @param censored where it is
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param nu slot of ν, or −1 for a normal distribution
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Margin(double[] values, boolean[] censored, int eta, int[] sigma, int nu) {
    static Margin of(CompiledEquation equation, CellLayout layout) {
        int n = layout.length();
        double[] values = new double[n];
        boolean[] censored = new boolean[n];
        int[] sigma = new int[n];
        equation.censoring()
                .ifPresent(c -> Arrays.stream(c.cells()).forEach(i -> censored[i] = true));
        for (int i = 0; i < n; i++) {
            values[i] =
                    censored[i]
                            ? equation.censoring().orElseThrow().bounds()[i]
                            : equation.toResponse(equation.column()[i], i);
            sigma[i] = equation.sigma()[layout.geo(i)];
        }
        return new Margin(values, censored, equation.predictor().eta(), sigma, equation.nu());
    }

    private double standardized(double[] theta, double at, int cell) {
        return (values[cell] - at) / theta[sigma[cell]];
    }

    /**
     * z of a cell; ∞ where η = −∞ makes the observation certain.
     *
     * @param theta natural parameters by slot; not modified
     * @param at η of the cell
     * @param scratch overwritten, length ≥ 3
     */
    double score(double[] theta, double at, int cell, double[] scratch) {
        double x = standardized(theta, at, cell);
        if (nu < 0 || Double.isInfinite(x)) {
            return x;
        }
        Kernels.studentTScore(x, theta[nu], scratch);
        return scratch[0];
    }

    /** Adds to the adjoints of η, σ and ν from that of z. */
    void backward(Workspace w, int cell, double bar) {
        double x = standardized(w.theta, w.cells[eta][cell], cell);
        if (Double.isInfinite(x)) {
            return;
        }
        double slope = bar;
        if (nu >= 0) {
            Kernels.studentTScore(x, w.theta[nu], w.scratch);
            slope *= w.scratch[1];
            w.thetaBar[nu] += bar * w.scratch[2];
        }
        double s = w.theta[sigma[cell]];
        w.cellsBar[eta][cell] -= slope / s;
        w.thetaBar[sigma[cell]] -= slope * x / s;
    }
}
