package tributary.math;

/**
 * The loops behind {@link LeapfrogKernels}. Implementations must agree bit for bit; arguments have
 * been checked by the facade, which documents formulas and shapes.
 */
interface LeapfrogArrayKernels {
    void kickAndDriftDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] q,
            double[] pOut,
            double[] qOut,
            int n);

    double kickDiagonal(
            double stepSize,
            double[] inverseMass,
            double[] gradient,
            double[] p,
            double[] v,
            int n,
            double[] scratch);

    void kickAndDrift(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            double[] q,
            double[] pOut,
            double[] vOut,
            double[] qOut,
            int n);

    double kick(
            double stepSize,
            double[] gradient,
            double[] acceleration,
            double[] p,
            double[] v,
            int n,
            double[] scratch);

    void add(double[] a, double[] b, double[] out, int n);

    void projectSum(
            double[] a, double[] b, double[] first, double[] last, int n, double[] projections);

    void projectSeam(
            double[] sum,
            double[] nextSum,
            double[] lastP,
            double[] nextFirstP,
            double[] firstV,
            double[] lastV,
            double[] nextFirstV,
            double[] nextLastV,
            int n,
            double[] projections);

    void project(double[][] directions, double[] x, int n, double[] along, double[] scratch);

    void addAlong(double[][] directions, double[] along, double[] y, int n);
}
