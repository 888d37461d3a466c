package tributary.effects;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays by cell that interventions evaluated one after another share: each begins at the first one
 * again.
 */
final class Scratch {
    private final int length;
    private final List<double[]> arrays = new ArrayList<>();
    private int next;

    Scratch(int length) {
        this.length = length;
    }

    /** Lets the next intervention use the same arrays. */
    void rewind() {
        next = 0;
    }

    /** An array of its own within this intervention. */
    double[] take() {
        if (next == arrays.size()) {
            arrays.add(new double[length]);
        }
        return arrays.get(next++);
    }
}
