package tributary.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Packed entries of an array in segments: long stretches that are consecutive there too and are
 * copied at once, and what is between them and is copied one by one.
 *
 * @param starts of segments of the packed entries; the last one is their end
 * @param consecutive whether a segment is a stretch
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Stretches(int[] starts, boolean[] consecutive) {
    /** Shorter stretches cost more to copy at once than one by one. */
    private static final int SHORTEST = 16;

    /** Stretches in which the indices of every one of some arrays are consecutive. */
    static Stretches of(int[]... indices) {
        List<Integer> starts = new ArrayList<>();
        List<Boolean> consecutive = new ArrayList<>();
        int entries = indices[0].length;
        int next;
        for (int k = 0; k < entries; k = next) {
            next = endOfStretch(indices, k);
            boolean stretch = next - k >= SHORTEST;
            if (stretch || consecutive.isEmpty() || consecutive.getLast()) {
                starts.add(k);
                consecutive.add(stretch);
            }
        }
        starts.add(entries);
        boolean[] stretches = new boolean[consecutive.size()];
        for (int s = 0; s < stretches.length; s++) {
            stretches[s] = consecutive.get(s);
        }
        return new Stretches(starts.stream().mapToInt(Integer::intValue).toArray(), stretches);
    }

    private static int endOfStretch(int[][] indices, int from) {
        int end = indices[0].length;
        for (int[] each : indices) {
            int to = from + 1;
            while (to < end && each[to] == each[to - 1] + 1) {
                to++;
            }
            end = to;
        }
        return end;
    }

    /** Number of segments. */
    int segments() {
        return consecutive.length;
    }

    /** First entry of a segment. */
    int start(int segment) {
        return starts[segment];
    }

    /** One past its last. */
    int end(int segment) {
        return starts[segment + 1];
    }

    /** Whether a segment is a stretch. */
    boolean isConsecutive(int segment) {
        return consecutive[segment];
    }
}
