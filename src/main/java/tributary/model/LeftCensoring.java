package tributary.model;

import tributary.math.Kernels;

import java.util.Arrays;

/**
 * Likelihood of observations at or below a bound: Σ ln F((b − η)/σ), F the CDF of the family
 * (model.md §5).
 *
 * <p>Where η = −∞ the observation is certain: it contributes 0, and so do its derivatives.
 *
 * @param censored indices of the cells
 * @param bounds b on the scale of the response by cell
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param nu slot of ν, or −1 for a normal distribution
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LeftCensoring(int[] censored, double[] bounds, int eta, int sigma, int nu) implements Term {
    LeftCensoring {
        censored = censored.clone();
        Arrays.sort(censored);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    /** Position of the first censored cell at or after a cell. */
    private int position(int cell) {
        int found = Arrays.binarySearch(censored, cell);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public boolean touches(int from, int to) {
        return position(from) < position(to);
    }

    @Override
    public void forward(Workspace w) {
        double sum = 0;
        int end = position(w.to);
        for (int k = position(w.from); k < end; k++) {
            int i = censored[k];
            double z = (bounds[i] - w.cells[eta][i]) / w.theta[sigma];
            if (nu < 0) {
                sum += Kernels.logNormalCdf(z);
            } else {
                Kernels.logStudentTCdf(z, w.theta[nu], w.scratch);
                sum += w.scratch[0];
            }
        }
        w.logDensity += sum;
    }

    @Override
    public void backward(Workspace w) {
        double s = w.theta[sigma];
        double[] derivatives = w.scratch; // of ln F: value, ∂z, ∂ν
        int end = position(w.to);
        for (int k = position(w.from); k < end; k++) {
            int i = censored[k];
            double z = (bounds[i] - w.cells[eta][i]) / s;
            if (z == Double.POSITIVE_INFINITY) {
                continue;
            }
            double slope;
            if (nu < 0) {
                slope = Kernels.inverseMills(z);
            } else {
                Kernels.logStudentTCdf(z, w.theta[nu], derivatives);
                slope = derivatives[1];
                w.thetaBar[nu] += derivatives[2];
            }
            w.cellsBar[eta][i] -= slope / s;
            w.thetaBar[sigma] -= slope * z / s;
        }
    }
}
