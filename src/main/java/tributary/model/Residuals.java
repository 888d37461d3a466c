package tributary.model;

/** Residuals of the observed cells. */
final class Residuals {
    private Residuals() {}

    /** y − η; exactly 0 in a cell that does not count, even where η = −∞. */
    static void observed(
            double[] y, double[] eta, double[] observed, CellRange range, double[] out) {
        for (int i = range.from(); i < range.to(); i++) {
            out[i] = observed[i] > 0 ? y[i] - eta[i] : 0;
        }
    }
}
