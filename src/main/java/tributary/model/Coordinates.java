package tributary.model;

import tributary.math.CoordinateArrays;
import tributary.math.Kernels;
import tributary.math.LaneLayout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The way from the unconstrained vector to natural parameters and back, with the Jacobian and the
 * priors of all parameters that have one in closed form.
 *
 * <p>Coordinates are packed by range — all of (−∞, ∞), half-lines, intervals — and within that by
 * the formula of their prior, so that each is one loop and one call evaluates all exponentials.
 * Lognormals come first among half-lines, where they go on the loop of the normals. Immutable;
 * everything computed lives in the workspace.
 */
final class Coordinates {
    private static final PriorFormula[] FORMULAS = PriorFormula.values();

    private final int size;
    private final CoordinatePlaces places;
    private final HalfLines halfLines;
    private final Intervals intervals;

    /** Coefficients of the formulas by packed coordinate. */
    private final double[] first;

    private final double[] second;

    /** Where the coordinates of each formula start; the last one is their number. */
    private final int[] starts;

    /** Of all priors and Jacobians. */
    private final double constant;

    private Coordinates(List<Coordinate> packed) {
        size = packed.size();
        places = CoordinatePlaces.of(packed);
        int unbounded = (int) packed.stream().filter(Coordinate::isUnbounded).count();
        int open = size - (int) packed.stream().filter(Coordinate::isInterval).count();
        halfLines = HalfLines.of(packed, unbounded, open);
        intervals = Intervals.of(packed, open, size);
        int room = size + Kernels.LANES;
        first = Arrays.copyOf(packed.stream().mapToDouble(Coordinate::first).toArray(), room);
        second = Arrays.copyOf(packed.stream().mapToDouble(Coordinate::second).toArray(), room);
        constant = packed.stream().mapToDouble(Coordinate::constant).sum();
        starts = new int[FORMULAS.length + 1];
        for (Coordinate each : packed) {
            starts[each.formula().ordinal() + 1]++;
        }
        for (int f = 0; f < FORMULAS.length; f++) {
            starts[f + 1] += starts[f];
        }
    }

    /** The coordinates of a layout. */
    static Coordinates of(List<Coordinate> coordinates) {
        Comparator<Coordinate> byRange =
                Comparator.comparing(Coordinate::isInterval)
                        .thenComparing(each -> !each.isUnbounded());
        return new Coordinates(
                coordinates.stream()
                        .sorted(byRange.thenComparing(Coordinate::formula)) // stable
                        .toList());
    }

    /**
     * Writes the natural parameters that the coordinates move.
     *
     * @param q unconstrained vector; not modified
     */
    void constrain(double[] q, Workspace w) {
        CoordinateArrays p = w.coordinates;
        places.gather(q, p);
        int bounded = halfLines.from();
        int end = bounded + LaneLayout.padded(size - bounded);
        Kernels.exp(p.q(), p.exponential(), bounded, end);
        halfLines.constrain(p);
        intervals.constrain(p);
        places.scatter(p.theta(), w.theta);
    }

    /** The priors plus ln |∂θ/∂q| where {@link #constrain} has been; keeps their derivative. */
    double logDensity(Workspace w) {
        CoordinateArrays p = w.coordinates;
        intervals.log1p(p); // takes longest, and the formulas before theirs do not wait for it
        for (int f = 0; f < FORMULAS.length; f++) {
            if (starts[f] < starts[f + 1]) {
                FORMULAS[f].evaluate(p, first, second, starts[f], starts[f + 1]);
            }
        }
        return constant + Kernels.sum(p.logDensity(), size);
    }

    /**
     * The gradient from the adjoints of the natural parameters and what {@link #logDensity} kept.
     *
     * @param gradient overwritten
     */
    void pullBack(Workspace w, double[] gradient) {
        places.pullBack(w.thetaBar, w.coordinates, gradient);
    }
}
