package tributary.mcmc;

import java.util.Arrays;

/**
 * Phase points to be used again and again, so that subtrees refer to states instead of copying
 * them. It grows while trees grow deeper than any before, and then no more.
 */
final class PhasePointPool {
    private final int dimension;

    /** In use are those at slots below {@code taken}. */
    private PhasePoint[] points = {};

    private int taken;

    PhasePointPool(int dimension) {
        this.dimension = dimension;
    }

    /** Number of points in use. */
    int taken() {
        return taken;
    }

    /** A point to be written to; the one released last if there is one. */
    PhasePoint take() {
        if (taken == points.length) {
            points = Arrays.copyOf(points, taken + 1);
            points[taken] = new PhasePoint(dimension);
            points[taken].slot = taken;
        }
        return points[taken++];
    }

    /** Gives back a point in use. */
    void release(PhasePoint z) {
        taken--;
        swap(z.slot, taken);
    }

    /** Gives back all points but one in use. */
    void releaseAllBut(PhasePoint z) {
        swap(z.slot, 0);
        taken = 1;
    }

    private void swap(int i, int j) {
        PhasePoint z = points[i];
        points[i] = points[j];
        points[j] = z;
        points[i].slot = i;
        points[j].slot = j;
    }
}
