package tributary.model;

import java.util.stream.IntStream;

/**
 * Consecutive parameter slots.
 *
 * @param from first
 * @param to one past the last
 */
record SlotRange(int from, int to) {
    /** Slots that were declared one after another. */
    static SlotRange of(int[] slots) {
        SlotRange range = new SlotRange(slots[0], slots[0] + slots.length);
        for (int k = 0; k < slots.length; k++) {
            if (slots[k] != range.from + k) {
                throw new IllegalArgumentException(
                        "slots: " + slots[k] + " must be " + (range.from + k) + ": consecutive");
            }
        }
        return range;
    }

    int size() {
        return to - from;
    }

    /** Copies the entries at these slots of one array to as many other slots of another. */
    void copy(double[] source, SlotRange to, double[] target) {
        System.arraycopy(source, from, target, to.from, size());
    }

    int[] toArray() {
        return IntStream.range(from, to).toArray();
    }
}
