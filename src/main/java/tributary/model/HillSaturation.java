package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * Hill saturation (model.md §3): h = a^S/(a^S + K^S) = logistic(S (ln a − ln K)). At a = 0 all
 * gradients are 0.
 *
 * @param halfSaturation slot of K
 * @param slope slot of S
 * @param logRatio cell slot of ln a − ln K, written
 * @param h cell slot, written
 */
record HillSaturation(StageInput input, int halfSaturation, int slope, int logRatio, int h)
        implements TransformStage {
    private double shift(double[] theta) {
        return Kernels.log(input.norm(theta) / theta[halfSaturation]);
    }

    @Override
    public HillSaturation on(StageInput other, IntSupplier newCells) {
        return new HillSaturation(
                other, halfSaturation, slope, newCells.getAsInt(), newCells.getAsInt());
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
        Kernels.hillForward(
                input.values(w),
                shift(w.theta),
                w.theta[slope],
                w.cells[logRatio],
                w.cells[h],
                w.from,
                w.to);
    }

    @Override
    public void backward(Workspace w) {
        double[] a = input.values(w);
        Kernels.hillBackward(
                w.cellsBar[h],
                a,
                input.isGeometric() ? w.cells[input.sensitivity()] : a,
                w.cells[logRatio],
                w.cells[h],
                w.from,
                w.to,
                w.cellsBar[logRatio],
                w.scratch);
        double sumD = w.scratch[0];
        double s = w.theta[slope];
        w.thetaBar[slope] += w.scratch[1];
        w.thetaBar[halfSaturation] -= s * sumD / w.theta[halfSaturation];
        if (input.isGeometric()) {
            w.thetaBar[input.decay()] += s * (w.scratch[2] - sumD / input.norm(w.theta));
        }
        if (input.adjoint()) {
            addInputGradient(w, a, s);
        }
    }

    /** Through ∂h/∂a = S h(1−h)/a. */
    private void addInputGradient(Workspace w, double[] a, double s) {
        double[] bar = w.cellsBar[h];
        double[] value = w.cells[h];
        double[] aBar = w.cellsBar[input.cell()];
        for (int i = w.from; i < w.to; i++) {
            aBar[i] += a[i] > 0 ? bar[i] * s * value[i] * (1 - value[i]) / a[i] : 0;
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
        Kernels.hillForward(in, shift(theta), theta[slope], buffers.ofStage, out, from, to);
    }
}
