package tributary.model;

import tributary.math.Kernels;

/**
 * Intercept from a coordinate that does not move when the media parameters do: α = α* − Σ_u β_u
 * mean(h_u), means over the observed cells.
 *
 * <p>Data pin down the level α + Σ β_u mean(h_u), so α is nearly collinear with everything behind
 * the β_u h_u; α* is not. A shear: the Jacobian is 1 and the prior is that of α.
 *
 * @param coordinate slot of α*
 * @param coefficients slots of the β_u
 * @param media cell slots of the h_u
 * @param weights 1/n for the n observed cells, else 0
 * @param intercept slot of α, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record CentredIntercept(
        int coordinate, int[] coefficients, int[] media, double[] weights, int intercept)
        implements Term {
    @Override
    public void forward(Workspace w) {
        double sum = w.theta[coordinate];
        for (int u = 0; u < media.length; u++) {
            sum -= w.theta[coefficients[u]] * mean(w, u);
        }
        w.theta[intercept] = sum;
    }

    private double mean(Workspace w, int u) {
        return Kernels.dot(weights, w.cells[media[u]], weights.length);
    }

    @Override
    public void backward(Workspace w) {
        double bar = w.thetaBar[intercept];
        w.thetaBar[coordinate] += bar;
        for (int u = 0; u < media.length; u++) {
            double beta = w.theta[coefficients[u]];
            w.thetaBar[coefficients[u]] -= mean(w, u) * bar;
            Kernels.axpy(-beta * bar, weights, w.cellsBar[media[u]], weights.length);
        }
    }
}
