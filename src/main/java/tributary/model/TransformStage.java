package tributary.model;

import java.util.function.IntSupplier;

/** One stage of a media transform: an adstock, a saturation, or effectiveness over time. */
sealed interface TransformStage extends Term
        permits GeometricAdstock,
                WindowedAdstock,
                LinearSaturation,
                HillSaturation,
                PowerSaturation,
                BoundedSlopeSaturation,
                TimeEffect {
    /** What it reads. */
    StageInput input();

    /** What the next stage reads. */
    StageInput output();

    /**
     * The same stage, with the same parameters, on another input.
     *
     * @param newCells gives cell slots
     */
    TransformStage on(StageInput other, IntSupplier newCells);

    /**
     * The stage on any input, as counterfactuals need it.
     *
     * @param theta natural parameters by slot; not modified
     * @param in by cell; not modified
     * @param out overwritten for from ≤ i < to; must not be {@code in}
     */
    void apply(
            double[] theta,
            double[] in,
            double[] out,
            int from,
            int to,
            MediaTransform.Buffers buffers);
}
