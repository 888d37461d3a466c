package tributary.math;

/** ln Σ exp(x), safe from overflow. */
public final class LogSum {
    private LogSum() {}

    /** −∞ where all x are; NaN where one is. */
    public static double of(double[] x) {
        double max = max(x);
        if (!Double.isFinite(max)) {
            return max;
        }
        double sum = 0;
        for (double value : x) {
            sum += Kernels.exp(value - max);
        }
        return max + Kernels.log(sum);
    }

    /** The largest; NaN where one is NaN. */
    public static double max(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            max = Math.max(max, value);
        }
        return max;
    }
}
