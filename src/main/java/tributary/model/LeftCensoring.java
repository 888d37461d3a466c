package tributary.model;

import tributary.math.Kernels;

import java.util.Arrays;

/**
 * Likelihood of observations at or below a bound: Σ ln F((b − η)/σ), F the CDF of the family
 * (model.md §5).
 *
 * <p>Where η = −∞ the observation is certain: it contributes 0, and so do its derivatives.
 *
 * @param censored indices of the cells, in rising order
 * @param bounds b on the scale of the response by cell
 * @param eta cell slot of η
 * @param sigma slots of σ by geo, the same in all that are selected at once
 * @param nu slot of ν, or −1 for a normal distribution
 * @param z cell slot of (b − η)/σ, written, one entry after another
 * @param slope cell slot of d ln F/dz, likewise
 * @param tail cell slot of d ln F/dν, for a normal distribution of ln F; likewise
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record LeftCensoring(
        int[] censored, double[] bounds, int eta, int[] sigma, int nu, int z, int slope, int tail)
        implements Term {
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
    public void forward(Workspace w) {
        int first = position(w.from);
        int end = position(w.to);
        double s = w.theta[sigma[w.firstGeo]];
        for (int k = first; k < end; k++) {
            int i = censored[k];
            w.cells[z][k] = (bounds[i] - w.cells[eta][i]) / s;
        }
        w.logDensity += nu < 0 ? normal(w, first, end) : studentT(w, first, end);
    }

    private double normal(Workspace w, int first, int end) {
        Kernels.logNormalCdf(w.cells[z], w.cells[tail], w.cells[slope], first, end);
        return Kernels.sum(w.cells[tail], first, end);
    }

    private double studentT(Workspace w, int first, int end) {
        double[] derivatives = w.scratch; // of ln F: value, ∂z, ∂ν
        double sum = 0;
        for (int k = first; k < end; k++) {
            Kernels.logStudentTCdf(w.cells[z][k], w.theta[nu], derivatives);
            sum += derivatives[0];
            w.cells[slope][k] = derivatives[1];
            w.cells[tail][k] = derivatives[2];
        }
        return sum;
    }

    @Override
    public void backward(Workspace w) {
        int scale = sigma[w.firstGeo];
        double s = w.theta[scale];
        int end = position(w.to);
        for (int k = position(w.from); k < end; k++) {
            double at = w.cells[z][k];
            if (at == Double.POSITIVE_INFINITY) {
                continue;
            }
            double bar = w.cells[slope][k] / s;
            w.cellsBar[eta][censored[k]] -= bar;
            w.thetaBar[scale] -= bar * at;
            if (nu >= 0) {
                w.thetaBar[nu] += w.cells[tail][k];
            }
        }
    }
}
