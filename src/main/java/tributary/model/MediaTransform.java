package tributary.model;

import tributary.math.Kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Media transform of a source, or of one path out of it (model.md §3): adstock and saturation in
 * either order, then effectiveness over time.
 *
 * <p>Its stages are terms of the posterior; transforms of the same source share the adstock.
 */
public final class MediaTransform {
    private final TransformStage[] stages;

    /**
     * @param stages at least one, each reading what the one before it writes
     */
    MediaTransform(List<TransformStage> stages) {
        this.stages = stages.toArray(new TransformStage[0]);
    }

    /** Cell slot of the result h. */
    int h() {
        return stages[stages.length - 1].output().cell();
    }

    /** The terms, in order. */
    List<TransformStage> stages() {
        return List.of(stages);
    }

    /**
     * The same transform, with the same parameters, of another input.
     *
     * @param newCells gives cell slots
     */
    MediaTransform on(StageInput input, IntSupplier newCells) {
        List<TransformStage> copies = new ArrayList<>();
        StageInput in = input;
        for (TransformStage stage : stages) {
            copies.add(stage.on(in, newCells));
            in = copies.getLast().output();
        }
        return new MediaTransform(copies);
    }

    /** Room for {@link #apply}, grown where a stage needs more; one thread at a time. */
    public static final class Buffers {
        private final double[][] between;

        /** Room by cell for a stage of its own. */
        final double[] ofStage;

        private double[] weights = {};
        private double[] scratch = new double[2 * Kernels.LANES];

        /** Buffers for cell arrays of the given length. */
        public Buffers(int cells) {
            between = new double[2][cells];
            ofStage = new double[cells];
        }

        /** Room for the weights of a windowed adstock. */
        double[] weights(int length) {
            weights = weights.length < length ? new double[length] : weights;
            return weights;
        }

        /** Room of at least a length for a kernel. */
        double[] scratch(int length) {
            scratch = scratch.length < length ? new double[length] : scratch;
            return scratch;
        }
    }

    /**
     * The transform of any input, as counterfactuals need it.
     *
     * @param theta natural parameters by slot; not modified
     * @param scaled media s ≥ 0 by cell; not modified
     * @param h overwritten for from ≤ i < to
     * @param from first cell of a geo
     * @param to one past the last cell of a geo
     */
    public void apply(
            double[] theta, double[] scaled, double[] h, int from, int to, Buffers buffers) {
        double[] in = scaled;
        for (int k = 0; k < stages.length; k++) {
            double[] out = k == stages.length - 1 ? h : buffers.between[k % 2];
            stages[k].apply(theta, in, out, from, to, buffers);
            in = out;
        }
    }
}
