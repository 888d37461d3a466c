package tributary.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of an array in an order of their own, to be packed one after another and put back.
 *
 * <p>Long stretches of consecutive entries are copied at once, the rest one by one.
 */
final class Selection {
    /** Shorter stretches cost more to copy at once than one by one. */
    private static final int STRETCH = 16;

    private final int[] indices;

    /** Starts of segments of the packed entries; the last one is their end. */
    private final int[] starts;

    /** Whether a segment is a stretch. */
    private final boolean[] consecutive;

    private Selection(int[] indices, int[] starts, boolean[] consecutive) {
        this.indices = indices;
        this.starts = starts;
        this.consecutive = consecutive;
    }

    /** The entries with these indices. */
    static Selection of(int[] indices) {
        List<Integer> starts = new ArrayList<>();
        List<Boolean> consecutive = new ArrayList<>();
        int next;
        for (int k = 0; k < indices.length; k = next) {
            next = endOfStretch(indices, k);
            boolean stretch = next - k >= STRETCH;
            if (stretch || consecutive.isEmpty() || consecutive.getLast()) {
                starts.add(k);
                consecutive.add(stretch);
            }
        }
        starts.add(indices.length);
        boolean[] stretches = new boolean[consecutive.size()];
        for (int s = 0; s < stretches.length; s++) {
            stretches[s] = consecutive.get(s);
        }
        return new Selection(
                indices.clone(), starts.stream().mapToInt(Integer::intValue).toArray(), stretches);
    }

    private static int endOfStretch(int[] indices, int from) {
        int to = from + 1;
        while (to < indices.length && indices[to] == indices[to - 1] + 1) {
            to++;
        }
        return to;
    }

    /** Number of entries. */
    int size() {
        return indices.length;
    }

    /** packed_k = array[index_k]. */
    void gather(double[] array, double[] packed) {
        for (int s = 0; s < consecutive.length; s++) {
            int end = starts[s + 1];
            if (consecutive[s]) {
                System.arraycopy(array, indices[starts[s]], packed, starts[s], end - starts[s]);
            } else {
                for (int k = starts[s]; k < end; k++) {
                    packed[k] = array[indices[k]];
                }
            }
        }
    }

    /** array[index_k] = packed_k. */
    void scatter(double[] packed, double[] array) {
        for (int s = 0; s < consecutive.length; s++) {
            int end = starts[s + 1];
            if (consecutive[s]) {
                System.arraycopy(packed, starts[s], array, indices[starts[s]], end - starts[s]);
            } else {
                for (int k = starts[s]; k < end; k++) {
                    array[indices[k]] = packed[k];
                }
            }
        }
    }

    /** array[index_k] += packed_k. */
    void scatterAdd(double[] packed, double[] array) {
        for (int k = 0; k < indices.length; k++) {
            array[indices[k]] += packed[k];
        }
    }
}
