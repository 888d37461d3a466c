package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * Power saturation (model.md §3): h = a^S = exp(S ln a), 0 < S ≤ 1. At a = 0 all gradients are 0.
 *
 * @param slope slot of S
 * @param logarithm cell slot of ln a, written
 * @param h cell slot, written
 */
record PowerSaturation(StageInput input, int slope, int logarithm, int h)
        implements TransformStage {
    @Override
    public PowerSaturation on(StageInput other, IntSupplier newCells) {
        return new PowerSaturation(other, slope, newCells.getAsInt(), newCells.getAsInt());
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
        compute(w.theta, input.values(w), w.cells[logarithm], w.cells[h], w.from, w.to);
    }

    private void compute(
            double[] theta, double[] a, double[] logarithm, double[] h, int from, int to) {
        double shift = Kernels.log(input.norm(theta));
        double s = theta[slope];
        Kernels.log(a, logarithm, from, to);
        for (int i = from; i < to; i++) {
            logarithm[i] = a[i] > 0 ? logarithm[i] + shift : 0;
            h[i] = s * logarithm[i];
        }
        Kernels.exp(h, h, from, to);
        for (int i = from; i < to; i++) {
            h[i] = a[i] > 0 ? h[i] : 0;
        }
    }

    /** ∂h/∂S = h ln a; ∂h/∂ln a = S h, and ln a = ln(1−λ) + ln of what is not normalised. */
    @Override
    public void backward(Workspace w) {
        double[] a = input.values(w);
        double[] bar = w.cellsBar[h];
        double[] value = w.cells[h];
        double s = w.theta[slope];
        w.thetaBar[slope] += Kernels.dot3(bar, value, w.cells[logarithm], w.from, w.to);
        double[] aBar = w.cellsBar[logarithm];
        for (int i = w.from; i < w.to; i++) {
            aBar[i] = s * bar[i] * value[i] / Math.max(a[i], Double.MIN_NORMAL);
        }
        if (input.isGeometric()) {
            w.thetaBar[input.decay()] +=
                    Kernels.dot(aBar, w.cells[input.sensitivity()], w.from, w.to)
                            - s * Kernels.dot(bar, value, w.from, w.to) / input.norm(w.theta);
        }
        if (input.adjoint()) {
            Kernels.axpy(1, aBar, w.cellsBar[input.cell()], w.from, w.to);
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
        compute(theta, in, buffers.ofStage, out, from, to);
    }
}
