package tributary.mcmc;

import java.util.ArrayList;
import java.util.List;

/**
 * When the metric forgets: windows that grow from a few iterations to a large part of the warm-up,
 * then a final phase that tunes the step size to the finished metric.
 *
 * <p>The metric is estimated from two windows at a time, all draws since the end of the last window
 * but one; so it always rests on at least one full window. In the manner of nutpie's foreground and
 * background estimators.
 */
final class WarmupSchedule {
    /** Fewest iterations that leave every phase something to do. */
    static final int SHORTEST = 20;

    private final int metricEnd;
    private final List<Integer> windowEnds;

    private WarmupSchedule(int metricEnd, List<Integer> windowEnds) {
        this.metricEnd = metricEnd;
        this.windowEnds = List.copyOf(windowEnds);
    }

    /** The schedule of a warm-up of {@code length} ≥ 20 iterations. */
    static WarmupSchedule of(int length, Adaptation adaptation) {
        if (length < SHORTEST) {
            throw new IllegalArgumentException("warmup: " + length + " must be ≥ " + SHORTEST);
        }
        // 15 %, but 50 iterations where 30 % are as many: a step size needs some tries.
        int metricEnd = length - Math.max(length * 15 / 100, Math.min(50, length * 30 / 100));
        List<Integer> windowEnds = new ArrayList<>();
        int end = adaptation.firstWindow();
        double window = end * adaptation.windowGrowth();
        // To forget pays only where a whole window follows.
        while (end + (int) window <= metricEnd) {
            windowEnds.add(end);
            end += (int) window;
            window *= adaptation.windowGrowth();
        }
        return new WarmupSchedule(metricEnd, windowEnds);
    }

    /** Whether the metric forgets what is older than the window that ends with this iteration. */
    boolean endsWindow(int iteration) {
        return windowEnds.contains(iteration + 1);
    }

    /** Whether the metric still learns from an iteration, counted from 0. */
    boolean adaptsMetric(int iteration) {
        return iteration < metricEnd;
    }

    /** Whether no more window ends after this iteration. */
    boolean isLate(int iteration) {
        return windowEnds.isEmpty() || iteration >= windowEnds.getLast();
    }

    /** Iterations after which the metric forgets, counted from 1. */
    List<Integer> windowEnds() {
        return windowEnds;
    }

    /** Iterations after which the metric stays. */
    int metricEnd() {
        return metricEnd;
    }

    /** Most draws that an estimate of the metric rests on. */
    int longestMemory() {
        int oldest = 0;
        int longest = 0;
        for (int i = 0; i <= windowEnds.size(); i++) {
            int end = i < windowEnds.size() ? windowEnds.get(i) : metricEnd;
            longest = Math.max(longest, end - oldest);
            oldest = i == 0 ? 0 : windowEnds.get(i - 1);
        }
        return longest;
    }
}
