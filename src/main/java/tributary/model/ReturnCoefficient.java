package tributary.model;

import tributary.math.Kernels;

/**
 * The coefficient of a path whose return has the prior, where media add to the outcome or to the
 * base of a scaled one (model.md §6): β = R / Σ_g e^{ω z_g} Σ_i w_i D_i Δh_i.
 *
 * @param of what R is summed from; R is read, β written
 * @param demand cell slot of ln D but for linear demand, or −1: D = 1
 * @param response cell slot of linear demand's share of ln D, or −1
 * @param weighted cell slot of w D, written; −1 where D = 1
 */
record ReturnCoefficient(DirectReturn of, int demand, int response, int weighted) implements Term {
    @Override
    public boolean readsMedia() {
        return true;
    }

    @Override
    public void forward(Workspace w) {
        if (demand >= 0) {
            weigh(w);
        }
        double sum = 0;
        for (int g = 0; g < of.blocks(); g++) {
            sum += of.relative(w.theta, g) * perCoefficient(w, g);
        }
        w.theta[of.coefficient()] = w.theta[of.parameter()] / sum;
    }

    private void weigh(Workspace w) {
        double[] out = w.cells[weighted];
        System.arraycopy(w.cells[demand], 0, out, 0, out.length);
        if (response >= 0) {
            Kernels.axpy(1, w.cells[response], out, 0, out.length);
        }
        Kernels.exp(out, out, 0, out.length);
        Kernels.multiply(out, of.weights(), out, 0, out.length);
    }

    private double[] weights(Workspace w) {
        return demand < 0 ? of.weights() : w.cells[weighted];
    }

    /** Σ_i w_i D_i Δh_i over the cells of a block. */
    private double perCoefficient(Workspace w, int block) {
        double[] weights = weights(w);
        int from = of.start(block);
        int to = of.start(block + 1);
        double sum = Kernels.dot(weights, w.cells[of.h()], from, to);
        return of.off() < 0 ? sum : sum - Kernels.dot(weights, w.cells[of.off()], from, to);
    }

    @Override
    public void backward(Workspace w) {
        double beta = w.theta[of.coefficient()];
        double logBar = w.thetaBar[of.coefficient()] * beta;
        w.thetaBar[of.parameter()] += logBar / w.theta[of.parameter()];
        double sumBar = -logBar * beta / w.theta[of.parameter()];
        double[] weights = weights(w);
        for (int g = 0; g < of.blocks(); g++) {
            double relative = of.relative(w.theta, g);
            of.addRelativeBar(w, g, relative, sumBar * perCoefficient(w, g));
            double bar = sumBar * relative;
            int from = of.start(g);
            int to = of.start(g + 1);
            Kernels.axpy(bar, weights, w.cellsBar[of.h()], from, to);
            if (of.off() >= 0) {
                Kernels.axpy(-bar, weights, w.cellsBar[of.off()], from, to);
            }
            if (demand >= 0) {
                backwardDemand(w, bar, from, to);
            }
        }
    }

    /** ∂(w D Δh)/∂ln D = w D Δh. */
    private void backwardDemand(Workspace w, double bar, int from, int to) {
        for (int i = from; i < to; i++) {
            double each = bar * w.cells[weighted][i] * of.change(w, i);
            w.cellsBar[demand][i] += each;
            if (response >= 0) {
                w.cellsBar[response][i] += each;
            }
        }
    }
}
