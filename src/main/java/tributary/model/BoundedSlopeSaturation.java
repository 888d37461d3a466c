package tributary.model;

import tributary.math.Kernels;
import tributary.spec.Saturation;

import java.util.function.IntSupplier;

/**
 * Saturation in u = a/K whose slope at 0 is finite (model.md §3): logistic, Michaelis–Menten, tanh
 * or log1p.
 *
 * @param curve one of these
 * @param halfSaturation slot of K
 * @param derivative cell slot of dh/du, u as the curve scales it, written
 * @param h cell slot, written
 */
record BoundedSlopeSaturation(
        StageInput input, Saturation curve, int halfSaturation, int derivative, int h)
        implements TransformStage {
    private static final double INV_LN_2 = 0x1.71547652b82fep0;

    @Override
    public BoundedSlopeSaturation on(StageInput other, IntSupplier newCells) {
        return new BoundedSlopeSaturation(
                other, curve, halfSaturation, newCells.getAsInt(), newCells.getAsInt());
    }

    @Override
    public StageInput output() {
        return StageInput.computed(h);
    }

    /** u = rate · norm · a; (1 − e^−x)/(1 + e^−x) = tanh(x/2). */
    private double rate(double[] theta) {
        return (curve == Saturation.LOGISTIC ? 0.5 : 1) / theta[halfSaturation];
    }

    @Override
    public Scope scope() {
        return Scope.GEOS;
    }

    @Override
    public void forward(Workspace w) {
        double[] slope = w.cells[derivative];
        compute(w.theta, input.values(w), slope, w.cells[h], w.from, w.to);
    }

    private void compute(double[] theta, double[] a, double[] slope, double[] h, int from, int to) {
        Kernels.scale(rate(theta) * input.norm(theta), a, slope, from, to);
        switch (curve) {
            case LOGISTIC, TANH -> {
                Kernels.tanh(slope, h, from, to);
                for (int i = from; i < to; i++) {
                    slope[i] = Math.fma(-h[i], h[i], 1);
                }
            }
            case LOG1P -> {
                Kernels.log1p(slope, h, from, to);
                for (int i = from; i < to; i++) {
                    h[i] = INV_LN_2 * h[i];
                    slope[i] = INV_LN_2 / (1 + slope[i]);
                }
            }
            case MICHAELIS_MENTEN -> {
                for (int i = from; i < to; i++) {
                    double rest = 1 / (1 + slope[i]);
                    h[i] = slope[i] * rest;
                    slope[i] = rest * rest;
                }
            }
            default -> throw new IllegalArgumentException("curve: " + curve);
        }
    }

    @Override
    public void backward(Workspace w) {
        double[] a = input.values(w);
        double[] bar = w.cellsBar[h];
        double[] slope = w.cells[derivative];
        double rate = rate(w.theta);
        double norm = input.norm(w.theta);
        double sum = rate * Kernels.dot3(bar, slope, a, w.from, w.to); // for the norm
        w.thetaBar[halfSaturation] -= norm * sum / w.theta[halfSaturation];
        if (input.isGeometric()) {
            double[] b = w.cells[input.sensitivity()];
            w.thetaBar[input.decay()] +=
                    rate * norm * Kernels.dot3(bar, slope, b, w.from, w.to) - sum;
        }
        if (input.adjoint()) {
            double[] through = w.cellsBar[derivative];
            Kernels.multiply(bar, slope, through, w.from, w.to);
            Kernels.axpy(rate * norm, through, w.cellsBar[input.cell()], w.from, w.to);
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
