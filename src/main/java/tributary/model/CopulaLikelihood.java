package tributary.model;

import tributary.math.Kernels;

/**
 * Gaussian copula between the residuals of two equations, added to their likelihoods (model.md §8,
 * {@link GaussianCopula}).
 *
 * @param first margin of the mediator
 * @param second margin of the outcome
 * @param cells observed in both
 * @param rho slot of ρ in (−1, 1)
 * @param logCdf cell slot of ln Φ₂ where both are censored, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record CopulaLikelihood(Margin first, Margin second, int[] cells, int rho, int logCdf)
        implements Term {
    private double score(Margin margin, Workspace w, int cell) {
        return margin.score(w.theta, w.cells[margin.eta()][cell], cell, w.scratch);
    }

    @Override
    public void forward(Workspace w) {
        double r = w.theta[rho];
        double sum = 0;
        for (int i : cells) {
            double a = score(first, w, i);
            double b = score(second, w, i);
            boolean one = first.censored()[i];
            boolean two = second.censored()[i];
            if (one && two) {
                w.cells[logCdf][i] = Kernels.logBivariateNormalCdf(a, b, r);
                sum += GaussianCopula.bothCensored(a, b, w.cells[logCdf][i]);
            } else {
                sum += GaussianCopula.oneObserved(one, two, a, b, r);
            }
        }
        w.logDensity += sum;
    }

    @Override
    public void backward(Workspace w) {
        double r = w.theta[rho];
        double[] scores = w.scratch; // ∂a, ∂b, ∂ρ
        double rhoBar = 0;
        for (int i : cells) {
            double a = score(first, w, i);
            double b = score(second, w, i);
            boolean one = first.censored()[i];
            boolean two = second.censored()[i];
            if (one && two) {
                GaussianCopula.bothCensoredScore(a, b, r, w.cells[logCdf][i], scores);
            } else if (one) {
                GaussianCopula.censoredScore(a, b, r, scores);
            } else if (two) {
                GaussianCopula.censoredScore(b, a, r, scores);
            } else {
                GaussianCopula.observedScore(a, b, r, scores);
            }
            boolean swapped = two && !one;
            double aBar = scores[swapped ? 1 : 0];
            double bBar = scores[swapped ? 0 : 1];
            rhoBar += scores[2];
            first.backward(w, i, aBar);
            second.backward(w, i, bBar);
        }
        w.thetaBar[rho] += rhoBar;
    }
}
