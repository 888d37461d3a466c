package tributary.model;

/** Residuals of the observed cells. */
final class Residuals {
    private Residuals() {}

    /** out = observed · (y − η), so that a cell that does not count contributes exactly 0. */
    static void observed(double[] y, double[] eta, double[] observed, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = observed[i] * (y[i] - eta[i]);
        }
    }
}
