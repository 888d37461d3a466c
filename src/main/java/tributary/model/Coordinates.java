package tributary.model;

import tributary.math.Kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from the unconstrained vector to natural parameters and back, with the Jacobian and the
 * priors of all parameters that have one in closed form.
 *
 * <p>Coordinates are packed by the kind of their range, so that each kind is one loop and one call
 * evaluates all exponentials. Immutable; everything computed lives in the workspace.
 */
final class Coordinates {
    private final Selection indices;
    private final Selection slots;
    private final IdentityCoordinates unbounded;
    private final HalfLineCoordinates halfLines;
    private final IntervalCoordinates intervals;

    /** Of all priors and Jacobians. */
    private final double constant;

    private Coordinates(
            List<Coordinate> unbounded, List<Coordinate> halfLines, List<Coordinate> intervals) {
        List<Coordinate> packed = new ArrayList<>(unbounded);
        packed.addAll(halfLines);
        packed.addAll(intervals);
        indices = Selection.of(packed.stream().mapToInt(Coordinate::index).toArray());
        slots = Selection.of(packed.stream().mapToInt(Coordinate::slot).toArray());
        this.unbounded = IdentityCoordinates.of(unbounded, 0);
        this.halfLines = HalfLineCoordinates.of(halfLines, this.unbounded.to());
        this.intervals = IntervalCoordinates.of(intervals, this.halfLines.to());
        constant =
                this.intervals.logWidths()
                        + packed.stream().mapToDouble(each -> each.prior().constant()).sum();
    }

    /** The coordinates of a layout, in its order. */
    static Coordinates of(List<Coordinate> coordinates) {
        return new Coordinates(
                coordinates.stream().filter(Coordinate::isUnbounded).toList(),
                coordinates.stream()
                        .filter(each -> !each.isUnbounded() && !each.isInterval())
                        .toList(),
                coordinates.stream().filter(Coordinate::isInterval).toList());
    }

    /**
     * Writes the natural parameters that the coordinates move.
     *
     * @param q unconstrained vector; not modified
     */
    void constrain(double[] q, Workspace w) {
        CoordinateArrays p = w.coordinates;
        indices.gather(q, p.q());
        System.arraycopy(
                p.q(), halfLines.from(), p.exponential(), halfLines.from(), intervals.from() - halfLines.from());
        intervals.exponents(p);
        Kernels.exp(p.exponential(), p.exponential(), halfLines.from(), intervals.to());
        unbounded.constrain(p);
        halfLines.constrain(p);
        intervals.constrain(p);
        slots.scatter(p.theta(), w.theta);
    }

    /** The priors plus ln |∂θ/∂q| where {@link #constrain} has been; keeps their derivative. */
    double logDensity(Workspace w) {
        CoordinateArrays p = w.coordinates;
        unbounded.evaluate(p);
        halfLines.evaluate(p);
        intervals.evaluate(p);
        return constant + Kernels.sum(p.logDensity(), intervals.to());
    }

    /**
     * The gradient from the adjoints of the natural parameters and what {@link #logDensity} kept.
     *
     * @param gradient overwritten
     */
    void pullBack(Workspace w, double[] gradient) {
        CoordinateArrays p = w.coordinates;
        slots.gather(w.thetaBar, p.bar());
        double[] bar = p.bar();
        double[] slope = p.slope();
        double[] score = p.score();
        for (int i = 0; i < intervals.to(); i++) {
            score[i] = Math.fma(bar[i], slope[i], score[i]);
        }
        indices.scatter(score, gradient);
    }
}
