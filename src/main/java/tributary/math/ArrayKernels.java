package tributary.math;

/**
 * The loops behind {@link Kernels}. Implementations must agree bit for bit; arguments have been
 * checked by the facade. They treat the elements from ≤ i < to. {@link Kernels} documents formulas
 * and shapes.
 */
interface ArrayKernels {
    void exp(double[] x, double[] out, int from, int to);

    void expm1(double[] x, double[] out, int from, int to);

    void log(double[] x, double[] out, int from, int to);

    void log1p(double[] x, double[] out, int from, int to);

    void tanh(double[] x, double[] out, int from, int to);

    void logistic(double[] x, double[] out, int from, int to);

    void pow(double[] x, double y, double[] out, int from, int to);

    void lgamma(double[] x, double[] out, int from, int to);

    void digamma(double[] x, double[] out, int from, int to, double[] scratch);

    void logNormalCdf(double[] x, double[] logCdf, double[] mills, int from, int to);

    void fill(double value, double[] out, int from, int to);

    void scale(double alpha, double[] x, double[] out, int from, int to);

    void multiply(double[] x, double[] y, double[] out, int from, int to);

    void axpy(double alpha, double[] x, double[] y, int from, int to);

    double sum(double[] x, int from, int to);

    void sumsOfLanes(double[] x, double[] out, int from, int to);

    double dot(double[] x, double[] y, int from, int to);

    double dot3(double[] w, double[] x, double[] y, int from, int to);

    void geometricAdstock(
            double[] x, double decay, int steps, int from, int to, double[] a, double[] scratch);

    void geometricAdstock(
            double[] x,
            double decay,
            int steps,
            int from,
            int to,
            double[] a,
            double[] da,
            double[] scratch);

    void geometricAdstockAdjoint(
            double[] g, double decay, int steps, int from, int to, double[] out, double[] scratch);

    void hillForward(
            double[] a,
            double shift,
            double slope,
            double[] logRatio,
            double[] h,
            int from,
            int to);

    void hillBackward(
            double[] g,
            double[] a,
            double[] da,
            double[] logRatio,
            double[] h,
            int from,
            int to,
            double[] scratch,
            double[] sums);
}
