package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * No diminishing returns: h = a. Normalises a geometric adstock.
 *
 * @param h cell slot, written
 */
record LinearSaturation(StageInput input, int h) implements TransformStage {
    @Override
    public LinearSaturation on(StageInput other, IntSupplier newCells) {
        return new LinearSaturation(other, newCells.getAsInt());
    }

    @Override
    public StageInput output() {
        return StageInput.computed(h);
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        Kernels.scale(input.norm(w.theta), input.values(w), w.cells[h], w.from, w.to);
    }

    /** ∂h/∂λ = (1−λ) b − a with a, b not normalised. */
    @Override
    public void backward(Workspace w) {
        double[] bar = w.cellsBar[h];
        double norm = input.norm(w.theta);
        if (input.isGeometric()) {
            w.thetaBar[input.decay()] +=
                    norm * Kernels.dot(bar, w.cells[input.sensitivity()], w.from, w.to)
                            - Kernels.dot(bar, input.values(w), w.from, w.to);
        }
        if (input.adjoint()) {
            Kernels.axpy(norm, bar, w.cellsBar[input.cell()], w.from, w.to);
        }
    }

    @Override
    public void apply(
            double[] theta,
            double[] in,
            double[] out,
            int from,
            int to,
            MediaTransform.Buffers buffers) {
        Kernels.scale(input.norm(theta), in, out, from, to);
    }
}
