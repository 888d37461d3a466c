package tributary.effects;

import tributary.math.RandomStreams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Splits a joint effect over k paths by their Shapley values: the marginal contribution of a path,
 * averaged over the orders in which the paths may be switched on.
 *
 * <p>Exact over all subsets to {@value #EXACT_PATHS} paths; above that over sampled orders, each
 * with its reverse, with the standard error of the average.
 */
final class PathShapley {
    /** Most paths whose 2^k subsets are all evaluated. */
    static final int EXACT_PATHS = 6;

    /** Sampled pairs of an order and its reverse. */
    static final int ORDER_PAIRS = 32;

    private final int paths;
    private final List<Long> subsets = new ArrayList<>();
    private final Map<Long, Integer> index = new HashMap<>();
    private final List<int[]> orders = new ArrayList<>();

    PathShapley(int paths) {
        this.paths = paths;
        if (isExact()) {
            for (long subset = 0; subset < 1L << paths; subset++) {
                add(subset);
            }
        } else {
            for (int pair = 0; pair < ORDER_PAIRS; pair++) {
                int[] forward = shuffled(pair);
                int[] backward = new int[paths];
                for (int i = 0; i < paths; i++) {
                    backward[i] = forward[paths - 1 - i];
                }
                addOrder(forward);
                addOrder(backward);
            }
        }
    }

    boolean isExact() {
        return paths <= EXACT_PATHS;
    }

    /** Subsets of paths whose value is needed, as bit sets. */
    List<Long> subsets() {
        return subsets;
    }

    /**
     * Shapley values.
     *
     * @param value of each of {@link #subsets()}
     * @param share of each path; overwritten
     * @param error standard error of each share over sampled orders, 0 where exact; overwritten
     */
    void split(double[] value, double[] share, double[] error) {
        for (int p = 0; p < paths; p++) {
            error[p] = 0;
            share[p] = isExact() ? exact(value, p) : sampled(value, p, error);
        }
    }

    /** Σ over subsets S without p of |S|! (k − |S| − 1)! / k! · (v(S ∪ p) − v(S)). */
    private double exact(double[] value, int p) {
        double sum = 0;
        for (int s = 0; s < 1 << paths; s++) {
            if ((s >> p & 1) == 0) {
                int size = Integer.bitCount(s);
                double weight = 1.0 / (paths * binomial(paths - 1, size));
                sum += weight * (value[s | 1 << p] - value[s]);
            }
        }
        return sum;
    }

    private static double binomial(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }

    private double sampled(double[] value, int p, double[] error) {
        double sum = 0;
        double squares = 0;
        for (int pair = 0; pair < ORDER_PAIRS; pair++) {
            double both =
                    0.5
                            * (marginal(value, orders.get(2 * pair), p)
                                    + marginal(value, orders.get(2 * pair + 1), p));
            sum += both;
            squares += both * both;
        }
        double mean = sum / ORDER_PAIRS;
        double variance = (squares / ORDER_PAIRS - mean * mean) * ORDER_PAIRS / (ORDER_PAIRS - 1);
        error[p] = Math.sqrt(Math.max(0, variance) / ORDER_PAIRS);
        return mean;
    }

    private double marginal(double[] value, int[] order, int p) {
        long before = 0;
        for (int path : order) {
            if (path == p) {
                return value[position(before | 1L << p)] - value[position(before)];
            }
            before |= 1L << path;
        }
        throw new IllegalStateException("path " + p + " is in no order");
    }

    private int position(long subset) {
        return Objects.requireNonNull(index.get(subset));
    }

    private void add(long subset) {
        if (index.putIfAbsent(subset, subsets.size()) == null) {
            subsets.add(subset);
        }
    }

    private void addOrder(int[] order) {
        orders.add(order);
        long subset = 0;
        add(subset);
        for (int path : order) {
            subset |= 1L << path;
            add(subset);
        }
    }

    /** A random order that depends on nothing but its number, so that every run splits alike. */
    private int[] shuffled(int number) {
        int[] order = new int[paths];
        for (int i = 0; i < paths; i++) {
            int j = (int) (RandomStreams.uniform(0, 0, number, 0, 0, i) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
