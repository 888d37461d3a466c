package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ NegativeBinomial with mean μ = exposure · e^η and variance μ + σ² μ² over the observed cells
 * (model.md §5).
 *
 * @param counts y by cell
 * @param exposure μ at η = 0 by cell: scale × population
 * @param observed 1 where the cell counts, else 0
 * @param eta cell slot of η
 * @param sigma slots of σ by geo, the same in all that are selected at once
 * @param mean cell slot of μ, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record NegativeBinomialLikelihood(
        double[] counts, double[] exposure, double[] observed, int eta, int[] sigma, int mean)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] mu = w.cells[mean];
        Kernels.exp(w.cells[eta], mu, w.from, w.to);
        Kernels.multiply(exposure, mu, mu, w.from, w.to);
        double s = w.theta[sigma[w.firstGeo]];
        double sum = 0;
        for (int i = w.from; i < w.to; i++) {
            if (observed[i] > 0) {
                sum += Kernels.logNegativeBinomial(counts[i], mu[i], s * s);
            }
        }
        w.logDensity += sum;
    }

    @Override
    public void backward(Workspace w) {
        double[] mu = w.cells[mean];
        double[] etaBar = w.cellsBar[eta];
        double[] score = w.scratch; // ∂ ln μ, ∂ σ²
        int slot = sigma[w.firstGeo];
        double s = w.theta[slot];
        double dispersionBar = 0;
        for (int i = w.from; i < w.to; i++) {
            if (observed[i] > 0) {
                Kernels.negativeBinomialScore(counts[i], mu[i], s * s, score);
                etaBar[i] += score[0];
                dispersionBar += score[1];
            }
        }
        w.thetaBar[slot] += 2 * s * dispersionBar;
    }
}
