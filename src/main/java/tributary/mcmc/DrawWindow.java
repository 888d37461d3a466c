package tributary.mcmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last positions of a chain with their gradients; grows once to its longest extent. */
final class DrawWindow {
    private final int dimension;
    private final List<double[]> positions = new ArrayList<>();
    private final List<double[]> gradients = new ArrayList<>();
    private final ArrayDeque<double[]> spare = new ArrayDeque<>();

    DrawWindow(int dimension) {
        this.dimension = dimension;
    }

    int count() {
        return positions.size();
    }

    void add(double[] q, double[] gradient) {
        positions.add(copy(q));
        gradients.add(copy(gradient));
    }

    /** Forgets the oldest draws. */
    void forget(int oldest) {
        spare.addAll(positions.subList(0, oldest));
        spare.addAll(gradients.subList(0, oldest));
        positions.subList(0, oldest).clear();
        gradients.subList(0, oldest).clear();
    }

    /** Position of a draw, 0 being the oldest; not a copy. */
    double[] position(int draw) {
        return positions.get(draw);
    }

    /** Gradient at a draw; not a copy. */
    double[] gradient(int draw) {
        return gradients.get(draw);
    }

    private double[] copy(double[] values) {
        double[] copy = spare.isEmpty() ? new double[dimension] : spare.pop();
        PhasePoint.copy(values, copy);
        return copy;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            State.write(out, positions.get(i));
            State.write(out, gradients.get(i));
        }
    }

    void restore(DataInput in) throws IOException {
        forget(count());
        double[] q = new double[dimension];
        double[] gradient = new double[dimension];
        for (int left = in.readInt(); left > 0; left--) {
            State.read(in, q);
            State.read(in, gradient);
            add(q, gradient);
        }
    }
}
