package tributary.math;

/** The loops behind {@link RegressionKernels}; implementations agree bit for bit. */
interface RegressionLoops {
    /** out_i ← out_i + Σ_k w_k c_k,i over the columns first ≤ k < first + 4, by fma in turn. */
    void addFour(double[][] c, double[] w, int first, double[] out, int from, int to);

    /** The same over eight columns. */
    void addEight(double[][] c, double[] w, int first, double[] out, int from, int to);

    /** Σ_i c_k,i g_i for first ≤ k < first + 4 by lane; eight lanes each, all of them whole. */
    void dotFour(double[][] c, int first, double[] g, int from, int to, double[] lanes);

    /** The same of eight columns. */
    void dotEight(double[][] c, int first, double[] g, int from, int to, double[] lanes);

    /** r_i = y_i − η_i where observed, else 0; returns Σ r². */
    double residual(
            double[] y, double[] eta, double[] observed, int from, int to, double[] residual);

    /**
     * Student's t over whole steps of eight lanes: r as above, weighted_i = r_i/(spread + r_i²).
     *
     * @param lanes overwritten: Π (1 + r²/spread), then Σ r²/(spread + r²), by lane
     */
    void studentT(
            double[] y,
            double[] eta,
            double[] observed,
            double spread,
            int from,
            int to,
            double[] weighted,
            double[] lanes);
}
