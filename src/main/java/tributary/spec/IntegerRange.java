package tributary.spec;

/**
 * Whole numbers from {@code low} to {@code high}, both included, that a key of the grammar takes.
 */
record IntegerRange(long low, long high) {
    static final IntegerRange ANY = new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean contains(long x) {
        return x >= low && x <= high;
    }

    /** In words: {@code 1 to 64}. */
    String words() {
        return low == Long.MIN_VALUE ? "any 64-bit integer" : low + " to " + high;
    }
}
