package tributary.mcmc;

import java.util.ArrayList;
import java.util.List;

/**
 * Which iterations of warm-up adapt what: an initial phase and a final phase that tune the step
 * size only, and between them windows of doubling length, each of which ends with a new metric.
 *
 * <p>Phases are 75 and 50 iterations and the first window 25, as in Stan (Reference Manual, section
 * "Automatic parameter tuning"). Warm-ups shorter than their sum give 15 % to the initial and 30 %
 * to the final phase, so that every warm-up adapts its metric and then its step size.
 */
final class WarmupSchedule {
    /** Fewest iterations that leave every phase something to do. */
    static final int SHORTEST = 20;

    private static final int INITIAL = 75;
    private static final int FIRST_WINDOW = 25;
    private static final int FINAL = 50;

    private final int length;
    private final int start;
    private final List<Integer> windowEnds;

    private WarmupSchedule(int length, int start, List<Integer> windowEnds) {
        this.length = length;
        this.start = start;
        this.windowEnds = List.copyOf(windowEnds);
    }

    /** The schedule of a warm-up of {@code length} ≥ 20 iterations. */
    static WarmupSchedule of(int length) {
        if (length < SHORTEST) {
            throw new IllegalArgumentException("warmup: " + length + " must be ≥ " + SHORTEST);
        }
        boolean isShort = length < INITIAL + FIRST_WINDOW + FINAL;
        int start = isShort ? length * 15 / 100 : INITIAL;
        int end = length - (isShort ? length * 30 / 100 : FINAL);
        List<Integer> windowEnds = new ArrayList<>();
        int windowEnd = start;
        for (int window = FIRST_WINDOW; windowEnd < end; window *= 2) {
            // A window takes the rest when the next one, twice as long, would not fit.
            boolean last = windowEnd + 3 * window > end;
            windowEnd = last ? end : windowEnd + window;
            windowEnds.add(windowEnd);
        }
        return new WarmupSchedule(length, start, windowEnds);
    }

    /** Number of iterations. */
    int length() {
        return length;
    }

    /** Whether the position after an iteration (counted from 0) enters the metric's estimate. */
    boolean estimatesMetric(int iteration) {
        return iteration >= start && iteration < windowEnds.getLast();
    }

    /** Whether the metric changes after an iteration. */
    boolean endsWindow(int iteration) {
        return windowEnds.contains(iteration + 1);
    }

    /** Iterations after which the metric changes, counted from 1. */
    List<Integer> windowEnds() {
        return windowEnds;
    }
}
