package tributary.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Cost of a gradient as the yardstick's model grows in geos, in weeks, in channels, and in all of
 * them to 10⁷ cells; one line of a Markdown table per size.
 */
public final class CostGrowth {
    /** Weeks, geos, channels. */
    private static final int[][] SIZES = {
        {104, 1, 10},
        {104, 10, 10},
        {104, 100, 10},
        {104, 1000, 10},
        {52, 40, 10},
        {520, 40, 10},
        {5200, 40, 10},
        {104, 40, 1},
        {104, 40, 10},
        {104, 40, 100},
        {208, 2400, 20}
    };

    private static final double WARM_UP_SECONDS = 5;
    private static final double SECONDS = 2;
    private static final int LEAST_CALLS = 5;

    private CostGrowth() {}

    public static void main(String[] args) {
        System.out.println("| weeks | geos | channels | cells | µs per gradient | ns per cell |");
        System.out.println("|---|---|---|---|---|---|");
        for (int[] size : SIZES) {
            Yardstick data = Yardstick.generate(size[0], size[1], size[2], 1);
            double nanos = nanos(data);
            long cells = (long) size[0] * size[1] * size[2];
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %,d | %.2f | %.3f |%n",
                    size[0],
                    size[1],
                    size[2],
                    cells,
                    nanos / 1000,
                    nanos / cells);
        }
    }

    /** Median time of a gradient. */
    private static double nanos(Yardstick data) {
        Posterior posterior = data.compile().posterior();
        double[] q = new Random(1).doubles(posterior.dimension(), -0.5, 0.5).toArray();
        double[] gradient = new double[q.length];
        time(posterior, q, gradient, WARM_UP_SECONDS);
        return time(posterior, q, gradient, SECONDS);
    }

    private static double time(Posterior posterior, double[] q, double[] gradient, double seconds) {
        double[] nanos = new double[LEAST_CALLS];
        int n = 0;
        long start = System.nanoTime();
        while (n < LEAST_CALLS || System.nanoTime() - start < 1e9 * seconds) {
            long before = System.nanoTime();
            if (!Double.isFinite(posterior.logDensity(q, gradient))) {
                throw new IllegalStateException("the log density is not finite");
            }
            nanos = n < nanos.length ? nanos : Arrays.copyOf(nanos, 2 * n);
            nanos[n++] = System.nanoTime() - before;
        }
        Arrays.sort(nanos, 0, n);
        return nanos[n / 2];
    }
}
