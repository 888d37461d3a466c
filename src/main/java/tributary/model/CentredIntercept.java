package tributary.model;

/**
 * Intercept from a coordinate that does not move when media coefficients do: α = α* − Σ_u c_u β_u
 * with constants c_u near the mean of each h_u.
 *
 * <p>Data pin down the level α + Σ β_u mean(h_u), so α and the β_u are nearly collinear; α* and β_u
 * are not. A shear: the Jacobian is 1 and the prior is that of α.
 *
 * @param coordinate slot of α*
 * @param coefficients slots of the β_u
 * @param centres c_u
 * @param intercept slot of α, written
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
record CentredIntercept(int coordinate, int[] coefficients, double[] centres, int intercept)
        implements ParameterTerm {
    @Override
    public void forward(Workspace w) {
        double sum = w.theta[coordinate];
        for (int u = 0; u < coefficients.length; u++) {
            sum -= centres[u] * w.theta[coefficients[u]];
        }
        w.theta[intercept] = sum;
    }

    @Override
    public void backward(Workspace w) {
        double bar = w.thetaBar[intercept];
        w.thetaBar[coordinate] += bar;
        for (int u = 0; u < coefficients.length; u++) {
            w.thetaBar[coefficients[u]] -= centres[u] * bar;
        }
    }

    @Override
    public void derive(double[] theta) {
        // The intercept has its prior's value already.
    }
}
