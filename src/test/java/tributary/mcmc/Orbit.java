package tributary.mcmc;

import tributary.math.LogDensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of one trajectory of the integrator under the unit metric: the states a transition can
 * reach, in the order of time.
 */
final class Orbit {
    private final LogDensity density;
    private final double stepSize;
    private final List<PhasePoint> states;

    private Orbit(LogDensity density, double stepSize, List<PhasePoint> states) {
        this.density = density;
        this.stepSize = stepSize;
        this.states = states;
    }

    /** {@code reach} states before and after the given one. */
    static Orbit through(
            LogDensity density, double stepSize, int reach, double[] position, double[] momentum) {
        Metric metric = new FixedMomentum();
        Leapfrog leapfrog = new Leapfrog(density, metric);
        PhasePoint z = new PhasePoint(position.length);
        PhasePoint.copy(position, z.q);
        PhasePoint.copy(momentum, z.p);
        leapfrog.evaluate(z);
        metric.depart(z);
        for (int i = 0; i < reach; i++) {
            leapfrog.step(z, -stepSize);
        }
        List<PhasePoint> states = new ArrayList<>();
        for (int i = 0; i <= 2 * reach; i++) {
            PhasePoint copy = new PhasePoint(position.length);
            copy.copyFrom(z);
            states.add(copy);
            leapfrog.step(z, stepSize);
        }
        return new Orbit(density, stepSize, states);
    }

    LogDensity density() {
        return density;
    }

    double stepSize() {
        return stepSize;
    }

    int size() {
        return states.size();
    }

    PhasePoint state(int i) {
        return states.get(i);
    }

    /** e^−H. */
    double weight(int i) {
        return StrictMath.exp(-states.get(i).energy());
    }

    /** Number of the state at a position, up to rounding. */
    int indexOf(double[] q) {
        for (int i = 0; i < states.size(); i++) {
            double distance = 0;
            for (int k = 0; k < q.length; k++) {
                distance += Math.abs(q[k] - states.get(i).q[k]);
            }
            if (distance < 1e-9) {
                return i;
            }
        }
        throw new AssertionError("not a state of the orbit");
    }

    /** For the names of parameterised tests. */
    @Override
    public String toString() {
        return "through " + Arrays.toString(states.get(states.size() / 2).q);
    }
}
