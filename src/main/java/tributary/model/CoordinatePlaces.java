package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.CoordinateKernels;
import tributary.math.Kernels;
import tributary.math.LaneLayout;

import java.util.Arrays;
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
        stretches = Stretches.of(indices, slots);
        int room = indices.length + Kernels.LANES; // for whole vectors
        this.indices = Arrays.copyOf(indices, room);
        this.slots = Arrays.copyOf(slots, room);
    }

    /** The places of coordinates in packed order. */
    static CoordinatePlaces of(List<Coordinate> packed) {
        return new CoordinatePlaces(
                packed.stream().mapToInt(Coordinate::index).toArray(),
                packed.stream().mapToInt(Coordinate::slot).toArray());
    }

    /** Packs an unconstrained vector, as natural parameters too, which the unbounded ones are. */
    void gather(double[] vector, CoordinateArrays p) {
        for (int s = 0; s < stretches.segments(); s++) {
            int start = stretches.start(s);
            int length = stretches.end(s) - start;
            if (stretches.isConsecutive(s)) {
                System.arraycopy(vector, indices[start], p.q(), start, length);
                System.arraycopy(vector, indices[start], p.theta(), start, length);
            } else {
                int end = start + LaneLayout.padded(length);
                CoordinateKernels.gather(vector, indices, p, start, end);
            }
        }
    }

    /** Puts packed natural parameters into their slots. */
    void scatter(double[] packed, double[] theta) {
        for (int s = 0; s < stretches.segments(); s++) {
            int start = stretches.start(s);
            int end = stretches.end(s);
            if (stretches.isConsecutive(s)) {
                System.arraycopy(packed, start, theta, slots[start], end - start);
            } else {
                for (int i = start; i < end; i++) {
                    theta[slots[i]] = packed[i];
                }
            }
        }
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
