package tributary.model;

/** Entries of an array in an order of their own, to be packed one after another. */
final class Selection {
    private final int[] indices;
    private final Stretches stretches;

    private Selection(int[] indices) {
        this.indices = indices;
        stretches = Stretches.of(indices);
    }

    /** The entries with these indices. */
    static Selection of(int[] indices) {
        return new Selection(indices.clone());
    }

    /** Number of entries. */
    int size() {
        return indices.length;
    }

    /** packed_k = array[index_k]. */
    void gather(double[] array, double[] packed) {
        for (int s = 0; s < stretches.segments(); s++) {
            int start = stretches.start(s);
            int end = stretches.end(s);
            if (stretches.isConsecutive(s)) {
                System.arraycopy(array, indices[start], packed, start, end - start);
            } else {
                for (int k = start; k < end; k++) {
                    packed[k] = array[indices[k]];
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
