package tributary.math;

/**
 * The loops behind {@link CoordinateKernels}, described there; implementations agree bit for bit.
 */
interface CoordinateLoops {
    void halfLines(
            CoordinateArrays p, double[] bound, double[] sign, double[] lowest, int from, int to);

    void intervals(
            CoordinateArrays p,
            double[] bound,
            double[] span,
            double[] lowest,
            double[] highest,
            int from,
            int to);

    void normal(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void halfNormal(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void gamma(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void inverseGamma(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void beta(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void truncatedNormal(CoordinateArrays p, double[] a, double[] b, int from, int to);

    void gather(double[] vector, int[] indices, CoordinateArrays p, int from, int to);

    void pullBack(
            double[] bar,
            int[] slots,
            CoordinateArrays p,
            double[] gradient,
            int[] indices,
            int from,
            int to);

    void pullBack(
            double[] bar,
            int slot,
            CoordinateArrays p,
            double[] gradient,
            int index,
            int from,
            int to);
}
