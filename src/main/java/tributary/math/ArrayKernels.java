package tributary.math;

/**
 * The loops behind {@link Kernels}. Implementations must agree bit for bit; arguments have been
 * checked by the facade. {@link Kernels} documents formulas and shapes.
 */
interface ArrayKernels {
    void exp(double[] x, double[] out, int n);

    void log(double[] x, double[] out, int n);

    void logistic(double[] x, double[] out, int n);

    void fill(double value, double[] out, int n);

    void scale(double alpha, double[] x, double[] out, int n);

    void multiply(double[] x, double[] y, double[] out, int n);

    void axpy(double alpha, double[] x, double[] y, int n);

    double sum(double[] x, int n);

    double dot(double[] x, double[] y, int n);

    double dot3(double[] w, double[] x, double[] y, int n);

    void geometricAdstock(double[] x, double decay, int steps, double[] a, double[] scratch);

    void geometricAdstock(
            double[] x, double decay, int steps, double[] a, double[] da, double[] scratch);

    void geometricAdstockAdjoint(
            double[] g, double decay, int steps, double[] out, double[] scratch);

    void hillForward(double[] a, double shift, double slope, double[] logRatio, double[] h, int n);

    void hillBackward(
            double[] g,
            double[] a,
            double[] da,
            double[] logRatio,
            double[] h,
            int n,
            double[] scratch,
            double[] sums);
}
