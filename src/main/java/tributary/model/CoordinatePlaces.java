package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.CoordinateKernels;

import java.util.List;

/**
 * Where packed coordinates belong: the index of each in the unconstrained vector, and the slot of
 * the parameter that it moves.
 */
final class CoordinatePlaces {
    private final int[] indices;
    private final int[] slots;
    private final Stretches stretches;

    private CoordinatePlaces(int[] indices, int[] slots) {
        this.indices = indices;
        this.slots = slots;
        stretches = Stretches.of(indices, slots);
    }

    /** The places of coordinates in packed order. */
    static CoordinatePlaces of(List<Coordinate> packed) {
        return new CoordinatePlaces(
                packed.stream().mapToInt(Coordinate::index).toArray(),
                packed.stream().mapToInt(Coordinate::slot).toArray());
    }

    /** Packs an unconstrained vector. */
    void gather(double[] vector, double[] q) {
        stretches.gather(vector, indices, q);
    }

    /** Puts packed natural parameters into their slots. */
    void scatter(double[] packed, double[] theta) {
        stretches.scatter(packed, slots, theta);
    }

    /** Score plus slope times the adjoint of the parameter, for every entry of the gradient. */
    void pullBack(double[] thetaBar, CoordinateArrays p, double[] gradient) {
        for (int s = 0; s < stretches.segments(); s++) {
            int start = stretches.start(s);
            int end = stretches.end(s);
            if (stretches.isConsecutive(s)) {
                int slot = slots[start];
                CoordinateKernels.pullBack(thetaBar, slot, p, gradient, indices[start], start, end);
            } else {
                CoordinateKernels.pullBack(thetaBar, slots, p, gradient, indices, start, end);
            }
        }
    }
}
