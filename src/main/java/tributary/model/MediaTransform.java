package tributary.model;

import tributary.math.CellLayout;
import tributary.math.Kernels;

import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Last lag at which media still work.
     *
     * @param unbounded taken for the last one where there is none
     */
    public int lastLag(int unbounded) {
        for (TransformStage stage : stages) {
            switch (stage) {
                case GeometricAdstock _ -> {
                    return unbounded;
                }
                case WindowedAdstock(_, _, AdstockWeights weights, _) -> {
                    return weights.form().lags();
                }
                default -> {}
            }
        }
        return 0;
    }

    /**
     * Share of a week's media that works 0, 1, 2, … weeks later.
     *
     * @param theta natural parameters by slot; not modified
     * @param layout of the cells, of as many weeks at least as there are weights
     * @param weights overwritten
     * @param buffers for the cells of one geo at least
     */
    public void carryOver(double[] theta, CellLayout layout, double[] weights, Buffers buffers) {
        Arrays.fill(weights, 0);
        weights[0] = 1;
        for (TransformStage stage : stages) {
            if (stage instanceof GeometricAdstock || stage instanceof WindowedAdstock) {
                double[] impulse = buffers.between[0];
                Arrays.fill(impulse, 0);
                impulse[layout.index(0, 0)] = 1;
                double[] later = buffers.between[1];
                stage.apply(theta, impulse, later, 0, layout.start(1), buffers);
                for (int l = 0; l < weights.length; l++) {
                    weights[l] = stage.output().norm(theta) * later[layout.index(0, l)];
                }
            }
        }
    }

    /**
     * h of media that stay the same for ever: the curve alone, as the adstock's weights sum to one;
     * without effectiveness over time.
     *
     * @param theta natural parameters by slot; not modified
     * @param scaled media s ≥ 0; not modified
     * @param h overwritten
     * @param buffers of at least their length
     */
    public void steady(double[] theta, double[] scaled, double[] h, Buffers buffers) {
        System.arraycopy(scaled, 0, h, 0, h.length);
        for (TransformStage stage : stages) {
            switch (stage) {
                case GeometricAdstock _, WindowedAdstock _, TimeEffect _ -> {}
                case LinearSaturation _,
                        HillSaturation _,
                        PowerSaturation _,
                        BoundedSlopeSaturation _ -> {
                    double[] in = buffers.between[0];
                    Kernels.scale(1 / stage.input().norm(theta), h, in, 0, h.length);
                    stage.apply(theta, in, h, 0, h.length, buffers);
                }
            }
        }
    }
}
