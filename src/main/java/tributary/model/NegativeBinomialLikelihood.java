package tributary.model;

import tributary.math.Kernels;

/**
 * y ~ NegativeBinomial with mean μ = exposure · e^η and variance μ + σ² μ² over the observed cells
 * of a range (model.md §5).
 *
 * @param counts y by cell
 * @param exposure μ at η = 0 by cell: scale × population
 * @param observed 1 where the cell counts, else 0
 * @param range of the cells
 * @param eta cell slot of η
 * @param sigma slot of σ
 * @param mean cell slot of μ, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record NegativeBinomialLikelihood(
        double[] counts,
        double[] exposure,
        double[] observed,
        CellRange range,
        int eta,
        int sigma,
        int mean)
        implements Term {
    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public boolean touches(int from, int to) {
        return range.touches(from, to);
    }

    @Override
    public void forward(Workspace w) {
        double[] mu = w.cells[mean];
        int from = range.from(w);
        int to = range.to(w);
        Kernels.exp(w.cells[eta], mu, from, to);
        Kernels.multiply(exposure, mu, mu, from, to);
        double s = w.theta[sigma];
        double sum = 0;
        for (int i = from; i < to; i++) {
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
        double s = w.theta[sigma];
        double dispersionBar = 0;
        for (int i = range.from(w); i < range.to(w); i++) {
            if (observed[i] > 0) {
                Kernels.negativeBinomialScore(counts[i], mu[i], s * s, score);
                etaBar[i] += score[0];
                dispersionBar += score[1];
            }
        }
        w.thetaBar[sigma] += 2 * s * dispersionBar;
    }
}
