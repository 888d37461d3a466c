package tributary.model;

import tributary.math.Kernels;

import java.util.function.IntSupplier;

/**
 * Media transform of one source, shared by all paths out of it (model.md §3): geometric adstock
 * with weights that sum to one, then Hill or linear saturation.
 *
 * <p>a_t = (1−λ) Σ_l λ^l s_{t−l}; h = a^S/(a^S + K^S) = logistic(S (ln a − ln K)), or h = a. At a =
 * 0 the parameter gradients are 0. The sensitivity ∂a/∂λ is carried forward beside a, so that the
 * backward pass is a few sums; an input that another term computes gets its adjoint as well.
 *
 * @param input scaled media s by cell
 * @param modelled cell slot of the input where a term computes it, or −1: {@code input}
 * @param steps weeks per lane of the cell layout
 * @param decay slot of λ, or −1 for no carry-over
 * @param halfSaturation slot of K, or −1 for linear saturation
 * @param slope slot of S, or −1 for linear saturation
 * @param cells cell slots of what this term computes
 */
@SuppressWarnings("ArrayRecordComponent") // a term is plain data, never compared
public record MediaTransform(
        double[] input,
        int modelled,
        int steps,
        int decay,
        int halfSaturation,
        int slope,
        Cells cells)
        implements Term {

    /**
     * Cell slots.
     *
     * @param adstock Σ_l λ^l s_{t−l}, not normalised
     * @param sensitivity its derivative with respect to λ
     * @param logRatio ln a − ln K
     * @param h result
     */
    public record Cells(int adstock, int sensitivity, int logRatio, int h) {}

    /** Room for {@link #apply}; one thread at a time. */
    public static final class Buffers {
        private final double[] adstock;
        private final double[] logRatio;
        private final double[] scratch = new double[2 * Kernels.LANES];

        /** Buffers for cell arrays of the given length. */
        public Buffers(int cells) {
            adstock = new double[cells];
            logRatio = new double[cells];
        }
    }

    /**
     * The same transform of another input, with the same parameters.
     *
     * @param data scaled media by cell
     * @param slot cell slot of the input where a term computes it, or −1
     * @param newCells gives cell slots
     */
    MediaTransform of(double[] data, int slot, IntSupplier newCells) {
        Cells own =
                new Cells(
                        newCells.getAsInt(),
                        newCells.getAsInt(),
                        newCells.getAsInt(),
                        newCells.getAsInt());
        return new MediaTransform(data, slot, steps, decay, halfSaturation, slope, own);
    }

    private double[] input(Workspace w) {
        return modelled < 0 ? input : w.cells[modelled];
    }

    private boolean isLinear() {
        return slope < 0;
    }

    /** What normalises the adstock: 1 − λ. */
    private double norm(double[] theta) {
        return decay < 0 ? 1 : 1 - theta[decay];
    }

    private double shift(double[] theta) {
        return Kernels.log(norm(theta) / theta[halfSaturation]);
    }

    @Override
    public void forward(Workspace w) {
        double[] a = input(w);
        if (decay >= 0) {
            a = w.cells[cells.adstock];
            Kernels.geometricAdstock(
                    input(w),
                    w.theta[decay],
                    steps,
                    w.from,
                    w.to,
                    a,
                    w.cells[cells.sensitivity],
                    w.scratch);
        }
        saturate(w.theta, a, w.cells[cells.logRatio], w.cells[cells.h], w.from, w.to);
    }

    private void saturate(
            double[] theta, double[] a, double[] logRatio, double[] h, int from, int to) {
        if (isLinear()) {
            Kernels.scale(norm(theta), a, h, from, to);
        } else {
            Kernels.hillForward(a, shift(theta), theta[slope], logRatio, h, from, to);
        }
    }

    @Override
    public void backward(Workspace w) {
        if (isLinear()) {
            backwardLinear(w);
        } else {
            backwardHill(w);
        }
        if (modelled >= 0) {
            backwardInput(w);
        }
    }

    /** Through ∂h/∂a = S h(1−h)/a, or 1, and the adjoint of the adstock. */
    private void backwardInput(Workspace w) {
        double[] bar = w.cellsBar[cells.h];
        double[] aBar = w.cellsBar[cells.logRatio];
        if (isLinear()) {
            Kernels.scale(norm(w.theta), bar, aBar, w.from, w.to);
        } else {
            double[] h = w.cells[cells.h];
            double[] a = decay < 0 ? input(w) : w.cells[cells.adstock];
            double s = w.theta[slope];
            for (int i = w.from; i < w.to; i++) {
                aBar[i] = a[i] > 0 ? bar[i] * s * h[i] * (1 - h[i]) / a[i] : 0;
            }
        }
        double[] inputBar = aBar;
        if (decay >= 0) {
            inputBar = w.cellsBar[cells.sensitivity];
            Kernels.geometricAdstockAdjoint(
                    aBar, w.theta[decay], steps, w.from, w.to, inputBar, w.scratch);
        }
        Kernels.axpy(1, inputBar, w.cellsBar[modelled], w.from, w.to);
    }

    /** ∂h/∂λ = (1−λ) b − a with a, b not normalised. */
    private void backwardLinear(Workspace w) {
        if (decay >= 0) {
            double[] bar = w.cellsBar[cells.h];
            w.thetaBar[decay] +=
                    norm(w.theta) * Kernels.dot(bar, w.cells[cells.sensitivity], w.from, w.to)
                            - Kernels.dot(bar, w.cells[cells.adstock], w.from, w.to);
        }
    }

    private void backwardHill(Workspace w) {
        double[] bar = w.cellsBar[cells.h];
        double[] a = decay < 0 ? input(w) : w.cells[cells.adstock];
        Kernels.hillBackward(
                bar,
                a,
                w.cells[cells.sensitivity],
                w.cells[cells.logRatio],
                w.cells[cells.h],
                w.from,
                w.to,
                w.cellsBar[cells.adstock],
                w.scratch);
        double sumD = w.scratch[0];
        double s = w.theta[slope];
        w.thetaBar[slope] += w.scratch[1];
        w.thetaBar[halfSaturation] -= s * sumD / w.theta[halfSaturation];
        if (decay >= 0) {
            w.thetaBar[decay] += s * (w.scratch[2] - sumD / norm(w.theta));
        }
    }

    /**
     * The transform of any input, as counterfactuals need it.
     *
     * @param theta natural parameters by slot; not modified
     * @param scaled media s ≥ 0 by cell; not modified
     * @param h overwritten
     */
    public void apply(
            double[] theta, double[] scaled, double[] h, int from, int to, Buffers buffers) {
        double[] a = scaled;
        if (decay >= 0) {
            a = buffers.adstock;
            Kernels.geometricAdstock(scaled, theta[decay], steps, from, to, a, buffers.scratch);
        }
        saturate(theta, a, buffers.logRatio, h, from, to);
    }
}
